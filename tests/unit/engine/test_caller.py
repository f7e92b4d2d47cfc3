"""A caller in a menu: what he hears, what he presses, and how it is written down."""

import pytest

from ivr.calls.call import Progress
from ivr.calls.commands import Collected, DialEnded, DialOutcome, HungUp, Played, Say
from ivr.calls.disposition import Party
from ivr.calls.events import KeysPressed, LanguageChosen, NodeEntered, PromptPlayed
from ivr.calls.scripted_voice import ScriptedVoice, collects, dials, hangs_up, holds, plays, sets
from ivr.calls.transfer_events import CallTransferred
from ivr.menus.run import start

ENGLISH = sets({"IVR_LANGUAGE": "en"})


def main_menu(office):
    return start(office.centre.menus["main"], None, {})


async def test_a_caller_who_presses_2_hears_information_and_the_history_says_so_in_order(office) -> None:
    voice = ScriptedVoice(
        ENGLISH,
        collects(Collected("2", 1.5, completed=False), ["welcome"]),
        plays(["opening_hours"], Played("", 4.0)),
        collects(HungUp()),
    )
    caller = office.caller(voice)

    with pytest.raises(HungUp):
        await caller.follow(main_menu(office))

    assert office.story == [
        "LanguageChosen",
        "NodeEntered",
        "PromptPlayed",
        "KeysPressed",
        "NodeEntered",
        "PromptPlayed",
        "NodeEntered",
        "PromptPlayed",
    ]
    assert caller.progress.informed
    assert caller.ended_by is Party.CALLER


async def test_keys_are_written_with_what_they_meant(office) -> None:
    voice = ScriptedVoice(ENGLISH, collects(Collected("7")), collects(Collected("")), collects(HungUp()))
    with pytest.raises(HungUp):
        await office.caller(voice).follow(main_menu(office))

    pressed = [(event.digits, event.outcome) for event in office.events if isinstance(event, KeysPressed)]

    assert pressed == [("7", "no_match"), ("", "no_input")]


async def test_another_language_is_spoken_from_then_on(office) -> None:
    voice = ScriptedVoice(ENGLISH, collects(Collected("9")), sets({"IVR_LANGUAGE": "hu"}), collects(HungUp()))
    caller = office.caller(voice)
    with pytest.raises(HungUp):
        await caller.follow(main_menu(office))

    assert [event.language for event in office.events if isinstance(event, LanguageChosen)] == ["en", "hu"]
    assert caller.language == "hu"


async def test_a_prompt_no_voice_can_speak_is_named_and_the_others_are_heard(office) -> None:
    office.unspeakable = {"welcome"}

    await office.caller(ScriptedVoice(plays(["goodbye"]))).say((Say("welcome"), Say("goodbye")))

    played = office.only(PromptPlayed)
    assert (played.missing, played.completed) == (("welcome",), False)


async def test_a_caller_sent_outside_is_transferred_and_the_call_ends_with_that_talk(office) -> None:
    talk = office.picks_up(DialEnded(DialOutcome.ANSWERED))
    voice = ScriptedVoice(
        ENGLISH, collects(Collected("5")), dials(talk, "PJSIP/+3612345678@carrier", music=False), hangs_up()
    )
    caller = office.caller(voice)

    await caller.follow(main_menu(office))

    transferred = office.only(CallTransferred)
    assert (transferred.destination, transferred.connected) == ("+3612345678", True)
    assert transferred.leg_id == "call-1-1"
    assert caller.progress == Progress(transferred=True, reached_end=True)


async def test_hanging_up_in_a_talk_outside_is_a_transfer_all_the_same(office) -> None:
    voice = ScriptedVoice(ENGLISH, collects(Collected("5")), dials(office.picks_up(HungUp())))
    with pytest.raises(HungUp):
        await office.caller(voice).follow(main_menu(office))

    assert office.only(CallTransferred).connected


@pytest.mark.parametrize(("key", "dialled"), [("5", (dials(DialEnded(DialOutcome.BUSY)),)), ("6", ())])
async def test_who_cannot_be_connected_outside_waits_for_an_agent(office, key, dialled) -> None:
    waits = (sets({"IVR_QUEUE": "reception"}), plays(["no_agents"]), holds(HungUp()))
    voice = ScriptedVoice(ENGLISH, collects(Collected(key)), *dialled, *waits)
    with pytest.raises(HungUp):
        await office.caller(voice).follow(main_menu(office))

    voice.finish()
    assert not office.only(CallTransferred).connected
    assert [event.node for event in office.events if isinstance(event, NodeEntered)][-1] == "reception"
