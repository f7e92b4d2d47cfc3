"""`make_reports` (started by the worker): makes every client's report that was asked for, and ends."""

from contextlib import closing
from datetime import UTC, datetime

from ivr.cli.log_format import log_to_stderr
from ivr.cli.precedence import give_way
from ivr.config import load_settings
from ivr.store.database import Database
from ivr.worker.client_reports import Press

NICE = 10  # calls first, but somebody waits for the file


def main() -> None:
    """Make what is asked for."""
    log_to_stderr()
    give_way(NICE)
    settings = load_settings()
    with closing(Database(settings.database_url)) as database:
        Press(database, settings, lambda: datetime.now(UTC)).make_all()
