"""Somebody called back hears why, presses the key, and talks with the agent kept for him; a machine hears a message."""

from datetime import timedelta

import pytest

from ivr.calls.answering import AnswerSound
from ivr.calls.callback_events import AnswerJudged, CallbackClosed, CallbackConfirmed
from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp
from ivr.calls.disposition import Disposition, VisitOutcome
from ivr.calls.events import CallEnded, CallQueued, CallStarted, VisitEnded
from ivr.calls.ids import uuid7
from ivr.calls.scripted_voice import (
    ScriptedVoice,
    Step,
    answers,
    awaits_silence,
    collects,
    dials,
    hangs_up,
    holds,
    listens,
    plays,
    sets,
)
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.store import callbacks as stored
from ivr.store.callbacks import Callback

ANNA = "agent-anna"
ID, CALL = (uuid7(number, bytes(10)) for number in (1, 2))
HUMAN, MACHINE = AnswerSound("HUMAN", "HUMAN-800-800"), AnswerSound("MACHINE", "MAXWORDS-5-5")
GREETED = ("called_back_greeting", "called_back_keys")
MESSAGE = ("called_back_message", "called_back_keys")
TALKED = DialEnded(DialOutcome.ANSWERED)
BEGINS = (sets(), answers())


@pytest.fixture
def dialled(office) -> Callback:
    """A callback whose telephone rings, an agent kept for it."""
    now = office.clock.now()
    asked = Callback(ID, "+36301234567", "en", "reception", "reception", now - timedelta(minutes=3), now,
                     now + timedelta(hours=4), CALL)  # fmt: skip
    office.book.add(asked)
    office.called_back.places.keep([asked])
    office.log_in(ANNA)
    begun = office.book.begin(ID, now)
    assert begun is not None
    return begun[0]


async def talk(office, *steps: Step) -> None:
    await office.call(ScriptedVoice(*BEGINS, *steps), door="outbound", call_id=CALL, dialled="answered")


def state(office) -> CallbackState:
    with office.database.read() as connection:
        found = stored.load(connection, ID)
    assert found is not None
    return found.state


async def test_the_key_connects_with_the_agent_kept(office, dialled: Callback) -> None:
    await talk(
        office, listens(HUMAN), collects(Collected("1"), GREETED), sets(), dials(office.picks_up(TALKED, 2)), hangs_up()
    )
    with office.database.read() as connection:
        assert stored.load(connection, ID).connected_at == office.clock.now()
    assert office.only(CallStarted).entry == f"callback:{ID}"
    assert office.only(CallbackConfirmed).entered_at == dialled.entered_at
    assert office.only(CallQueued).callback_id == ID
    assert office.only(VisitEnded).outcome is VisitOutcome.ANSWERED
    assert (office.only(CallEnded).disposition, state(office)) == (Disposition.SERVED, CallbackState.CONNECTED)
    assert office.only(CallbackClosed).state == "connected"


async def test_who_says_nothing_is_asked_again_and_tried_later(office, dialled: Callback) -> None:
    silent = AnswerSound("MACHINE", "INITIALSILENCE-2500-2500")
    asks = [collects(Collected(""), GREETED), collects(Collected(""), ("called_back_keys",))]
    await talk(office, listens(silent), *asks, hangs_up())
    assert (office.only(AnswerJudged).answered_by, office.only(AnswerJudged).because) == ("unsure", "initialsilence")
    assert (office.only(CallEnded).disposition, state(office)) == (Disposition.HEARD, CallbackState.NO_ANSWER)


async def test_a_machine_hears_a_message_after_its_greeting(office, dialled: Callback) -> None:
    await talk(office, listens(MACHINE), awaits_silence(), collects(Collected(""), MESSAGE), hangs_up())
    assert (office.only(CallEnded).disposition, state(office)) == (Disposition.MACHINE, CallbackState.MACHINE)


async def test_a_person_taken_for_a_machine_is_connected_all_the_same(office, dialled: Callback) -> None:
    await talk(
        office, listens(MACHINE), awaits_silence(), collects(Collected("1"), MESSAGE), sets(),
        dials(office.picks_up(TALKED)), hangs_up(),
    )  # fmt: skip
    assert state(office) is CallbackState.CONNECTED


async def test_who_does_not_need_it_any_more_is_not_called_again(office, dialled: Callback) -> None:
    await talk(
        office, listens(HUMAN), collects(Collected("2"), GREETED), plays(("called_back_not_needed",)), hangs_up()
    )
    assert (office.only(CallEnded).disposition, state(office)) == (Disposition.CANCELLED, CallbackState.CANCELLED)


async def test_he_need_not_hear_the_goodbye_out(office, dialled: Callback) -> None:
    await talk(office, listens(HUMAN), collects(Collected("2"), GREETED), plays(("called_back_not_needed",), HungUp()))
    assert (office.only(CallEnded).disposition, state(office)) == (Disposition.CANCELLED, CallbackState.CANCELLED)


async def test_who_hangs_up_while_the_agent_is_awaited_gave_up(office, dialled: Callback) -> None:
    office.desk.log_out(ANNA)
    await talk(office, listens(HUMAN), collects(Collected("1"), GREETED), sets(), holds(HungUp()))
    assert (office.only(CallEnded).disposition, state(office)) == (Disposition.ABANDONED, CallbackState.ABANDONED)
    assert office.acd.waiting() == []


async def test_who_hangs_up_at_once_is_tried_later(office, dialled: Callback) -> None:
    await talk(office, listens(HungUp()))
    assert (office.only(CallEnded).disposition, state(office)) == (Disposition.CUT_SHORT, CallbackState.NO_ANSWER)


async def test_one_settled_while_the_telephone_rang_says_so(office, dialled: Callback) -> None:
    with office.database.write() as connection:
        stored.move(connection, ID, CallbackEvent.CANCEL)
    await talk(office, plays(("called_back_over",)), hangs_up())
    assert office.only(CallEnded).disposition is Disposition.HEARD
