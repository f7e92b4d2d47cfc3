"""/healthz and /readyz: for whoever watches the console."""

from flask import Blueprint

from ivr.console.condition import condition
from ivr.console.gate import public
from ivr.console.source import source
from ivr.store import centre_version

pages = Blueprint("health", __name__)

Answer = tuple[dict[str, str], int]


@pages.get("/healthz")
@public
def healthz() -> Answer:
    """200 when the database answers."""
    try:
        with source().database.read() as connection:
            centre_version.read(connection)
    except Exception:  # whatever a database may raise, the answer is the same
        return {"state": "the database does not answer"}, 503
    return {"state": "ok"}, 200


@pages.get("/readyz")
@public
def readyz() -> Answer:
    """200 when calls can come: the database answers, the engine beats, Asterisk is seen."""
    answer, code = healthz()
    if code != 200:
        return answer, code
    now = condition(source())
    if now.heartbeat is None or not now.heartbeat.is_alive:
        return {"state": "the engine does not beat"}, 503
    if not now.sees_asterisk:
        return {"state": "Asterisk is not connected"}, 503
    return {"state": "ready"}, 200
