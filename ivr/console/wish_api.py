"""Wishes of programs: each is answered with its id, by which its outcome is asked for."""

from flask import Response
from pydantic import BaseModel

from ivr.calls.intentions import Outcome
from ivr.console import doorbell
from ivr.console.changes import Deed
from ivr.console.idempotent import once
from ivr.console.source import source


class WishSaid(BaseModel):
    """A wish and what became of it: null while the engine has not answered."""

    wish: str
    outcome: Outcome | None
    reason: str | None = None


def wish_answered(deed: Deed, ids: list[str]) -> Response:
    """Wish it once, and wake the engine; the deed puts the wish's id into `ids`."""
    answer = once(deed, lambda _connection: {"wish": ids[0], "outcome": None}, 202)
    doorbell.ring(source().settings)
    return answer
