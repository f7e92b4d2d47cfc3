"""An attended transfer no engine lived to tell: the rows are those of a real one (attended.cel.csv)."""

from datetime import timedelta
from pathlib import Path

import pytest

from ivr.asterisk.cel import CelRecord, parse_line
from ivr.calls.disposition import Disposition
from ivr.calls.events import CallAnswered, CallEvent, CallQueued, CallStarted, Direction
from ivr.calls.ids import leg_id
from ivr.calls.transfer_events import AgentConsulted, CallSentOn, CallTransferred
from ivr.reports.call_record import CallRecord
from ivr.reports.fold import fold
from ivr.worker.witness_channels import call_id_of
from ivr.worker.witness_fold import missing

JULIA, MARIA, FIRST, SECOND = "agent-julia", "agent-maria", "1795380828.11", "1795380831.16"


def rows_of(linkedid: str) -> list[CelRecord]:
    rows = map(parse_line, Path(__file__).with_name("attended.cel.csv").read_text().splitlines())
    return [row for row in rows if row.linkedid == linkedid]


def begun(rows: list[CelRecord], entry: str) -> list[CallEvent]:
    call_id, first = call_id_of(rows), rows[0]
    names = {"at": first.eventtime, "call_id": call_id, "leg_id": leg_id(call_id, 0)}
    return [
        CallStarted(event_id="1", **names, direction=Direction.INBOUND, entry=entry, caller_id=None,
                    dialled=first.exten, channel=first.channame, linkedid=first.linkedid),
        CallAnswered(event_id="2", **names),
    ]  # fmt: skip


def taken(rows: list[CelRecord], known: list[CallEvent]) -> CallRecord:
    record = fold([*known, *missing(rows, known)])
    assert record is not None
    return record


@pytest.fixture
def caller() -> list[CelRecord]:
    return rows_of(FIRST)


def test_the_colleagues_talk_is_told_though_his_phone_rang_in_another_call(caller: list[CelRecord]) -> None:
    known = begun(caller, "menu:main")
    joined = known[0].at + timedelta(seconds=0.5)
    known.append(CallQueued(event_id="3", at=joined, call_id=known[0].call_id, visit_id="v", queue="dentist",
                            skill="dentist", min_level=1, priority=0))  # fmt: skip
    record = taken(caller, known)

    assert [(leg.agent, round((leg.ended_at - leg.answered_at).total_seconds(), 1)) for leg in record.legs[1:]] == [
        (JULIA, 3.5),
        (MARIA, 4.1),
    ]
    assert [(visit.agent, visit.transferred, visit.offers) for visit in record.visits] == [(JULIA, True, 1)]
    assert record.disposition is Disposition.SERVED


def test_what_the_engine_told_is_not_told_again(caller: list[CelRecord]) -> None:
    known = begun(caller, "menu:main")
    told = missing(caller, known)
    ours = [event for event in told if isinstance(event, CallSentOn)]
    assert not [event for event in missing(caller, [*known, *ours]) if isinstance(event, CallSentOn)]


def test_a_colleague_asked_has_a_leg_and_makes_no_visit() -> None:
    rows = rows_of(SECOND)
    known = begun(rows, f"agent:{MARIA}")
    asked = AgentConsulted(event_id="3", at=known[0].at, call_id=known[0].call_id, agent=JULIA, colleague=MARIA,
                           other_call=None, leg_id=leg_id(known[0].call_id, 0))  # fmt: skip
    record = taken(rows, [*known, asked])

    assert record.visits == ()
    assert [(leg.agent, round((leg.ended_at - leg.answered_at).total_seconds(), 1)) for leg in record.legs[1:]] == [
        (MARIA, 2.0)
    ]
    assert record.disposition is Disposition.INTERNAL


def test_a_colleagues_leg_the_engine_told_is_told_once() -> None:
    rows = rows_of(SECOND)
    known = begun(rows, f"agent:{MARIA}")
    leg = CallTransferred(event_id="4", at=rows[-1].eventtime, call_id=known[0].call_id, leg_id="x", destination=MARIA,
                          connected=True)  # fmt: skip
    assert [event for event in missing(rows, [*known, leg]) if isinstance(event, CallTransferred)] == []
