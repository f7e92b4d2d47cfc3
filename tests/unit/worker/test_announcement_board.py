"""What waiting callers are told is rendered and written down, an example of each."""

import pytest

from ivr.speech.clip import ClipCache
from ivr.store import announcement_clips
from ivr.store.database import Database
from ivr.worker.announcement_board import AnnouncementBoard

TEXTS = """
no_agents: {en: Nobody is here.}
position: {en: "You are number {position}. Thank you."}
"""


@pytest.fixture
def cache(cache_of) -> ClipCache:
    return cache_of(TEXTS)


def test_each_example_the_prompts_have_words_for_is_told_with_its_clips(cache: ClipCache, database: Database) -> None:
    assert AnnouncementBoard(database, cache, ("en",)).round()
    with database.read() as connection:
        found = {one.name: one for one in announcement_clips.everyone(connection)}
    assert set(found) == {"no_agents", "place.2", "place.3", "place.5", "place.10"}
    assert found["place.3"].text == "You are number three. Thank you."
    assert all((cache.sounds_dir / f"{clip}.wav16").is_file() for clip in found["place.3"].clips)
    assert len(found["place.3"].clips) == 2


def test_what_has_not_changed_is_not_written_again(cache: ClipCache, database: Database) -> None:
    board = AnnouncementBoard(database, cache, ("en",))
    board.round()
    assert not any(board.round() for _ in range(3))
