"""What if, for programs: ask, look how far it is, read the answer, wait for it no more."""

from datetime import date
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.changes import Changed, Deed
from ivr.console.gate import needs
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.row_api import done_once, refusals_answered
from ivr.console.what_if_page import asked_of, mine, wanted
from ivr.errors import FieldError
from ivr.simulation.question import MOST_CHANGES, MOST_SEEDS, Question, Retrained, Widened
from ivr.store import what_ifs
from ivr.store.what_ifs import WhatIf, WhatIfOutcome

api = area("what-if")
ID = Field(min_length=1, max_length=64)


class RetrainedBody(BaseModel):
    """Another level of a skill for an agent; null takes the skill away."""

    agent: str = ID
    skill: str = ID
    level: int | None = Field(ge=1, le=9)


class WidenedBody(BaseModel):
    """Other levels by waiting time for a skill."""

    skill: str = ID
    steps: str = Field(max_length=200, description="seconds:level, such as 0:6 10:4 20:1")


class QuestionBody(BaseModel):
    """A past day or a centre on paper, one of them, and what would be otherwise (docs/what-if.md)."""

    day: date | None = None
    centre: str | None = Field(None, max_length=64)
    added: list[dict[str, int]] = Field(default_factory=list, max_length=MOST_CHANGES)
    without: list[str] = Field(default_factory=list, max_length=MOST_CHANGES)
    retrained: list[RetrainedBody] = Field(default_factory=list, max_length=MOST_CHANGES)
    widened: list[WidenedBody] = Field(default_factory=list, max_length=MOST_CHANGES)
    mode: str = Field("etw", max_length=16)
    strategies: list[str] = Field(default_factory=list, max_length=20)
    staffing: bool = False
    seeds: list[int] = Field(default_factory=lambda: [1], min_length=1, max_length=MOST_SEEDS)

    def question(self) -> Question:
        """What is asked; FieldError names the field."""
        given = {name: tuple(getattr(self, name)) for name in ("added", "without", "strategies", "seeds")}
        return Question(
            day=self.day,
            centre=self.centre,
            retrained=tuple(Retrained(one.agent, one.skill, one.level) for one in self.retrained),
            widened=tuple(Widened(one.skill, one.steps) for one in self.widened),
            mode=self.mode,
            staffing=self.staffing,
            **given,
        )


class WhatIfSaid(BaseModel):
    """A question and what became of it; without an outcome it is being computed, `percent` of it done."""

    id: str
    asked_at: str
    question: dict[str, Any]
    percent: int
    outcome: WhatIfOutcome | None
    reason: dict[str, Any] | None
    answer: dict[str, Any] | None


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.ASK_WHAT_IF)
@api.input(QuestionBody, arg_name="body")
@api.output(WhatIfSaid, status_code=202)
@api.doc(summary="Ask what would be otherwise", security="token", responses=answers(409, 422))
def ask(body: QuestionBody) -> Response:
    """Put a question to the worker; a token has at most three open at a time."""
    with refusals_answered():
        asked = wanted(body.question())
    return done_once(_told(asked_of(asked), asked), 202)


@api.get("/<what_if_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.ASK_WHAT_IF)
@api.output(WhatIfSaid)
@api.doc(summary="A question and its answer, or how far it is", security="token", responses=answers(404))
def one(what_if_id: str) -> dict[str, Any]:
    """One question the token asked."""
    return _said(mine(what_if_id))


@api.post("/<what_if_id>/stop")
@limiter.limit(PROGRAMS)
@needs(Permission.ASK_WHAT_IF)
@api.output(WhatIfSaid)
@api.doc(summary="Wait for an answer no more", security="token", responses=answers(404, 409, 422))
def stop(what_if_id: str) -> Response:
    """Stop a question that has no answer yet."""
    asked = mine(what_if_id)

    def act(connection: Any) -> Changed:
        if not what_ifs.close(connection, asked.id, WhatIfOutcome.STOPPED):
            raise FieldError("outcome", "It was answered meanwhile.")
        stopped = what_ifs.of(connection, asked.id)
        return Changed("what-if", asked.id, _said(asked), _said(stopped or asked))

    return done_once(Deed("stop what if", act, of_centre=False))


def _told(deed: Deed, asked: WhatIf) -> Deed:
    def act(connection: Any) -> Changed:
        done = deed.act(connection)
        return Changed(done.kind, done.id, None, _said(asked))

    return Deed(deed.verb, act, of_centre=False)


def _said(asked: WhatIf) -> dict[str, Any]:
    return {
        "id": asked.id,
        "asked_at": asked.asked_at.isoformat(),
        "question": dict(asked.question),
        "percent": asked.percent,
        "outcome": asked.outcome.value if asked.outcome else None,
        "reason": asked.reason and dict(asked.reason),
        "answer": asked.answer and dict(asked.answer),
    }
