"""Takes on disk: what Asterisk wrote becomes a clip, and a recording only when it is kept."""

import math
import struct
from collections.abc import Callable
from pathlib import Path

import pytest

from ivr.engine.takes import Take, TakeDesk
from ivr.speech.apology import apology_path
from ivr.speech.audio import RATE, Sound, decode, wav
from ivr.speech.clip import ClipCache, complete
from ivr.speech.prompts_folder import PromptsFolder
from ivr.speech.speaker import Speaker
from ivr.speech.voice import VoiceFailed
from ivr.spoken.plan import Recorded, Spoken
from ivr.spoken.prompt import prompt_book
from ivr.spoken.prompt_number import numbers

PLACE = Recorded("welcome", "en", "Welcome.")
BOOK = prompt_book({"welcome": {"en": "Welcome.", "hu": "Üdvözöljük!"}, "apology": {"en": "Sorry.", "hu": "Elnézést!"}})


def tone(level: float = 0.05, seconds: float = 1.0) -> bytes:
    samples = [round(32767 * level * math.sin(at / 6)) for at in range(round(seconds * RATE))]
    return wav(Sound(struct.pack(f"<{len(samples)}h", *samples)))


def lufs(clip: Path) -> float:
    return decode(Path(f"{clip}.wav16").read_bytes()).lufs


class Voice:
    """Speaks every text as a tone."""

    name = "tones"
    fails = False

    def speak(self, text: str, language: str) -> bytes:
        if self.fails:
            raise VoiceFailed("out of order")
        return tone(0.3)


@pytest.fixture
def voice() -> Voice:
    return Voice()


@pytest.fixture
def desk(tmp_path: Path, voice: Voice) -> TakeDesk:
    prompts = PromptsFolder(tmp_path / "prompts", tmp_path / "own")
    speaker = Speaker(BOOK, ClipCache(tmp_path / "sounds", prompts, voice, voice))
    (tmp_path / "spool").mkdir()
    return TakeDesk(speaker, tmp_path / "spool", tmp_path / "beep", ("en", "hu"))


@pytest.fixture
def speak(desk: TakeDesk) -> Callable[[bytes], Take]:
    """What Asterisk does."""

    def written(sound: bytes) -> Take:
        take = desk.fresh()
        Path(f"{take.spoken}.wav16").write_bytes(sound)
        return take

    return written


async def test_a_take_becomes_a_clip_as_loud_as_all_others(desk: TakeDesk, speak: Callable[[bytes], Take]) -> None:
    take = speak(tone())
    assert await desk.level(take)
    assert lufs(take.clip) == pytest.approx(-23, abs=0.1)


@pytest.mark.parametrize("sound", [b"", b"RIFFrubbish", tone(0), tone(seconds=0)])
async def test_a_take_with_nothing_in_it_is_none(desk: TakeDesk, speak: Callable[[bytes], Take], sound: bytes) -> None:
    assert not await desk.level(speak(sound))


async def test_a_file_asterisk_did_not_write_is_told_where(desk: TakeDesk, caplog: pytest.LogCaptureFixture) -> None:
    assert not await desk.level(desk.fresh())
    assert f"let it write into {desk.folder}" in caplog.text


async def test_a_kept_take_is_played_at_once_instead_of_the_voice(
    desk: TakeDesk, speak: Callable[[bytes], Take]
) -> None:
    before, take = await desk.present(PLACE), speak(tone())
    await desk.level(take)
    assert await desk.keep(take, PLACE)
    assert await desk.present(PLACE) != before
    assert desk.speaker.cache.path(PLACE), "it was not rendered"
    assert desk.speaker.cache.recordings.own
    assert (desk.speaker.cache.recordings.own / "en" / "welcome.wav").is_file()


async def test_a_recorded_apology_is_what_asterisk_says_without_us(
    desk: TakeDesk, speak: Callable[[bytes], Take]
) -> None:
    take = speak(tone())
    await desk.level(take)
    assert await desk.keep(take, Recorded("apology", "en", "Sorry."))
    assert complete(apology_path(desk.speaker.cache.sounds_dir, "en"))


async def test_a_take_that_cannot_be_kept_leaves_what_was_there(
    desk: TakeDesk, speak: Callable[[bytes], Take], caplog: pytest.LogCaptureFixture
) -> None:
    desk.speaker.cache.recordings.record("welcome", "en", b"the old one")
    assert not await desk.keep(speak(tone()), PLACE)  # it was never levelled
    assert desk.speaker.cache.recordings.recording(PLACE) == b"the old one"
    assert "was not kept" in caplog.text


async def test_what_callers_hear_now_is_left_out_when_no_voice_speaks(desk: TakeDesk, voice: Voice) -> None:
    voice.fails = True
    assert await desk.present(PLACE) == ()


async def test_what_callers_hear_now_is_the_voice_at_first(desk: TakeDesk) -> None:
    (clip,) = await desk.present(PLACE)
    assert clip == desk.speaker.cache.path(Spoken("Welcome.", "en"))


async def test_a_discarded_take_leaves_no_file(desk: TakeDesk, speak: Callable[[bytes], Take]) -> None:
    take, other = speak(tone()), speak(tone())
    await desk.level(take)
    assert complete(take.clip)
    await desk.discard(take)
    assert [path.stem for path in desk.folder.iterdir()] == [other.spoken.name]


async def test_the_takes_of_a_killed_engine_are_forgotten(desk: TakeDesk, speak: Callable[[bytes], Take]) -> None:
    speak(tone())
    (desk.folder / "of-asterisk").touch()
    desk.clear()
    assert [path.name for path in desk.folder.iterdir()] == ["of-asterisk"]


def test_the_catalogue_has_the_languages_of_the_installation(desk: TakeDesk) -> None:
    assert [place.language for place in desk.catalogue()[numbers(BOOK)["welcome"]]] == ["en", "hu"]
