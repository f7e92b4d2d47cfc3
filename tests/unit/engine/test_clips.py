"""Clips for calls: at once where they are rendered, on a thread where they are not."""

import asyncio
import threading
from dataclasses import dataclass, field
from pathlib import Path

from ivr.calls.commands import Say
from ivr.engine.clips import ClipDesk
from ivr.engine.house import Spoken
from ivr.speech.audio import RATE, Sound, encodings
from ivr.speech.clip import write_clip
from ivr.speech.joined import JoinedClips
from ivr.speech.speaker import Clips
from ivr.speech.wanted import take
from ivr.spoken import plan

WELCOME = (Say("welcome"),)
BETTER = plan.Spoken("Welcome.", "en")


@dataclass
class Voices:
    """Has what it was given at once, and remembers on which thread it had to speak."""

    at_once: Clips | None = None
    later: Clips = field(default_factory=lambda: Clips((Path("a"),)))
    thread: threading.Thread | None = None

    def ready(self, says: tuple[Say, ...], language: str) -> Clips | None:
        return self.at_once

    def clips(self, says: tuple[Say, ...], language: str) -> Clips:
        self.thread = threading.current_thread()
        return self.later


def desk_of(voices: Voices, home: Path) -> ClipDesk:
    return ClipDesk(voices, home, JoinedClips(home / "joined"))


async def test_what_is_rendered_is_had_at_once(tmp_path: Path) -> None:
    voices = Voices(Clips((Path("welcome"),)))

    assert await desk_of(voices, tmp_path).clips(WELCOME, "en") == Spoken((Path("welcome"),))
    assert voices.thread is None


async def test_what_was_just_had_is_not_looked_for_again(tmp_path: Path) -> None:
    voices = Voices(Clips((Path("welcome"),)))
    desk = desk_of(voices, tmp_path)
    await desk.clips(WELCOME, "en")
    voices.at_once = None

    assert await desk.clips(WELCOME, "en") == Spoken((Path("welcome"),))
    assert voices.thread is None


async def test_what_is_not_rendered_is_made_off_the_loop(tmp_path: Path) -> None:
    voices = Voices()

    assert await desk_of(voices, tmp_path).clips(WELCOME, "en") == Spoken((Path("a"),))
    assert voices.thread is not threading.main_thread()


async def test_better_clips_are_asked_of_the_worker(tmp_path: Path) -> None:
    await desk_of(Voices(later=Clips((Path("a"),), wanted=(BETTER,))), tmp_path).clips(WELCOME, "en")

    assert take(tmp_path) == [BETTER]


async def test_prompts_no_voice_can_speak_are_named(tmp_path: Path) -> None:
    found = await desk_of(Voices(later=Clips((), missing=("welcome",))), tmp_path).clips(WELCOME, "en")

    assert found == Spoken((), ("welcome",))


async def said_twice(desk: ClipDesk, language: str = "en") -> Spoken:
    """What is played the third time."""
    for _ in range(2):
        desk._ready.clear()  # a second later
        await desk.clips(WELCOME, language)
    await asyncio.gather(*desk._joining)
    desk._ready.clear()
    return await desk.clips(WELCOME, language)


async def test_clips_said_together_again_become_one(tmp_path: Path) -> None:
    clips = (tmp_path / "en" / "a", tmp_path / "en" / "b")
    for clip in clips:
        write_clip(clip, encodings(Sound(bytes(RATE))))
    desk = desk_of(Voices(Clips(clips)), tmp_path)

    assert await desk.clips(WELCOME, "en") == Spoken(clips)
    (joined,) = (await said_twice(desk)).clips
    assert joined == desk.joins.path(clips)


async def test_clips_that_cannot_be_joined_are_played_one_by_one(tmp_path: Path, caplog) -> None:
    clips = (tmp_path / "en" / "gone", tmp_path / "en" / "too")

    assert await said_twice(desk_of(Voices(Clips(clips)), tmp_path)) == Spoken(clips)
    assert "played one by one" in caplog.text
