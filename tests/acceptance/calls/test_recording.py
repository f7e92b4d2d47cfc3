"""A prompt recorded from an agent's telephone (*48) is what the next caller hears."""

import re
import shutil

import pytest_asyncio

from ivr.asterisk.far_end import Caller

AGENT = Caller("agent-dora", "agent-dora")
PROMPT, WORDS = "not_in_service", "This number is not in service."
SPOKEN = "This telephone does not belong to an agent."  # what is recorded instead: a clip no menu plays


@pytest_asyncio.fixture(loop_scope="session")
async def number(world):
    """The number of the prompt in the house's list; afterwards the voice says it again."""
    found = re.search(rf"^(\d{{4}}) +{PROMPT} ", await world.house.verb("prompts", "list"), re.MULTILINE)
    assert found
    yield found[1]
    shutil.rmtree(world.house.settings.home / "recordings", ignore_errors=True)


async def test_what_is_recorded_by_telephone_is_heard_by_the_next_caller(world, number) -> None:
    ear, speech = world.ear, world.speech(SPOKEN)  # an ear that knows only the clips of before
    to_the_beep = f"wait:0.5 {number} wait:0.8 1 wait:0.6 # wait:0.5 # silence:0.8"
    script = f"{to_the_beep} say:{speech} wait:2.8 # wait:1.8 1 wait:2.5 hangup"
    recording = await world.far_end.place_call("*48", script, AGENT, max_s=30.0)
    world.placed.append(recording)
    await recording.over.wait()
    assert world.hears(recording, "record_speak", "record_review", "record_kept")

    call = await world.call("wait:0.5 silence:0.8 hangup", number="199")
    await call.over.wait()

    said = [words.text for words in ear.listen(call.recording).words]
    assert SPOKEN in said
    assert WORDS not in said
