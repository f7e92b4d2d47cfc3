"""Waiting for an agent: what the caller hears meanwhile, and each way the stay can end."""

import pytest

from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp, Played
from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import AgentConnected, CallEnded, CallQueued, VisitEnded, WaitAnnounced
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, holds, plays, sets
from ivr.engine.waiting_room import HOLD_S, HOLD_WITHOUT_KNOCK_S, LOOK_S
from ivr.errors import ConnectionLost
from ivr.routing.agent import AgentState

ANNA = "agent-anna"
QUEUED = (
    sets(),
    answers(),
    sets({"IVR_LANGUAGE": "en"}),
    collects(Collected("1"), ["welcome"]),
    sets({"IVR_QUEUE": "reception"}),
)
TALKED = DialEnded(DialOutcome.ANSWERED)


async def test_a_caller_who_hangs_up_while_waiting_is_abandoned_and_the_router_forgets_him(office) -> None:
    await office.call(ScriptedVoice(*QUEUED, plays(["no_agents"]), holds(HungUp(), seconds=HOLD_S)))

    assert office.story[-3:] == ["WaitAnnounced", "VisitEnded", "CallEnded"]
    assert office.only(VisitEnded).outcome is VisitOutcome.ABANDONED
    ended = office.only(CallEnded)
    assert (ended.disposition, ended.hung_up_by) == (Disposition.ABANDONED, Party.CALLER)
    assert office.acd.waiting() == []


async def test_who_waits_too_long_hears_goodbye_and_is_not_served(office) -> None:
    async def a_minute_passes() -> str:
        office.time_passes(60)
        return "D"

    await office.call(
        ScriptedVoice(*QUEUED, plays(["no_agents"]), holds(a_minute_passes), plays(["goodbye"]), hangs_up())
    )

    assert office.only(VisitEnded).outcome is VisitOutcome.TIMED_OUT
    ended = office.only(CallEnded)
    assert (ended.disposition, ended.hung_up_by) == (Disposition.NOT_SERVED, Party.SYSTEM)
    assert office.acd.waiting() == []


async def test_a_waiting_caller_is_put_through_when_an_agent_comes(office) -> None:
    async def anna_comes() -> str:
        office.clock.forward(20)
        office.log_in(ANNA)
        return "D"

    talk = dials(office.picks_up(TALKED), f"PJSIP/{ANNA}", music=True)
    await office.call(ScriptedVoice(*QUEUED, plays(["no_agents"]), holds(anna_comes), talk, hangs_up()))

    assert (office.only(AgentConnected).at - office.only(CallQueued).at).total_seconds() == 20
    assert office.only(VisitEnded).outcome is VisitOutcome.ANSWERED
    assert office.only(CallEnded).disposition is Disposition.SERVED


async def test_the_wish_is_written_as_the_menu_says_it(office) -> None:
    await office.call(ScriptedVoice(*QUEUED, plays(), holds(HungUp())))

    queued = office.only(CallQueued)
    assert (queued.queue, queued.skill, queued.min_level, queued.priority) == ("reception", "reception", 1, 0)


async def test_an_announcement_counts_only_when_it_is_heard_to_its_end(office) -> None:
    async def the_next_one_is_due() -> str:
        office.time_passes(46)
        return "D"

    cut_short, heard = plays(["no_agents"], Played("D", 0.4, completed=False)), plays(["no_agents"])
    await office.call(ScriptedVoice(*QUEUED, cut_short, holds(the_next_one_is_due), heard, holds(HungUp())))

    assert office.story.count("PromptPlayed") == 3  # with the menu's
    assert office.story.count("WaitAnnounced") == 1
    assert office.only(WaitAnnounced).less_than_s is None


async def test_a_hold_ends_just_after_the_next_announcement_is_due(office) -> None:
    async def twenty_seconds_pass() -> str:
        office.time_passes(20)
        return "5"

    shorter = holds(HungUp(), seconds=45 - 20 + LOOK_S)
    await office.call(ScriptedVoice(*QUEUED, plays(["no_agents"]), holds(twenty_seconds_pass), shorter))

    assert office.only(VisitEnded).outcome is VisitOutcome.ABANDONED


async def test_an_agent_who_comes_during_an_announcement_cuts_it_short(office) -> None:
    async def anna_comes() -> Played:
        office.log_in(ANNA)
        return Played("D", 0.4, completed=False)

    talk = dials(office.picks_up(TALKED))
    await office.call(ScriptedVoice(*QUEUED, plays(reply=anna_comes, interrupt_keys="D"), talk, hangs_up()))

    assert "WaitAnnounced" not in office.story


async def test_a_caller_is_knocked_while_he_holds(office) -> None:
    async def anna_comes() -> str:
        office.log_in(ANNA)
        while not office.knocks:
            await office.breathe()
        return office.knocks[0]

    await office.call(ScriptedVoice(*QUEUED, plays(), holds(anna_comes), dials(office.picks_up(TALKED)), hangs_up()))

    assert office.knocks == ["D"]


async def test_while_nobody_can_knock_the_caller_looks_up_each_second(office) -> None:
    office.can_knock = False

    await office.call(ScriptedVoice(*QUEUED, plays(), holds("", seconds=HOLD_WITHOUT_KNOCK_S), holds(HungUp())))


async def test_a_conversation_that_breaks_off_leaves_the_line_and_the_end_to_the_witness(office) -> None:
    with pytest.raises(ConnectionLost):
        await office.call(ScriptedVoice(*QUEUED, plays(), holds(breaks_off)))

    assert office.acd.waiting() == []
    assert not {"VisitEnded", "CallEnded"} & set(office.story)


async def test_an_agent_chosen_for_a_caller_who_is_gone_already_is_free_again(office) -> None:
    async def anna_comes_too_late() -> str:
        office.log_in(ANNA)
        raise HungUp

    await office.call(ScriptedVoice(*QUEUED, plays(), holds(anna_comes_too_late)))

    assert office.state(ANNA) is AgentState.AVAILABLE
    assert "AgentOffered" not in office.story


async def breaks_off() -> str:
    raise ConnectionLost
