"""A journey tells what became of a callback on the call it concerns."""

from datetime import UTC, datetime

import pytest

from ivr.calls import callback_events as happened
from ivr.calls.disposition import Disposition
from ivr.calls.events import CallEvent, LanguageChosen
from ivr.calls.ids import leg_id, uuid7
from ivr.reports.journey import journey
from ivr.reports.journey_callback import CalledBack, called_back

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))
HEAD = {"event_id": "e", "at": NOON, "call_id": CALL}
OF = HEAD | {"callback_id": "c"}


@pytest.mark.parametrize(
    ("event", "what", "more"),
    [
        (
            happened.CallbackRequested(**OF, visit_id="v", number="+36301234567", entered_at=NOON),
            "requested",
            "+36301234567",
        ),
        (happened.AnswerJudged(**HEAD, answered_by="machine", because="maxwords"), "machine", "maxwords"),
        (happened.CallbackConfirmed(**OF, entered_at=NOON), "confirmed", None),
        (happened.CallbackMerged(**OF, entered_at=NOON), "merged", None),
    ],
)
def test_each_step_of_a_callback_is_told(event: CallEvent, what: str, more: str | None) -> None:
    assert called_back(event, 3.0) == CalledBack(3.0, what, more)


def test_other_events_are_none_of_its() -> None:
    assert called_back(LanguageChosen(**HEAD, language="hu"), 0.0) is None


def test_the_journey_of_an_attempt_nobody_took_has_its_dialling() -> None:
    dialled = happened.CallbackDialled(
        **OF, number="+36301234567", leg_id=leg_id(CALL, 0), attempt=2, because="an agent is kept"
    )
    missed = happened.CallbackAttemptEnded(**OF | {"event_id": "f"}, disposition=Disposition.BUSY)
    told = journey([dialled, missed], [], NOON)
    assert told is not None
    assert told.steps == (CalledBack(0.0, "dialled", "2, an agent is kept"),)
