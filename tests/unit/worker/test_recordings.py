"""Recordings people hand in are heard, removed ones are not, and both can be taken back."""

import math
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from ivr.speech.audio import RATE, Sound, wav
from ivr.speech.clip import ClipCache
from ivr.speech.prompts_folder import PromptsFolder
from ivr.spoken.plan import Recorded, Spoken
from ivr.store import prompt_clips, recording_wishes
from ivr.store.database import Database
from ivr.store.recording_wishes import RecordingDeed, RecordingOutcome, RecordingWish, handed_in
from ivr.worker.prompt_board import PromptBoard
from ivr.worker.recordings import BEFORE, HANDED_IN, ORPHANED_S, Recordings

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
WELCOME = Recorded("welcome", "hu", "Üdvözöljük!")


def tone(hertz: int) -> bytes:
    turn = 2 * math.pi * hertz * np.arange(RATE // 2) / RATE
    return wav(Sound.of(0.3 * np.sin(turn)))


class Tones:
    """A voice that says everything as one tone."""

    name = "tones"

    def speak(self, _text: str, _language: str) -> bytes:
        return tone(440)


class Bench:
    """An installation's folder, and somebody who wishes things of its recordings."""

    def __init__(self, home: Path, fresh: Callable[[str], Database]) -> None:
        (home / "prompts").mkdir()
        (home / "prompts" / "prompts.yaml").write_text("welcome: {en: Welcome., hu: Üdvözöljük!}\n", encoding="utf-8")
        self.home, self.wishes = home, 0
        self.database = fresh(f"sqlite:///{home}/ivr.sqlite")
        self.folder = PromptsFolder(home / "prompts", home / "recordings")
        self.cache = ClipCache(home / "sounds", self.folder, Tones(), Tones())
        self.board = PromptBoard(self.database, self.cache, ("hu",))
        self.recordings = Recordings(self.database, self.cache, home, self.board.round)

    def wish(self, deed: RecordingDeed, file: bytes = b"", undone: str | None = None, name: str = "welcome") -> str:
        self.wishes += 1
        wish_id, at = f"wish-{self.wishes}", NOON + timedelta(seconds=self.wishes)
        if file:
            handed_in(self.home, wish_id).parent.mkdir(exist_ok=True)
            handed_in(self.home, wish_id).write_bytes(file)
        with self.database.write() as connection:
            wish = RecordingWish(wish_id, name, "hu", deed, "Anna <account:1>", at, undone)
            recording_wishes.write(connection, wish)
        return wish_id

    def outcome(self, wish_id: str) -> tuple[RecordingOutcome | None, str | None]:
        with self.database.read() as connection:
            found = recording_wishes.of(connection, wish_id)
        assert found is not None
        return found.outcome, found.reason

    def done(self, deed: RecordingDeed, file: bytes = b"", undone: str | None = None) -> str:
        wish_id = self.wish(deed, file, undone)
        assert self.recordings.round(NOON) == 1
        assert self.outcome(wish_id) == (RecordingOutcome.DONE, None)
        return wish_id

    def own(self) -> bytes | None:
        place = self.folder.own_recording("welcome", "hu")
        return place.read_bytes() if place else None


@pytest.fixture
def bench(tmp_path: Path, fresh) -> Iterator[Bench]:
    made = Bench(tmp_path, fresh)
    yield made
    made.database.close()


def test_what_is_handed_in_is_a_clip_before_anybody_calls(bench: Bench) -> None:
    wish_id = bench.done(RecordingDeed.HAND_IN, tone(880))
    heard = bench.cache.speaker_of(WELCOME)
    assert heard is not None
    assert heard[0] == "recording"
    with bench.database.read() as connection:
        told = prompt_clips.of(connection, "welcome", "hu")
    assert told is not None
    assert (told.spoken_by, told.own) == ("recording", True)
    assert not handed_in(bench.home, wish_id).exists()
    assert bench.recordings.round(NOON) == 0


@pytest.mark.parametrize(
    ("name", "file", "reason"),
    [
        ("welcome", b"RIFF and nothing that sounds", "cannot be read"),
        ("welcome", wav(Sound(bytes(RATE))), "silence"),
        ("../../etc", tone(880), "no recording of this name"),
        ("welcome", b"", "hand it in again"),
    ],
)
def test_what_is_no_recording_is_refused_with_its_reason(bench: Bench, name: str, file: bytes, reason: str) -> None:
    wish_id = bench.wish(RecordingDeed.HAND_IN, file, name=name)
    bench.recordings.round(NOON)
    outcome, said = bench.outcome(wish_id)
    assert outcome is RecordingOutcome.REFUSED
    assert reason in (said or "")
    assert bench.own() is None


def test_a_recording_that_is_removed_leaves_the_voice(bench: Bench) -> None:
    bench.cache.render(Spoken(WELCOME.text, "hu"))
    bench.done(RecordingDeed.HAND_IN, tone(880))
    bench.done(RecordingDeed.REMOVE)
    assert bench.own() is None
    assert bench.cache.speaker_of(Spoken(WELCOME.text, "hu")) is not None


def test_a_removal_is_taken_back(bench: Bench) -> None:
    bench.done(RecordingDeed.HAND_IN, tone(880))
    recorded = bench.own()
    removal = bench.done(RecordingDeed.REMOVE)
    bench.done(RecordingDeed.PUT_BACK, undone=removal)
    assert bench.own() == recorded is not None


def test_a_new_recording_is_taken_back_to_the_one_before_and_to_none(bench: Bench) -> None:
    first = bench.done(RecordingDeed.HAND_IN, tone(880))
    old = bench.own()
    second = bench.done(RecordingDeed.HAND_IN, tone(660))
    assert bench.own() != old
    bench.done(RecordingDeed.PUT_BACK, undone=second)
    assert bench.own() == old
    bench.done(RecordingDeed.PUT_BACK, undone=first)
    assert bench.own() is None


def test_what_a_refused_wish_did_not_do_is_not_taken_back(bench: Bench) -> None:
    bench.done(RecordingDeed.HAND_IN, tone(880))
    recorded = bench.own()
    refused = bench.wish(RecordingDeed.HAND_IN, b"no sound")
    again = bench.wish(RecordingDeed.PUT_BACK, undone=refused)
    bench.recordings.round(NOON)
    assert bench.outcome(again) == (RecordingOutcome.REFUSED, "there is nothing to put back")
    assert bench.own() == recorded


def test_a_worker_killed_between_doing_and_saying_so_loses_nothing(bench: Bench) -> None:
    bench.done(RecordingDeed.HAND_IN, tone(880))
    old, wish_id = bench.own(), bench.wish(RecordingDeed.HAND_IN, tone(660))
    with bench.database.read() as connection:
        (wish,) = recording_wishes.waiting(connection)
    bench.recordings._perform(wish)  # as far as a killed one came
    bench.recordings.round(NOON)
    bench.done(RecordingDeed.PUT_BACK, undone=wish_id)
    assert bench.own() == old


def test_what_is_old_is_cleared_away(bench: Bench) -> None:
    wish_id = bench.done(RecordingDeed.HAND_IN, tone(880))
    orphan = bench.home / HANDED_IN / "nobody.sound"
    orphan.write_bytes(b"left by a console that died")
    long_ago = NOON.timestamp() - ORPHANED_S - 1
    os.utime(orphan, (long_ago, long_ago))
    bench.wish(RecordingDeed.REMOVE)
    bench.recordings.round(NOON + timedelta(days=31))
    assert not orphan.exists()
    assert not (bench.home / BEFORE / f"{wish_id}.wav").exists()
