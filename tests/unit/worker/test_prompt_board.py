"""What speaks each prompt is written down when it changes, and only then."""

import pytest

from ivr.speech.clip import ClipCache
from ivr.spoken.plan import Recorded, Spoken
from ivr.store import prompt_clips
from ivr.store.database import Database
from ivr.store.prompt_clips import PromptClip
from ivr.worker.prompt_board import PromptBoard

TEXTS = """
welcome: {en: Welcome., hu: Üdvözöljük!}
other: {en: {hu: Magyarul kilences.}}
place: {hu: "Helye: {n:count}. Jó!"}
"""


@pytest.fixture
def cache(cache_of) -> ClipCache:
    return cache_of(TEXTS)


def told(database: Database) -> dict[tuple[str, str], PromptClip]:
    with database.read() as connection:
        return {(clip.name, clip.language): clip for clip in prompt_clips.everyone(connection)}


def test_each_prompt_is_told_in_the_language_it_is_spoken_in(cache: ClipCache, database: Database) -> None:
    assert PromptBoard(database, cache, ("en", "hu")).round()
    found = told(database)
    assert set(found) == {
        ("welcome", "en"), ("welcome", "hu"), ("other", "hu"), ("place", "hu"), ("place.1", "hu"), ("place.3", "hu"),
    }  # fmt: skip
    assert found["place", "hu"] == PromptClip("hu", "place", "Helye: {n}. Jó!", recordable=False)
    assert found["welcome", "en"] == PromptClip("en", "welcome", "Welcome.")


def test_what_has_not_changed_is_not_written_again(cache: ClipCache, database: Database) -> None:
    board = PromptBoard(database, cache, ("en",))
    assert [board.round(), board.round()] == [True, False]
    cache.render(Spoken("Welcome.", "en"))
    assert [board.round(), board.round()] == [True, False]
    assert told(database)["welcome", "en"].spoken_by == "espeak"


def test_a_recording_is_told_with_its_clip_and_its_end_too(cache: ClipCache, sound: bytes, database: Database) -> None:
    board = PromptBoard(database, cache, ("hu",))
    voice = cache.render(Spoken("Üdvözöljük!", "hu"))
    cache.recordings.record("welcome", "hu", sound)
    recorded = cache.render(Recorded("welcome", "hu", "Üdvözöljük!"))
    board.round()
    clip = str(recorded.relative_to(cache.sounds_dir))
    assert told(database)["welcome", "hu"] == PromptClip("hu", "welcome", "Üdvözöljük!", "recording", clip, own=True)
    cache.recordings.withdraw("welcome", "hu")
    board.round()
    clip = str(voice.relative_to(cache.sounds_dir))
    assert told(database)["welcome", "hu"] == PromptClip("hu", "welcome", "Üdvözöljük!", "espeak", clip)
