"""An agent's phone rings for a caller: taken, missed, or left by the caller."""

import pytest

from ivr.calls.commands import Collected, DialEnded, DialOutcome, EnterQueue, HungUp
from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome
from ivr.calls.events import AgentConnected, AgentLegEnded, AgentOffered, CallEnded, OfferFailed, VisitEnded
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, holds, plays, sets
from ivr.engine.agent_desk import LOG_OUT
from ivr.engine.history import History
from ivr.engine.place import Place
from ivr.engine.visit import Visit
from ivr.errors import ConnectionLost
from ivr.routing.agent import AgentState
from ivr.routing.rules import Terms

ANNA, BELA, CHANNEL = "agent-anna", "agent-bela", "PJSIP/far-end-00000001"
QUEUED = (
    sets(),
    answers(),
    sets({"IVR_LANGUAGE": "en"}),
    collects(Collected("1"), ["welcome"]),
    sets({"IVR_QUEUE": "reception"}),
)
TALKED = DialEnded(DialOutcome.ANSWERED)
NO_ANSWER = DialEnded(DialOutcome.NO_ANSWER)


async def test_caller_and_agent_talk_and_the_agent_wraps_up(office) -> None:
    office.log_in(ANNA)

    await office.call(ScriptedVoice(*QUEUED, dials(office.picks_up(TALKED), f"PJSIP/{ANNA}"), hangs_up()))

    assert office.story[-6:] == [
        "CallQueued",
        "AgentOffered",
        "AgentConnected",
        "AgentLegEnded",
        "VisitEnded",
        "CallEnded",
    ]
    assert office.only(AgentLegEnded).hung_up_by is Party.AGENT
    assert office.only(CallEnded).hung_up_by is Party.AGENT
    assert office.state(ANNA) is AgentState.WRAP_UP


async def test_the_history_says_why_this_agent_was_rung(office) -> None:
    office.log_in(ANNA)

    await office.call(ScriptedVoice(*QUEUED, dials(office.picks_up(TALKED)), hangs_up()))

    assert office.only(AgentOffered).because["rule"] == "only one able"


async def test_each_leg_has_its_own_id_under_the_calls(office) -> None:
    office.log_in(ANNA)

    await office.call(ScriptedVoice(*QUEUED, dials(office.picks_up(TALKED)), hangs_up()))

    legs = {event.leg_id for event in office.events if isinstance(event, AgentOffered | AgentConnected | AgentLegEnded)}
    assert legs == {f"{office.only(CallEnded).call_id}-1"}


async def test_a_caller_who_hangs_up_while_an_agent_rings_leaves_him_available(office) -> None:
    office.log_in(ANNA)

    await office.call(ScriptedVoice(*QUEUED, dials(HungUp())))

    assert office.only(OfferFailed).cause is OfferFailure.CALLER_GONE
    assert office.only(VisitEnded).outcome is VisitOutcome.ABANDONED
    assert office.only(CallEnded).disposition is Disposition.ABANDONED
    assert office.state(ANNA) is AgentState.AVAILABLE


async def test_a_caller_who_hangs_up_while_talking_is_served(office) -> None:
    office.log_in(ANNA)

    await office.call(ScriptedVoice(*QUEUED, dials(office.picks_up(HungUp()))))

    assert office.only(AgentLegEnded).hung_up_by is Party.CALLER
    assert office.only(VisitEnded).outcome is VisitOutcome.ANSWERED
    ended = office.only(CallEnded)
    assert (ended.disposition, ended.hung_up_by) == (Disposition.SERVED, Party.CALLER)
    assert office.state(ANNA) is AgentState.WRAP_UP


async def test_asterisk_may_say_itself_that_the_caller_ended_the_talk(office) -> None:
    office.log_in(ANNA)
    talk = office.picks_up(DialEnded(DialOutcome.ANSWERED, hung_up_by_caller=True))

    await office.call(ScriptedVoice(*QUEUED, dials(talk), hangs_up()))

    assert office.only(CallEnded).hung_up_by is Party.CALLER


async def test_an_agent_who_does_not_answer_is_paused_and_the_next_one_rings(office) -> None:
    office.log_in(ANNA, BELA)

    await office.call(
        ScriptedVoice(
            *QUEUED, dials(NO_ANSWER, f"PJSIP/{ANNA}"), dials(office.picks_up(TALKED), f"PJSIP/{BELA}"), hangs_up()
        )
    )

    assert (office.state(ANNA), office.acd.pause_reason(ANNA)) == (AgentState.PAUSED, "no answer")
    failed = office.only(OfferFailed)
    assert (failed.agent, failed.cause) == (ANNA, OfferFailure.NO_ANSWER)
    assert office.only(AgentConnected).agent == BELA


async def test_a_caller_whose_agent_does_not_answer_stays_at_the_head_of_the_line(office) -> None:
    office.log_in(ANNA)

    async def another_one_joins() -> DialEnded:
        office.clock.forward(1)
        office.join("call-2")
        return NO_ANSWER

    async def bela_comes() -> str:
        office.log_in(BELA)
        return "D"

    talk = dials(office.picks_up(TALKED), f"PJSIP/{BELA}")
    await office.call(ScriptedVoice(*QUEUED, dials(another_one_joins), plays(), holds(bela_comes), talk, hangs_up()))

    assert office.acd.waiting() == ["call-2"]


@pytest.mark.parametrize(
    ("outcome", "cause"),
    [(DialOutcome.BUSY, OfferFailure.BUSY), (DialOutcome.UNREACHABLE, OfferFailure.UNREACHABLE)],
)
async def test_why_an_agent_did_not_take_the_call_is_written(office, outcome, cause) -> None:
    office.log_in(ANNA)

    await office.call(ScriptedVoice(*QUEUED, dials(DialEnded(outcome)), plays(), holds(HungUp())))

    assert office.only(OfferFailed).cause is cause
    assert (office.state(ANNA), office.acd.pause_reason(ANNA)) == (AgentState.PAUSED, cause.value)


async def test_a_talk_nobody_reported_began_with_the_ring(office) -> None:
    office.log_in(ANNA)

    async def unreported() -> DialEnded:
        office.clock.forward(90)
        return TALKED

    await office.call(ScriptedVoice(*QUEUED, dials(unreported), hangs_up()))

    assert office.only(AgentConnected).at == office.only(AgentOffered).at
    assert office.only(CallEnded).disposition is Disposition.SERVED


@pytest.mark.parametrize("answered", [True, False])
async def test_a_conversation_that_breaks_off_frees_the_agent_and_writes_no_end(office, answered) -> None:
    office.log_in(ANNA)
    broken = office.picks_up(ConnectionLost()) if answered else breaks_off

    with pytest.raises(ConnectionLost):
        await office.call(ScriptedVoice(*QUEUED, dials(broken)))

    assert office.state(ANNA) is (AgentState.WRAP_UP if answered else AgentState.AVAILABLE)
    assert not {"AgentLegEnded", "VisitEnded", "CallEnded"} & set(office.story)


@pytest.mark.parametrize("others", [(), (BELA,)])
async def test_an_agent_who_logs_out_while_ringing_and_picks_up_leaves_no_call_behind(office, others) -> None:
    office.log_in(ANNA, *others)
    talk = office.picks_up(TALKED)

    async def logs_out_and_picks_up() -> DialEnded:
        office.desk.dial_feature(ANNA, LOG_OUT)
        return await talk()

    await office.call(ScriptedVoice(*QUEUED, dials(logs_out_and_picks_up, f"PJSIP/{ANNA}"), hangs_up()))

    assert office.acd.waiting() == []
    assert office.only(CallEnded).disposition is Disposition.SERVED
    assert all(office.state(agent) is AgentState.AVAILABLE for agent in others)


async def breaks_off() -> DialEnded:
    raise ConnectionLost


async def test_a_phone_rings_as_long_as_the_queue_says(office) -> None:
    office.log_in(ANNA)
    office.terms.own = {"reception": Terms(ring_s=7, wrap_up_s=None)}

    await office.call(ScriptedVoice(*QUEUED, dials(office.picks_up(TALKED), ring_s=7), hangs_up()))
    office.time_passes(600)

    assert office.state(ANNA) is AgentState.WRAP_UP


async def test_an_agent_logged_out_before_his_phone_rang_is_not_rung(office) -> None:
    office.log_in(ANNA)
    office.desk.log_out(ANNA)
    silent = ScriptedVoice()
    wish, place = EnterQueue("reception", "reception"), Place(CHANNEL, office)
    visit = Visit("v", wish, silent, History("call-1", office.diary), office.caller(silent), place)

    assert not await office.ringing.ring(visit, ANNA)

    assert office.story == []
