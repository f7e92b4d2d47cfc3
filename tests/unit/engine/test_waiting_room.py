"""Waiting for an agent: what the caller hears meanwhile, and each way the stay can end."""

import pytest

from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp, Played, RecordingEnded
from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import AgentConnected, CallEnded, CallQueued, VisitEnded, WaitAnnounced
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, holds, plays, records, sets
from ivr.calls.waiting_events import CallDiverted
from ivr.engine.caller import MOST_DIVERSIONS
from ivr.engine.waiting_room import HOLD_S, HOLD_WITHOUT_KNOCK_S, LOOK_S
from ivr.errors import ConnectionLost
from ivr.routing.agent import AgentState
from ivr.routing.rules import Terms

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
    cut_short, heard = plays(["no_agents"], Played("D", 0.4, completed=False)), plays(["no_agents"])
    await office.call(ScriptedVoice(*QUEUED, cut_short, holds(HungUp())))
    assert "WaitAnnounced" not in office.story

    await office.call(ScriptedVoice(*QUEUED, heard, holds(HungUp())))
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
    office.is_up = False

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


async def test_an_offer_of_a_callback_never_ends_what_is_being_said(office) -> None:
    async def offered() -> Played:
        place = next(iter(office.dispatcher._seats.values()))
        place.offered_callback()
        return Played("", 1.0)

    await office.call(ScriptedVoice(*QUEUED, plays(["no_agents"], offered), holds(HungUp())))

    assert office.knocks == []


async def test_an_offer_of_a_callback_names_its_key_and_who_knows_the_keys_hears_no_hint_again(office) -> None:
    async def offered() -> str:
        next(iter(office.dispatcher._seats.values())).offered_callback()
        return "D"

    seated = (sets(), answers(), sets(), sets(), plays(["no_agents"]), plays(["callback_offer", "waiting_keys"]))
    offer = plays(["callback_offer"], interrupt_keys="23*D")
    await office.call(ScriptedVoice(*seated, holds(offered), offer, holds(HungUp())), dialled="101")

    assert office.story.count("WaitAnnounced") == 1


class TestWhoIsSentOn:
    """After the longest wait a call goes where its queue sends it."""

    WAITED = (*QUEUED, plays(["no_agents"]))

    async def a_minute(self, office, *steps, overflow: str) -> None:
        office.terms.own = {"reception": Terms(max_wait_s=60, overflow=overflow, queue="reception")}
        office.terms.skills = {"nurse": "nurse", "reception": "reception"}
        await office.call(ScriptedVoice(*self.WAITED, holds(lambda: self.passes(office)), *steps))

    @staticmethod
    async def passes(office) -> str:
        office.time_passes(60)
        return "D"

    async def test_to_another_queue_in_which_he_keeps_his_entry_time(self, office) -> None:
        async def is_there() -> str:
            office.clock.forward(1)
            return "5"

        entered = office.clock().real
        nurse = (sets({"IVR_QUEUE": "nurse"}), plays(), holds(is_there), holds(HungUp()))
        told = []
        add_call = office.dispatcher.tell
        office.dispatcher.tell = lambda step, *args, **more: (told.append(more), add_call(step, *args, **more))
        await self.a_minute(office, *nurse, overflow="queue:nurse")

        joined = [more["entered_at"] for more in told if "entered_at" in more]
        assert joined == [entered, entered]
        queues = [event.queue for event in office.events if isinstance(event, CallQueued)]
        assert queues == ["reception", "nurse"]
        assert [e.outcome.value for e in office.events if isinstance(e, VisitEnded)] == ["diverted", "abandoned"]

    async def test_to_a_message(self, office) -> None:
        message = (plays(["leave_message"]), plays(["beep"]), records(RecordingEnded(2.0)), plays(["message_kept"]))
        await self.a_minute(office, *message, hangs_up(), overflow="voicemail:desk")

        assert office.only(CallDiverted).target == "voicemail:desk"
        assert office.messages.kept == ["desk"]
        assert office.only(CallEnded).disposition is Disposition.NOT_SERVED

    async def test_to_a_number_outside(self, office) -> None:
        await self.a_minute(office, dials(office.picks_up(TALKED)), hangs_up(), overflow="number:+3612345678")

        assert office.only(CallEnded).disposition is Disposition.TRANSFERRED

    async def test_to_a_number_that_does_not_answer_and_on_in_his_menu(self, office) -> None:
        busy = dials(DialEnded(DialOutcome.BUSY))
        await self.a_minute(office, busy, plays(["goodbye"]), hangs_up(), overflow="number:+3612345678")

        assert office.only(CallEnded).disposition is Disposition.NOT_SERVED

    async def test_to_another_menu_in_his_language(self, office) -> None:
        there = (
            sets({"IVR_LANGUAGE": "en"}),
            sets({"IVR_QUEUE": "reception"}),
            plays(),
            plays(["callback_offer", "waiting_keys"]),
        )
        await self.a_minute(office, *there, holds(HungUp()), overflow="menu:waits")

        assert office.acd.waiting() == []

    @pytest.mark.parametrize("nowhere", ["queue:nowhere", "menu:nowhere", "menu:reminder"])
    async def test_to_nowhere_and_on_in_his_menu(self, office, nowhere) -> None:
        await self.a_minute(office, plays(["goodbye"]), hangs_up(), overflow=nowhere)

        assert office.only(CallEnded).disposition is Disposition.NOT_SERVED

    async def test_round_and_round_only_a_few_times(self, office) -> None:
        again = (sets(), plays(), holds(lambda: self.passes(office))) * MOST_DIVERSIONS
        await self.a_minute(office, *again, plays(["goodbye"]), hangs_up(), overflow="queue:reception")

        assert office.story.count("CallQueued") == MOST_DIVERSIONS + 1
