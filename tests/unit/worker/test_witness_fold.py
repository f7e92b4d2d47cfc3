"""What Asterisk's own record tells of calls the engine did not finish (rows as cel_custom writes them)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ivr.asterisk.cel import CelRecord, parse_line
from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome
from ivr.calls.events import (
    AgentOffered,
    CallAnswered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    CallTakenBack,
    Direction,
    FallbackEntered,
)
from ivr.calls.ids import ID, leg_id
from ivr.calls.transfer_events import CallSentOn, CallTransferred
from ivr.reports.call_record import CallRecord
from ivr.reports.fold import fold
from ivr.worker.witness_channels import call_id_of
from ivr.worker.witness_fold import missing

CALL = "019aa9f0-0000-7000-8000-000000000001"
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALLER, ANNA = "PJSIP/far-end-00000000", "PJSIP/agent-anna-00000001"
IDS = {CALLER: "1.0", ANNA: "1.1"}


def row(at: float, kind: str, channel: str = CALLER, extra: str = "", account: str = CALL) -> CelRecord:
    moment = (NOON + timedelta(seconds=at)).strftime("%Y-%m-%d %H:%M:%S.%f")
    user = kind if kind == "FALLBACK" else ""
    cells = (kind, moment, IDS[channel], "1.0", channel, "+36201234567", "100", "call", "", account, "", user, extra)
    return parse_line(",".join('"{}"'.format(cell.replace('"', '""')) for cell in cells))


def hangup(at: float, channel: str, by: str, cause: int = 16) -> CelRecord:
    return row(at, "HANGUP", channel, f'{{"hangupcause":{cause},"hangupsource":"{by}","dialstatus":""}}')


def call(*middle: CelRecord, until: float = 40, by: str = CALLER) -> list[CelRecord]:
    start = [row(0, "CHAN_START", account=""), row(0.1, "ANSWER")]
    return [*start, *middle, hangup(until, CALLER, by), row(until, "CHAN_END"), row(until, "LINKEDID_END")]


def talk(until: float = 30, by: str = ANNA) -> list[CelRecord]:
    begin = [row(6, "CHAN_START", ANNA, account=""), row(9, "ANSWER", ANNA), row(9.1, "BRIDGE_ENTER", ANNA)]
    return [*begin, row(until, "BRIDGE_EXIT", ANNA), hangup(until, ANNA, by), row(until, "CHAN_END", ANNA)]


def fallback(at: float = 4, joined: float = 1, call_id: str = CALL) -> CelRecord:
    epoch = (NOON + timedelta(seconds=joined)).timestamp()
    return row(at, "FALLBACK", extra=f'{{"extra":"{call_id}|reception|{epoch:.3f}|reception|5"}}')


def started() -> list[CallEvent]:
    common = {"at": NOON, "call_id": CALL}
    return [
        CallStarted(event_id="1", **common, direction=Direction.INBOUND, entry="menu:main", caller_id=None,
                    dialled="100", channel=CALLER, linkedid="1.0", leg_id=leg_id(CALL, 0)),
        CallAnswered(event_id="2", **common, leg_id=leg_id(CALL, 0)),
    ]  # fmt: skip


def queued(at: float = 1) -> CallQueued:
    moment = NOON + timedelta(seconds=at)
    return CallQueued(
        event_id="3",
        at=moment,
        call_id=CALL,
        visit_id="v",
        queue="reception",
        skill="reception",
        min_level=1,
        priority=0,
    )


def offered() -> AgentOffered:
    moment = NOON + timedelta(seconds=5.9)
    return AgentOffered(event_id="4", at=moment, call_id=CALL, visit_id="v", leg_id=leg_id(CALL, 1), agent="agent-anna")


def taken(rows: list[CelRecord], known: list[CallEvent]) -> CallRecord:
    record = fold([*known, *missing(rows, known, {"100": "menu:main"})])
    assert record is not None
    return record


def test_a_caller_served_by_the_fallback_queue_is_told_whole() -> None:
    record = taken(call(fallback(), *talk(), until=30, by="dialplan/builtin"), [*started(), queued()])
    (visit,) = record.visits
    assert (record.disposition, record.hung_up_by, record.witness) == (Disposition.SERVED, Party.AGENT, "cel")
    assert (visit.visit_id, visit.wait_s, visit.talk_s, visit.fallback) == ("v", 8.1, 20.9, True)
    assert [leg.agent for leg in record.legs] == [None, "agent-anna"]


def test_a_real_record_of_a_killed_engine_is_told_whole() -> None:
    lines = (Path(__file__).parent / "engine_killed.cel.csv").read_text().splitlines()
    record = fold(missing([parse_line(line) for line in lines], [], {"100": "menu:main"}))
    assert record is not None
    (visit,) = record.visits
    assert (record.disposition, record.hung_up_by, record.entry) == (Disposition.SERVED, Party.AGENT, "menu:main")
    assert (visit.queue, visit.agent, visit.fallback, round(visit.talk_s or 0)) == ("reception", "agent-bela", True, 6)
    assert round(visit.wait_s or 0, 1) == 8.8


def test_a_caller_who_gives_up_in_the_fallback_queue_abandoned() -> None:
    record = taken(call(fallback()), [*started(), queued()])
    assert (record.disposition, record.visits[0].outcome) == (Disposition.ABANDONED, VisitOutcome.ABANDONED)
    assert record.visits[0].wait_s == 39


def test_a_caller_sent_away_by_the_fallback_queue_was_not_served() -> None:
    record = taken(call(fallback(), by="dialplan/builtin"), [*started(), queued()])
    assert (record.disposition, record.visits[0].outcome) == (Disposition.NOT_SERVED, VisitOutcome.TIMED_OUT)


def test_a_talk_that_outlives_the_engine_keeps_its_leg() -> None:
    record = taken(call(*talk(), until=30), [*started(), queued(), offered()])
    assert [(leg.leg_id, leg.answered_at is not None) for leg in record.legs][1:] == [(leg_id(CALL, 1), True)]
    assert record.disposition is Disposition.SERVED


def test_an_agent_who_did_not_answer_is_told_with_the_cause() -> None:
    ring = [row(6, "CHAN_START", ANNA, account=""), hangup(7, ANNA, ANNA, cause=17), row(7, "CHAN_END", ANNA)]
    record = taken(call(fallback(), *ring), [*started(), queued()])
    assert [leg.cause for leg in record.legs] == [None, OfferFailure.BUSY]


def test_an_agent_ringing_when_the_caller_leaves_is_no_miss() -> None:
    ring = [row(6, "CHAN_START", ANNA, account=""), hangup(40, ANNA, CALLER), row(40, "CHAN_END", ANNA)]
    record = taken(call(fallback(), *ring), [*started(), queued()])
    assert record.legs[1].cause == OfferFailure.CALLER_GONE


def test_a_call_that_never_reached_the_engine_becomes_a_call() -> None:
    rows = [
        row(0, "CHAN_START", account=""),
        *[one for one in call(fallback(call_id="")) if one.eventtype != "CHAN_START"],
    ]
    bare = [CelRecord(**{**{n: getattr(one, n) for n in CelRecord.__slots__}, "accountcode": ""}) for one in rows]
    record = taken(bare, [])
    assert ID.fullmatch(record.call_id)
    assert (record.entry, record.dialled, record.caller_id) == ("menu:main", "100", "+36201234567")
    assert record.disposition is Disposition.ABANDONED


def test_a_caller_lost_in_a_menu_left_it() -> None:
    assert taken(call(), started()).disposition is Disposition.LEFT_MENU


def test_a_visit_that_was_over_is_not_continued_by_the_fallback() -> None:
    ended = [event for event in missing(call(until=3), [*started(), queued()]) if not isinstance(event, CallEnded)]
    record = taken(call(fallback(at=10)), [*started(), queued(), *ended])
    assert [visit.wait_s for visit in record.visits] == [2, 30]


def test_a_call_the_engine_ended_is_not_touched() -> None:
    end = CallEnded(event_id="9", at=NOON, call_id=CALL, disposition=Disposition.SERVED, hung_up_by=Party.CALLER)
    assert missing(call(fallback(), *talk()), [*started(), end]) == []


def back_and_ended(back_at: float, visit_id: str | None = "v") -> list[CallEvent]:
    moment = NOON + timedelta(seconds=back_at)
    end = {"at": NOON + timedelta(seconds=40), "disposition": Disposition.ABANDONED, "hung_up_by": Party.CALLER}
    return [
        CallTakenBack(event_id="8", at=moment, call_id=CALL, visit_id=visit_id),
        CallEnded(event_id="9", call_id=CALL, **end),
    ]


def test_of_a_call_taken_back_only_its_time_in_asterisks_queue_is_told() -> None:
    ring = [row(6, "CHAN_START", ANNA, account=""), hangup(7, ANNA, ANNA, cause=17), row(7, "CHAN_END", ANNA)]
    known = [*started(), queued(), *back_and_ended(9)]
    record = taken(call(fallback(), *ring), known)

    assert [(visit.visit_id, visit.wait_s, visit.fallback) for visit in record.visits] == [("v", 39, True)]
    assert [leg.cause for leg in record.legs] == [None, OfferFailure.BUSY]
    assert (record.disposition, record.witness) == (Disposition.ABANDONED, "engine")


def sent_on_and_ended(agent: str | None) -> list[CallEvent]:
    common = {"call_id": CALL}
    at = NOON + timedelta(seconds=30.2)
    return [
        CallSentOn(event_id="8", at=at, **common, agent=agent, dialled="202", target="agent:agent-bela"),
        CallTransferred(event_id="9", at=at + timedelta(seconds=5), **common, leg_id=leg_id(CALL, 2),
                        destination="agent-bela", connected=True, rang_at=at, answered_at=at),
        CallEnded(event_id="10", at=at + timedelta(seconds=5), **common, disposition=Disposition.SERVED,
                  hung_up_by=Party.AGENT),
    ]  # fmt: skip


def test_a_talk_in_asterisks_queue_that_the_transfer_key_ended_is_told() -> None:
    record = taken(call(fallback(), *talk(), until=36), [*started(), queued(), *sent_on_and_ended(None)])

    assert [(leg.agent, leg.witness) for leg in record.legs if leg.agent] == [
        ("agent-bela", "engine"),
        ("agent-anna", "cel"),
    ]
    (visit,) = record.visits
    assert (visit.outcome, visit.agent, visit.transferred) == (VisitOutcome.ANSWERED, "agent-anna", True)
    assert record.fallback


def test_a_call_we_sent_on_and_saw_whole_is_not_touched() -> None:
    known = [*started(), queued(), offered(), *sent_on_and_ended("agent-anna")]
    told = missing(call(*talk(), until=36), known)

    assert [type(event).__name__ for event in told] == ["AgentConnected", "AgentLegEnded"]
    assert missing(call(*talk(), until=36), [*known, *told]) == []


def test_agents_we_rang_after_taking_a_call_back_are_not_told_twice() -> None:
    told = missing(call(fallback(), *talk()), [*started(), queued(), *back_and_ended(5)])

    assert [type(event) for event in told] == [FallbackEntered]


def test_a_caller_who_came_to_asterisks_queue_twice_was_kept_twice() -> None:
    back = [
        CallTakenBack(event_id=f"b{at}", at=NOON + timedelta(seconds=at), call_id=CALL, visit_id="v") for at in (6, 20)
    ]
    end = CallEnded(event_id="9", at=NOON + timedelta(seconds=40), call_id=CALL, disposition=Disposition.ABANDONED,
                    hung_up_by=Party.CALLER)  # fmt: skip
    record = taken(call(fallback(at=4), fallback(at=15)), [*started(), queued(), *back, end])

    after = [((kept.entered_at - NOON).seconds, kept.back_at and (kept.back_at - NOON).seconds) for kept in record.kept]
    assert after == [(4, 6), (15, 20)]
    assert [visit.visit_id for visit in record.visits] == ["v"]


def test_a_caller_taken_back_into_his_menu_has_no_visit() -> None:
    record = taken(call(fallback()), [*started(), *back_and_ended(9, None)])

    assert (record.visits, record.fallback) == ((), True)


def test_a_call_still_up_is_not_touched() -> None:
    assert missing(call(fallback())[:3], started()) == []


def test_the_same_rows_give_the_same_events() -> None:
    rows, known = call(fallback(), *talk()), [*started(), queued()]
    assert missing(rows, known) == missing(rows, known)
    assert len({event.event_id for event in missing(rows, known)}) == len(missing(rows, known))


def test_the_account_code_names_the_call() -> None:
    assert call_id_of(call()) == CALL


@given(st.lists(st.sampled_from(call(fallback(), *talk())), min_size=1))
def test_any_rows_give_one_end_or_nothing(rows: list[CelRecord]) -> None:
    ends = [event for event in missing(rows, started()) if isinstance(event, CallEnded)]
    assert len(ends) == (1 if missing(rows, started()) else 0)
