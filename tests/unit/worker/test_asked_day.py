"""The day of a question: of the history, or on paper."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import CallQueued, VisitEnded
from ivr.errors import FieldError
from ivr.simulation.question import Question
from ivr.store import call_events
from ivr.store.database import Database
from ivr.worker.asked_day import AskedDay, asked_day

WHERE, NOON = "Europe/Budapest", datetime(2026, 11, 20, 11, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, fresh) -> Iterator[Database]:
    made = fresh(f"sqlite:///{tmp_path}/ivr.sqlite")
    with made.write() as connection:
        joined = {"queue": "nurse", "skill": "nurse", "min_level": 1, "priority": 0}
        left = NOON + timedelta(seconds=40)
        call_events.append(
            connection,
            [
                CallQueued(event_id="1", at=NOON, call_id="c", visit_id="v", **joined),
                VisitEnded(event_id="2", at=left, call_id="c", visit_id="v", outcome=VisitOutcome.ABANDONED),
            ],
        )
    yield made
    made.close()


def asked(database: Database, question: Question) -> AskedDay:
    return asked_day(question, database, WHERE, NOON + timedelta(days=1))


def test_a_past_day_is_folded_and_replayed_by_the_clock_of_its_zone(database: Database) -> None:
    day = asked(database, Question(date(2026, 11, 20)))
    call = day.made(1).plan.calls[0]

    assert (call.id, call.patience_s, day.clock(call.arrives_s)) == ("v", 40, "12:00")


def test_a_centre_on_paper_is_drawn_by_its_seed(database: Database) -> None:
    day = asked(database, Question(centre="small"))

    assert day.made(1).plan.calls == day.made(1).plan.calls != day.made(2).plan.calls
    assert day.clock(5400) == "1:30"


@pytest.mark.parametrize("question", [Question(date(2026, 11, 19)), Question(date(2027, 1, 1)), Question(centre="x")])
def test_what_cannot_be_replayed_is_refused_with_a_sentence(database: Database, question: Question) -> None:
    with pytest.raises(FieldError, match=r"Nobody waited|not over|no centre on paper"):
        asked(database, question)
