"""A caller whom an agent connected with a colleague: one leg ends, another begins, the call is the same."""

import asyncio

import pytest

from ivr.asterisk.ami_events import AttendedTransfer
from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp
from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import AgentLegEnded, CallEnded, CallStarted
from ivr.calls.recording import RecordingMode, RecordingRule
from ivr.calls.recording_events import TalkRecorded
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, plays, sets, stops_tape, tapes
from ivr.calls.transfer_events import CallSentOn, CallTransferred, Manner
from ivr.engine.queue_terms import QueueRules
from ivr.reports.fold import fold
from ivr.routing.agent import AgentState

ANNA, BELA, CHANNEL = "agent-anna", "agent-bela", "PJSIP/far-end-00000001"
OUTSIDE = "PJSIP/carrier-00000009"
TALKED = DialEnded(DialOutcome.ANSWERED)
WAITED = (sets(), answers(), sets(), collects(Collected("1")), sets())


def connects(office, ended: object = TALKED, *others: str):
    """Anna takes the call and connects him after ten seconds, with one after the other; each talks ten seconds."""

    async def ring() -> object:
        office.answers.picked_up(CHANNEL, office.clock.now(), f"PJSIP/{ANNA}-0000000b")
        for other in others or (f"PJSIP/{BELA}-0000000d",):
            office.clock.forward(10)
            office.connecting.heard(AttendedTransfer(("", ""), CHANNEL, other))
            assert office.state(ANNA) is AgentState.WRAP_UP
            await office.breathe()
        office.clock.forward(10)
        if isinstance(ended, Exception):
            raise ended
        return ended

    return ring


async def test_the_first_agent_wraps_up_and_the_colleague_has_a_leg_in_no_visit(office) -> None:
    office.log_in(ANNA)
    await office.call(ScriptedVoice(*WAITED, dials(connects(office)), hangs_up()))
    record = fold(office.events_of(office.only(CallStarted).call_id))

    assert [(leg.agent, leg.disposition, leg.visit_id is None) for leg in record.legs[1:]] == [
        (ANNA, "answered", False),
        (BELA, "answered", True),
    ]
    assert [round((leg.ended_at - leg.answered_at).total_seconds()) for leg in record.legs[1:]] == [10, 10]
    (visit,) = record.visits
    assert (visit.agent, visit.talk_s, visit.transferred, visit.offers) == (ANNA, 10, True, 1)
    assert (record.disposition, office.only(CallSentOn).manner) == (Disposition.SERVED, Manner.ATTENDED)


async def test_the_callers_hang_up_ends_it_all(office) -> None:
    office.log_in(ANNA)
    await office.call(ScriptedVoice(*WAITED, dials(connects(office, HungUp()))))

    assert office.only(AgentLegEnded).hung_up_by is Party.AGENT
    assert office.only(CallEnded).hung_up_by is Party.CALLER
    assert office.only(CallTransferred).at == office.clock.at


async def test_he_may_be_handed_on_again_and_to_somebody_who_is_no_agent(office) -> None:
    office.log_in(ANNA)
    voice = ScriptedVoice(*WAITED, dials(connects(office, TALKED, f"PJSIP/{BELA}-0d0d0d0d", OUTSIDE)), hangs_up())
    await office.call(voice)

    sent = [(event.agent, event.target) for event in office.events if isinstance(event, CallSentOn)]
    assert sent == [(ANNA, f"agent:{BELA}"), (BELA, "none")]
    assert office.only(CallTransferred).destination == BELA


async def test_a_colleague_who_was_rung_past_the_queues_may_hand_him_on_too(office) -> None:
    def connect() -> object:
        office.answers.picked_up(CHANNEL, office.clock.now(), f"PJSIP/{ANNA}-0000000b")
        office.clock.forward(5)
        office.connecting.heard(AttendedTransfer(("", ""), f"PJSIP/{BELA}-0000000d", CHANNEL))
        return asyncio.sleep(0, TALKED)

    await office.caller(ScriptedVoice(dials(connect, f"PJSIP/{ANNA}"))).put_through(ANNA)
    legs = [(event.destination, event.answered_at) for event in office.events if isinstance(event, CallTransferred)]
    assert [destination for destination, _ in legs] == [ANNA, BELA]
    assert legs[0][1] < legs[1][1]


@pytest.mark.parametrize("mode", [RecordingMode.ALL, RecordingMode.ON_DEMAND])
async def test_what_others_say_to_him_is_not_recorded(office, mode) -> None:
    office.terms.rules = {"reception": QueueRules(recording=RecordingRule(mode))}
    office.log_in(ANNA)
    before = (sets(), answers(), sets(), collects(Collected("1")), plays(), sets(), tapes())
    await office.call(ScriptedVoice(*before, dials(connects(office)), stops_tape(), hangs_up()))

    assert office.muted[-1]
    tapes_of = [event.pauses for event in office.events if isinstance(event, TalkRecorded)]
    assert tapes_of == ([(10.0, 20.0)] if mode is RecordingMode.ALL else [])
