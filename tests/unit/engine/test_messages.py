"""Messages callers leave: kept by box, also when the caller hangs up or the engine dies."""

import math
import struct
from pathlib import Path

import pytest

from ivr.calls.commands import HungUp, RecordingEnded
from ivr.calls.scripted_voice import ScriptedVoice, plays, records
from ivr.calls.waiting_events import MessageLeft
from ivr.engine.history import History
from ivr.engine.messages import FORMAT, STOP_KEY, MessageDesk, take_message
from ivr.speech.audio import RATE, Sound, decode, wav

SPOKEN = wav(Sound(b"".join(struct.pack("<h", round(9000 * math.sin(at / 6))) for at in range(2 * RATE))))
SILENCE = wav(Sound(bytes(2 * RATE)))


@pytest.fixture
def desk(tmp_path: Path) -> MessageDesk:
    return MessageDesk(tmp_path, tmp_path / "messages", Path("beep"))


def speaks(desk: MessageDesk, sound: bytes = SPOKEN, box: str = "front-desk") -> Path:
    """What Asterisk wrote, of a message 7."""
    file = desk.spoken(box, "7").with_name(f"{desk.spoken(box, '7').name}.{FORMAT}")
    file.write_bytes(sound)
    return file


async def test_a_message_is_kept_in_its_box_and_nowhere_else(desk: MessageDesk) -> None:
    written = speaks(desk)

    assert await desk.keep("front-desk", "7") == pytest.approx(2.0, abs=0.3)

    assert decode((desk.kept / "front-desk" / "7.wav").read_bytes()).seconds == pytest.approx(2.0, abs=0.3)
    assert not written.exists()


async def test_silence_is_no_message(desk: MessageDesk) -> None:
    written = speaks(desk, SILENCE)

    assert await desk.keep("front-desk", "7") == 0
    assert not written.exists()
    assert not desk.kept.exists()


async def test_what_cannot_be_kept_stays_where_it_is(desk: MessageDesk) -> None:
    written = speaks(desk)
    desk.kept.write_text("in the way")

    assert await desk.keep("front-desk", "7") == 0
    assert written.exists()


async def test_what_asterisk_never_wrote_is_no_message(desk: MessageDesk) -> None:
    assert await desk.keep("front-desk", "7") == 0


def test_messages_of_a_killed_engine_are_taken_up(desk: MessageDesk) -> None:
    speaks(desk, box="night")

    assert desk.take_up() == 1
    assert (desk.kept / "night" / "7.wav").exists()
    assert desk.take_up() == 0


async def test_a_message_is_asked_for_and_confirmed(office) -> None:
    voice = ScriptedVoice(
        plays(["leave_message"]),
        plays(["beep"]),
        records(RecordingEnded(3.0), stop_key=STOP_KEY),
        plays(["message_kept"]),
    )
    history = History("call-1", office.diary)

    assert await take_message(office.messages, "desk", office.caller(voice), voice, history) == 3.0

    left = office.only(MessageLeft)
    assert (left.box, left.seconds, office.messages.kept) == ("desk", 3.0, ["desk"])


async def test_a_caller_who_hangs_up_has_left_his_message(office) -> None:
    voice = ScriptedVoice(plays(), plays(), records(HungUp()))

    with pytest.raises(HungUp):
        await take_message(office.messages, "desk", office.caller(voice), voice, History("call-1", office.diary))

    assert office.only(MessageLeft)


async def test_a_message_nobody_can_hear_is_said_to_be_lost(office) -> None:
    office.messages.seconds = 0.0
    voice = ScriptedVoice(plays(), plays(), records(RecordingEnded(3.0)), plays(["message_failed"]))

    assert not await take_message(office.messages, "desk", office.caller(voice), voice, History("call-1", office.diary))

    assert "MessageLeft" not in office.story
