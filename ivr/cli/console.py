"""`console`: the pages, started by the keeper."""

from datetime import UTC, datetime

from ivr.config import load_settings
from ivr.console.app import create_app
from ivr.console.server import serve
from ivr.store.database import Database


def main() -> None:
    """Serve the console until SIGTERM."""
    settings = load_settings()
    serve(
        lambda: create_app(settings, Database(settings.database_url), lambda: datetime.now(UTC)),
        settings.host,
        settings.console_port,
        settings.console_trusted_proxies,
    )
