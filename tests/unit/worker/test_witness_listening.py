"""What became of a supervisor's leg is taken from Asterisk's record where the engine did not live to tell it."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.asterisk.cel import CelRecord, parse_line
from ivr.calls.ids import leg_id
from ivr.calls.listening import listening_leg
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded
from ivr.reports.statement import Kind
from ivr.worker.witness_listening import listened_leg, missing_of_leg, of_leg

CALL = "019aa9f0-0000-7000-8000-000000000001"
LEG = listening_leg(CALL, "019aa9f0-0000-7000-8000-000000000002")
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WHO = {"agent": "agent-anna", "account": "Sára", "phone": "agent-bela", "mode": "listen", "rule": "told"}
ASKED = ListeningAsked(event_id="1", at=NOON, call_id=CALL, leg_id=LEG, **WHO)
BUSY = 17


def row(second: float, kind: str, extra: str = "", linkedid: str = LEG) -> CelRecord:
    moment = f"{NOON + timedelta(seconds=second):%Y-%m-%d %H:%M:%S.%f}"
    cells = (
        kind,
        moment,
        linkedid,
        linkedid,
        "PJSIP/agent-bela-00000001",
        "",
        "s",
        "listening",
        "",
        CALL,
        "",
        "",
        extra,
    )
    return parse_line(",".join('"{}"'.format(cell.replace('"', '""')) for cell in cells))


def life(cause: int = 16, *, answered: bool = True) -> list[CelRecord]:
    hangup = row(9, "HANGUP", f'{{"hangupcause":{cause},"hangupsource":"","dialstatus":""}}')
    return [row(0, "CHAN_START"), *([row(2, "ANSWER")] if answered else []), hangup, row(9, "LINKEDID_END")]


def test_a_leg_left_by_a_killed_engine_is_told_to_its_end() -> None:
    began, ended = missing_of_leg(life(), [ASKED])
    assert (began.at, ended.at) == (NOON + timedelta(seconds=2), NOON + timedelta(seconds=9))
    assert isinstance(ended, ListeningEnded)
    assert (ended.cause, ended.witness, ended.call_id, ended.leg_id) == (None, "cel", CALL, LEG)


def test_only_what_is_lacking_is_told() -> None:
    began = ListeningBegan(event_id="2", at=NOON, call_id=CALL, leg_id=LEG)
    assert [type(event) for event in missing_of_leg(life(), [ASKED, began])] == [ListeningEnded]


def test_why_nobody_answered_is_told() -> None:
    (ended,) = missing_of_leg(life(BUSY, answered=False), [ASKED])
    assert ended.cause == "busy"


@pytest.mark.parametrize("known", [[], [ASKED, ListeningEnded(event_id="3", at=NOON, call_id=CALL, leg_id=LEG)]])
def test_nothing_is_told_of_a_leg_the_engine_saw_to_its_end_or_never_asked_for(known) -> None:
    assert missing_of_leg(life(), known) == []


def test_the_record_says_from_when_to_when_the_leg_was_there() -> None:
    (said,) = of_leg(life())
    assert (said.kind, said.call_id, said.subject, said.seconds) == (Kind.LISTENED, CALL, LEG, 9.0)
    assert len(of_leg([*life(), life()[0]])) == 2  # a row that stands twice
    assert of_leg(life()[:1]) == []  # not over


def test_rows_of_other_calls_are_none_of_a_supervisor() -> None:
    assert listened_leg(life()) == LEG
    assert listened_leg([row(0, "CHAN_START", linkedid=leg_id(CALL, 0))]) is None
