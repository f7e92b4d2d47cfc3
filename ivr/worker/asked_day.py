"""The day a question is about: out of the history, or a centre on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from ivr.errors import FieldError
from ivr.hours.zone import zone
from ivr.simulation.centre import Scenario
from ivr.simulation.paper import clock, on_paper, paper
from ivr.simulation.past_day import PastDay
from ivr.simulation.question import Question
from ivr.simulation.replay import Replay, replay
from ivr.simulation.telling import Clock
from ivr.store import past_days
from ivr.store.database import Database
from ivr.store.folding import refresh


@dataclass(frozen=True, slots=True)
class AskedDay:
    """Its calls by seed, and what its clock shows so many seconds after it began."""

    made: Callable[[int], Replay]
    clock: Clock


def asked_day(question: Question, database: Database, timezone: str, now: datetime) -> AskedDay:
    """The day of a question; FieldError when there is nothing to replay."""
    if question.day is None:
        return paper_day(paper(question.centre or ""))
    past = _past(database, question.day, timezone, now)
    return AskedDay(lambda seed: replay(past, seed), lambda t: _clock(past, t, timezone))


def paper_day(scenario: Scenario) -> AskedDay:
    """The day of a centre on paper."""
    return AskedDay(lambda seed: on_paper(scenario, seed), clock)


def _past(database: Database, day: date, timezone: str, now: datetime) -> PastDay:
    if day > now.astimezone(zone(timezone)).date():
        raise FieldError("day", "This day is not over: nobody knows its calls.")
    refresh(database)
    with database.read() as connection:
        past = past_days.load(connection, day, timezone, now)
    if not past.visits:
        raise FieldError("day", "Nobody waited in a queue on this day: choose another one.")
    return past


def _clock(past: PastDay, t: float, timezone: str) -> str:
    return f"{(past.since + timedelta(seconds=t)).astimezone(zone(timezone)):%H:%M}"
