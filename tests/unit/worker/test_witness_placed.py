"""A call we placed and nobody took ends when and how Asterisk says, where the engine did not live to see it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from ivr.asterisk.cel import CelRecord, parse_line
from ivr.calls.callback_events import CallbackAttemptEnded, CallbackDialled
from ivr.calls.disposition import Disposition
from ivr.calls.events import AttemptEnded, AttemptStarted, CallEvent
from ivr.calls.ids import leg_id
from ivr.reports.call_record import CallRecord
from ivr.reports.fold import fold
from ivr.worker.witness_fold import missing

CALL = "019aa9f0-0000-7000-8000-000000000001"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
BUSY, GAVE_UP = 17, 16


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def row(second: float, kind: str, extra: str = "") -> CelRecord:
    moment, own = f"{at(second):%Y-%m-%d %H:%M:%S.%f}", leg_id(CALL, 0)
    cells = (kind, moment, own, own, "PJSIP/carrier-0", "", "answered", "outbound", "", CALL, "", "", extra)
    return parse_line(",".join('"{}"'.format(cell.replace('"', '""')) for cell in cells))


def rang(until: float, cause: int) -> list[CelRecord]:
    hangup = row(until, "HANGUP", f'{{"hangupcause":{cause},"hangupsource":"","dialstatus":""}}')
    return [row(0, "CHAN_START"), hangup, row(until, "CHAN_END"), row(until, "LINKEDID_END")]


def reminder() -> AttemptStarted:
    names = {"attempt_id": "a", "reminder_id": "r", "number": "+36201234567", "leg_id": leg_id(CALL, 0)}
    return AttemptStarted(event_id="1", at=NOON, call_id=CALL, **names)


def callback() -> CallbackDialled:
    names: dict[str, Any] = {"callback_id": "b", "number": "+36201234567", "leg_id": leg_id(CALL, 0), "attempt": 1}
    return CallbackDialled(event_id="1", at=NOON, call_id=CALL, because="", **names)


def reminder_over(second: float, *, was_seen: bool) -> AttemptEnded:
    common: dict[str, Any] = {"event_id": "2", "at": at(second), "call_id": CALL, "was_seen": was_seen}
    return AttemptEnded(**common, attempt_id="a", reminder_id="r", disposition=Disposition.NO_ANSWER)


def told(rows: list[CelRecord], known: list[CallEvent]) -> CallRecord:
    record = fold([*known, *missing(rows, known)])
    assert record is not None
    return record


@pytest.mark.parametrize("begun", [reminder, callback])
@pytest.mark.parametrize(("cause", "end"), [(BUSY, Disposition.BUSY), (GAVE_UP, Disposition.NO_ANSWER)])
def test_an_end_nobody_here_saw_is_taken_from_asterisks_record(begun, cause: int, end: Disposition) -> None:
    record = told(rang(7, cause), [begun()])
    assert (record.ended_at, record.disposition, record.witness) == (at(7), end, "cel")


@pytest.mark.parametrize("second", [5, 20])
def test_an_end_the_next_engine_guessed_gives_way_to_asterisks(second: float) -> None:
    record = told(rang(7, BUSY), [reminder(), reminder_over(second, was_seen=False)])
    assert (record.ended_at, record.disposition, record.end_was_seen) == (at(7), Disposition.BUSY, True)


def test_an_end_the_engine_saw_is_not_told_again() -> None:
    assert missing(rang(7, BUSY), [reminder(), reminder_over(70, was_seen=True)]) == []
    ended = CallbackAttemptEnded(event_id="2", at=at(7), call_id=CALL, callback_id="b", disposition=Disposition.BUSY)
    assert missing(rang(7, BUSY), [callback(), ended]) == []


def test_the_same_rows_give_the_same_end() -> None:
    assert missing(rang(7, BUSY), [reminder()]) == missing(rang(7, BUSY), [reminder()])


def test_a_call_of_which_nothing_was_written_down_is_not_ended() -> None:
    assert missing(rang(7, BUSY), []) == []
