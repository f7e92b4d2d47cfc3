"""/healthz: for whoever watches the console."""

from flask import Blueprint

from ivr.console.source import source
from ivr.store.centre import is_empty

pages = Blueprint("health", __name__)


@pages.get("/healthz")
def healthz() -> tuple[dict[str, str], int]:
    """200 when the database answers."""
    try:
        with source().database.read() as connection:
            is_empty(connection)
    except Exception:  # whatever a database may raise, the answer is the same
        return {"state": "the database does not answer"}, 503
    return {"state": "ok"}, 200
