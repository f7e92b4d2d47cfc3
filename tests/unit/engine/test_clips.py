"""Clips for calls: at once where they are rendered, on a thread where they are not."""

import threading
from dataclasses import dataclass, field
from pathlib import Path

from ivr.calls.commands import Say
from ivr.engine.clips import ClipDesk
from ivr.engine.house import Spoken
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


async def test_what_is_rendered_is_had_at_once(tmp_path: Path) -> None:
    voices = Voices(Clips((Path("welcome"),)))

    assert await ClipDesk(voices, tmp_path).clips(WELCOME, "en") == Spoken((Path("welcome"),))
    assert voices.thread is None


async def test_what_was_just_had_is_not_looked_for_again(tmp_path: Path) -> None:
    voices = Voices(Clips((Path("welcome"),)))
    desk = ClipDesk(voices, tmp_path)
    await desk.clips(WELCOME, "en")
    voices.at_once = None

    assert await desk.clips(WELCOME, "en") == Spoken((Path("welcome"),))
    assert voices.thread is None


async def test_what_is_not_rendered_is_made_off_the_loop(tmp_path: Path) -> None:
    voices = Voices()

    assert await ClipDesk(voices, tmp_path).clips(WELCOME, "en") == Spoken((Path("a"),))
    assert voices.thread is not threading.main_thread()


async def test_better_clips_are_asked_of_the_worker(tmp_path: Path) -> None:
    await ClipDesk(Voices(later=Clips((Path("a"),), wanted=(BETTER,))), tmp_path).clips(WELCOME, "en")

    assert take(tmp_path) == [BETTER]


async def test_prompts_no_voice_can_speak_are_named(tmp_path: Path) -> None:
    found = await ClipDesk(Voices(later=Clips((), missing=("welcome",))), tmp_path).clips(WELCOME, "en")

    assert found == Spoken((), ("welcome",))
