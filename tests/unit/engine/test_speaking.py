"""How much of what was said was heard."""

import pytest

from ivr.calls.commands import Collected, HungUp, Note, Say
from ivr.calls.events import NodeEntered, PromptPlayed
from ivr.calls.scripted_voice import ScriptedVoice, collects, plays, sets
from ivr.menus.run import start

ENGLISH = sets({"IVR_LANGUAGE": "en"})


def main_menu(office):
    return start(office.centre.menus["main"], None, {})


async def test_what_was_heard_is_written_with_how_much_of_it(office) -> None:
    voice = ScriptedVoice(ENGLISH, collects(Collected("2", 1.5004, completed=False)), plays(reply=HungUp()))
    with pytest.raises(HungUp):
        await office.caller(voice).follow(main_menu(office))

    welcome, hours = (event for event in office.events if isinstance(event, PromptPlayed))

    assert (welcome.prompts, welcome.seconds, welcome.completed) == (("welcome",), 1.5, False)
    assert (hours.prompts, hours.language, hours.completed) == (("opening_hours",), "en", False)


async def test_a_prompt_nobody_could_speak_is_named_and_was_not_heard_to_its_end(office) -> None:
    office.unspeakable = {"goodbye"}

    await office.caller(ScriptedVoice(plays(["welcome"]))).say((Say("welcome"), Say("goodbye")))

    played = office.only(PromptPlayed)
    assert (played.completed, played.missing) == (False, ("goodbye",))


async def test_who_heard_information_is_informed(office) -> None:
    caller = office.caller(ScriptedVoice())
    caller.note(Note("main", "hours", "information"))

    assert caller.progress.informed
    assert office.only(NodeEntered).node == "hours"
