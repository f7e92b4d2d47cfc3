"""A call that goes on to somebody else, as its record tells it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    CallEnded,
    CallQueued,
    CallStarted,
    CallTakenBack,
    Direction,
    FallbackEntered,
)
from ivr.calls.transfer_events import AgentConsulted, CallSentOn, CallTransferred, Manner
from ivr.reports.fold import fold

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
ANNA, BELA = "agent-anna", "agent-bela"


def at(second: int, kind: type, **fields: Any) -> Any:
    return kind(event_id=f"{kind.__name__}-{second}", at=NOON + timedelta(seconds=second), call_id="c", **fields)


def talk(visit: str = "v") -> list[Any]:
    names = {"visit_id": visit, "leg_id": "c-1", "agent": ANNA}
    return [at(5, AgentConnected, **names), at(30, AgentLegEnded, **names, hung_up_by=Party.CALLER)]


def bela() -> list[Any]:
    went = at(60, CallTransferred, leg_id="c-2", destination=BELA, connected=True, rang_at=NOON, answered_at=NOON)
    return [went, at(61, CallEnded, disposition=Disposition.SERVED, hung_up_by=Party.AGENT)]


def sent(agent: str | None) -> Any:
    return at(31, CallSentOn, agent=agent, dialled="202", target=f"agent:{BELA}")


def test_the_talk_before_was_handed_on_by_its_agent_and_the_call_went_on() -> None:
    joined = at(1, CallQueued, visit_id="v", queue="nurse", skill="nurse", min_level=1, priority=0)
    early = at(30, CallEnded, disposition=Disposition.SERVED, hung_up_by=Party.CALLER)
    record = fold([joined, *talk(), early, sent(ANNA), *bela()])

    assert [(leg.agent, leg.hung_up_by) for leg in record.legs] == [(ANNA, Party.AGENT), (BELA, None)]
    assert (record.visits[0].transferred, record.visits[0].attended) == (True, False)
    assert record.ended_at == NOON + timedelta(seconds=61)


def test_a_talk_in_asterisks_queue_stays_when_its_agent_sends_the_caller_to_us() -> None:
    kept = at(2, FallbackEntered, queue=None, joined_at=None)
    record = fold([kept, *talk("c-fallback"), at(31, CallTakenBack, visit_id=None), sent(None), *bela()])

    assert [(visit.agent, visit.transferred) for visit in record.visits] == [(ANNA, True)]
    assert record.kept[0].back_at == NOON + timedelta(seconds=31)


def test_a_colleague_he_was_connected_with_talks_from_that_moment_to_the_end_also_when_no_engine_told_it() -> None:
    names = {"agent": ANNA, "dialled": "202", "target": f"agent:{BELA}"}
    connected = at(31, CallSentOn, **names, manner=Manner.ATTENDED, leg_id="c-2")
    end = at(61, CallEnded, disposition=Disposition.SERVED, hung_up_by=Party.CALLER)
    record = fold([*talk(), connected, end])

    assert (record.visits[0].transferred, record.visits[0].attended) == (True, True)
    bela = record.legs[-1]
    assert (bela.agent, bela.answered_at, bela.ended_at) == (BELA, connected.at, end.at)
    assert (bela.visit_id, bela.disposition) == (None, "answered")


def test_who_asks_a_colleague_is_the_caller_of_that_call_and_of_no_other() -> None:
    def began(own: str | None) -> list[Any]:
        names = {"entry": "x", "caller_id": None, "dialled": "202", "channel": "x", "linkedid": "1", "leg_id": "c-0"}
        asked = at(1, AgentConsulted, agent=ANNA, colleague=BELA, other_call=None, leg_id=own)
        return [at(0, CallStarted, direction=Direction.INBOUND, **names), asked]

    assert [fold(began(own)).legs[0].agent for own in ("c-0", None)] == [ANNA, None]
