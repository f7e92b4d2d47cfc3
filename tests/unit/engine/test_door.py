"""The one door: what each number leads to, and the one disposition every call leaves with."""

import asyncio
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp, Played, Say
from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    CallAnswered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    CallTakenBack,
    Direction,
    PromptPlayed,
    ReminderResponded,
    VisitEnded,
)
from ivr.calls.ids import call_of
from ivr.calls.scripted_voice import ScriptedVoice, answers, collects, dials, hangs_up, holds, plays, sets
from ivr.calls.standing import standing
from ivr.engine.agent_desk import FEATURES
from ivr.engine.answered_reminder import AnsweredReminder
from ivr.engine.queue_terms import QueueRules
from ivr.errors import ConnectionLost
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.routing.agent import AgentState

ANNA = "agent-anna"
CHANNEL = "PJSIP/far-end-00000001"
CALL = "019ab1f0-5a00-7000-8000-000000000001"
MET = (sets(), answers())
ENGLISH = sets({"IVR_LANGUAGE": "en"})
WORDS = AnsweredReminder("reminder-1", "attempt-1", "reminder", "en", {"reminder": (Say("reminder_greeting"),)})


async def breaks_off() -> Collected:
    raise ConnectionLost


@pytest.fixture
def ring_out(office):
    """A reminder's call that was answered."""
    office.answered_reminders[CALL] = WORDS
    return lambda voice: office.call(voice, door="outbound", dialled="", call_id=CALL, endpoint="carrier")


async def test_a_call_begins_with_who_called_what(office) -> None:
    await office.call(ScriptedVoice(*MET, ENGLISH, collects(HungUp())))

    started = office.only(CallStarted)
    assert (started.direction, started.entry, started.dialled) == (Direction.INBOUND, "menu:main", "100")
    assert (started.caller_id, started.channel, started.linkedid) == (
        "+36301234567",
        "PJSIP/far-end-00000001",
        "1.1",
    )
    assert started.leg_id == office.only(CallAnswered).leg_id == f"{started.call_id}-0"
    assert call_of(started.call_id) == started.call_id


async def test_asterisk_keeps_our_call_id_before_anything_is_said(office) -> None:
    seen = []

    async def remember() -> None:
        seen.append(office.only(CallStarted).call_id)

    await office.call(ScriptedVoice(sets(reply=remember), answers(HungUp())))

    assert seen == [office.only(CallEnded).call_id]


@pytest.mark.parametrize(
    ("rest", "disposition"),
    [
        ([collects(HungUp())], Disposition.LEFT_MENU),
        ([collects(Collected("2")), plays(["opening_hours"], HungUp())], Disposition.SELF_SERVED),
        ([collects(Collected("1")), sets(), plays(), holds(HungUp())], Disposition.ABANDONED),
    ],
)
async def test_where_a_caller_hangs_up_decides_the_disposition(office, rest, disposition) -> None:
    await office.call(ScriptedVoice(*MET, ENGLISH, *rest))

    ended = office.only(CallEnded)
    assert (ended.disposition, ended.hung_up_by) == (disposition, Party.CALLER)


async def test_a_call_one_of_us_ends_was_not_ended_by_the_caller(office) -> None:
    async def is_cut() -> str:
        office.door.cut(office.only(CallStarted).call_id)
        raise HungUp

    await office.call(ScriptedVoice(sets(), answers(), sets(), collects(is_cut)))

    assert office.only(CallEnded).hung_up_by is Party.SYSTEM


async def test_a_number_that_leads_nowhere_says_so(office) -> None:
    await office.call(ScriptedVoice(*MET, plays(["not_in_service"]), hangs_up()), dialled="199")

    assert office.only(CallStarted).entry == "none"
    assert office.only(CallEnded).hung_up_by is Party.SYSTEM


async def test_an_agent_logs_in_by_phone(office) -> None:
    await office.call(ScriptedVoice(*MET, plays(["logged_in"]), hangs_up()), dialled="*45", endpoint=ANNA)

    assert office.state(ANNA) is AgentState.AVAILABLE
    assert office.only(CallEnded).disposition is Disposition.FEATURE


@pytest.mark.parametrize("endpoint", ["far-end", None])
async def test_a_feature_code_from_another_phone_changes_nothing(office, endpoint) -> None:
    await office.call(ScriptedVoice(*MET, plays(["not_an_agent"]), hangs_up()), dialled="*45", endpoint=endpoint)

    assert office.agent_changes == []
    assert office.only(CallEnded).disposition is Disposition.FEATURE


async def test_a_feature_is_done_even_when_its_confirmation_is_not_heard(office) -> None:
    await office.call(ScriptedVoice(*MET, plays(["logged_in"], HungUp())), dialled="*45", endpoint=ANNA)

    assert office.state(ANNA) is AgentState.AVAILABLE


async def test_a_conversation_that_breaks_off_writes_no_end(office) -> None:
    with pytest.raises(ConnectionLost):
        await office.call(ScriptedVoice(*MET, ENGLISH, collects(breaks_off)))

    assert "CallEnded" not in office.story


@pytest.mark.parametrize(
    ("key", "response", "disposition"),
    [("1", "confirmed", Disposition.CONFIRMED), ("2", "cancelled", Disposition.CANCELLED)],
)
async def test_a_reminder_is_answered_with_a_key(office, ring_out, key, response, disposition) -> None:
    asks = collects(Collected(key), ["reminder_greeting", "reminder_menu"])

    await ring_out(ScriptedVoice(*MET, ENGLISH, asks, plays(["thanks"]), hangs_up()))

    assert office.responses == [("reminder-1", response)]
    assert office.only(ReminderResponded).response == response
    assert office.reminder_ends == [("reminder-1", disposition)]
    assert office.only(CallEnded).disposition is disposition


async def test_a_reminder_keeps_the_call_id_its_attempt_was_written_with(office, ring_out) -> None:
    await ring_out(ScriptedVoice(*MET, ENGLISH, collects(HungUp())))

    started = office.only(CallStarted)
    assert (started.call_id, started.direction) == (CALL, Direction.OUTBOUND)
    assert started.entry == "reminder:reminder-1"


async def test_an_answer_counts_even_when_the_thanks_are_not_heard(office, ring_out) -> None:
    await ring_out(ScriptedVoice(*MET, ENGLISH, collects(Collected("1")), plays(["thanks"], HungUp())))

    assert office.reminder_ends == [("reminder-1", Disposition.CONFIRMED)]


async def test_hanging_up_on_a_reminder_cuts_it_short(office, ring_out) -> None:
    await ring_out(ScriptedVoice(*MET, ENGLISH, collects(HungUp())))

    assert office.reminder_ends == [("reminder-1", Disposition.CUT_SHORT)]


async def test_a_reminder_heard_without_an_answer_is_heard(office, ring_out) -> None:
    await ring_out(ScriptedVoice(*MET, ENGLISH, collects(Collected("")), plays(["unanswered"]), hangs_up()))

    assert office.reminder_ends == [("reminder-1", Disposition.HEARD)]


async def test_a_reminded_person_may_speak_to_somebody(office, ring_out) -> None:
    office.log_in(ANNA)
    talk = dials(office.picks_up(DialEnded(DialOutcome.ANSWERED)))

    await ring_out(ScriptedVoice(*MET, ENGLISH, collects(Collected("9")), sets(), talk, hangs_up()))

    assert office.responses == [("reminder-1", "speak")]
    assert office.reminder_ends == [("reminder-1", Disposition.SERVED)]


async def test_a_reminder_whose_conversation_breaks_off_keeps_no_place_on_the_trunk(office, ring_out) -> None:
    with pytest.raises(ConnectionLost):
        await ring_out(ScriptedVoice(*MET, ENGLISH, collects(breaks_off)))

    assert office.reminder_ends == [("reminder-1", Disposition.CUT_SHORT)]
    assert "CallEnded" not in office.story


async def test_an_outbound_call_nobody_knows_of_is_told_nothing_of_a_reminder(office) -> None:
    await office.call(
        ScriptedVoice(*MET, plays(["not_in_service"]), hangs_up()), door="outbound", dialled="", call_id=CALL
    )

    assert office.only(CallStarted).call_id != CALL
    assert office.only(PromptPlayed).prompts == ("not_in_service",)


class AnyLine:
    """A caller, agents and a clock who do whatever they like, for a while."""

    def __init__(self, office, draw) -> None:
        self.office, self.draw, self.patience = office, draw, 30

    def happens(self, *what: object) -> object:
        self.patience -= 1
        chosen = self.draw(st.sampled_from((HungUp, *what))) if self.patience > 0 else HungUp
        if chosen is HungUp:
            raise HungUp
        return chosen

    async def answer(self) -> None:
        self.happens("")

    async def set_variables(self, variables) -> None:
        self.happens("", "", "")

    async def play(self, clips, interrupt_keys) -> Played:
        return self.happens(Played(), Played("D", 0.1, completed=False))

    async def collect(self, clips, wish) -> Collected:
        return self.happens(*(Collected(key) for key in ("", "1", "1", "1", "2", "5", "7")))

    async def hold(self, seconds) -> str:
        match self.happens("", *(("agent", code) for code in FEATURES)):
            case _, code:
                self.office.desk.dial_feature(self.draw(st.sampled_from((ANNA, "agent-bela"))), code)
        self.office.time_passes(20)
        return ""

    async def dial(self, target, ring_s, music) -> DialEnded:
        if self.draw(st.booleans()):
            self.office.desk.dial_feature(ANNA, self.draw(st.sampled_from(FEATURES)))
        self.office.time_passes(5)
        outcome = self.happens(*DialOutcome)
        if outcome is DialOutcome.ANSWERED:
            self.office.answers.picked_up(CHANNEL, self.office.clock.now())
            self.office.time_passes(100)
            self.happens("", "")
        return DialEnded(outcome)

    async def hang_up(self) -> None:
        return


@given(draws=st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_books_balance_whatever_happens(office, draws) -> None:
    office = type(office)(office.database)
    office.log_in(*draws.draw(st.sampled_from([(), (ANNA,), (ANNA, "agent-bela")])))

    asyncio.run(office.door.enter(office.line(), AnyLine(office, draws.draw)))

    story = Counter(office.story)
    assert (story["CallStarted"], story["CallEnded"]) == (1, 1)
    assert story["CallQueued"] == story["VisitEnded"]
    assert story["AgentOffered"] == story["OfferFailed"] + story["AgentConnected"]
    assert story["AgentConnected"] == story["AgentLegEnded"]
    assert office.acd.waiting() == []
    assert not {AgentState.RINGING, AgentState.ON_CALL} & {office.state(agent) for agent in (ANNA, "agent-bela")}


async def come_back(office, first: ScriptedVoice, then: ScriptedVoice) -> None:
    """A call whose conversation broke off and that is taken back half a minute later."""
    with pytest.raises(ConnectionLost):
        await office.call(first)
    before = [event for event in office.events if isinstance(event, CallEvent)]
    call_id = before[0].call_id
    office.door.ask_of_returned({call_id: standing(call_id, before)}.get)
    office.clock.forward(30)
    await office.call(then, door="back", call_id=call_id)


async def test_a_caller_taken_back_waits_on_with_his_visit_and_his_entry(office) -> None:
    queued = (*MET, ENGLISH, collects(Collected("1")), sets({"IVR_QUEUE": "reception"}))
    office.join("somebody who came later")
    again = ScriptedVoice(sets({"IVR_QUEUE": "reception"}), holds(HungUp()))  # what he was told he knows

    await come_back(office, ScriptedVoice(*queued, plays(), holds(breaks_off)), again)

    (visit_id,) = {event.visit_id for event in office.events if isinstance(event, CallQueued | CallTakenBack)}
    assert office.only(CallQueued).visit_id == visit_id
    assert office.only(CallEnded).disposition is Disposition.ABANDONED
    assert office.story.count("CallStarted") == office.story.count("CallAnswered") == 1


async def test_a_caller_taken_back_after_closing_time_hears_so_and_is_sent_on(office) -> None:
    office.clock.forward(-10)
    office.terms.schedule = Schedule(ZoneInfo("UTC"), Week.of({"sunday": ["08:00-12:00"]}))
    office.terms.rules = {"reception": QueueRules(closing="send_on")}
    queued = (*MET, ENGLISH, collects(Collected("1")), sets({"IVR_QUEUE": "reception"}))
    again = ScriptedVoice(sets({"IVR_QUEUE": "reception"}), plays(["closed_now"]), plays(["goodbye"]), hangs_up())

    await come_back(office, ScriptedVoice(*queued, plays(), holds(breaks_off)), again)

    assert office.only(VisitEnded).outcome is VisitOutcome.TIMED_OUT


async def test_a_caller_taken_back_stands_before_who_came_after_him(office) -> None:
    async def look() -> str:
        seen.extend(office.acd.waiting())
        raise HungUp

    seen: list[str] = []
    queued = (*MET, ENGLISH, collects(Collected("1")), sets())

    async def somebody_comes_and_it_breaks_off() -> str:
        office.clock.forward(1)
        office.join("later")
        raise ConnectionLost

    first = ScriptedVoice(*queued, plays(), holds(somebody_comes_and_it_breaks_off))
    await come_back(office, first, ScriptedVoice(sets(), holds(look)))

    assert seen == [office.only(CallStarted).call_id, "later"]


async def test_a_caller_taken_back_out_of_a_menu_begins_it_anew_in_his_language(office) -> None:
    first = ScriptedVoice(*MET, ENGLISH, collects(Collected("9")), sets(), collects(breaks_off))
    again = ScriptedVoice(sets({"IVR_LANGUAGE": "hu"}), collects(HungUp(), ["welcome"]))

    await come_back(office, first, again)

    assert office.only(CallTakenBack).visit_id is None
    assert office.only(CallEnded).disposition is Disposition.LEFT_MENU


async def test_who_came_while_nobody_was_there_is_let_in_as_he_rang(office) -> None:
    await office.call(ScriptedVoice(*MET, ENGLISH, collects(HungUp())), door="back")

    assert office.story[:2] == ["CallStarted", "CallTakenBack"]
    assert office.only(CallStarted).entry == "menu:main"
