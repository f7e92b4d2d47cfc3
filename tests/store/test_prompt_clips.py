"""What speaks each prompt is told anew as a whole."""

from ivr.store import prompt_clips
from ivr.store.database import Database
from ivr.store.prompt_clips import PromptClip

WELCOME = PromptClip("hu", "welcome", "Üdvözöljük!", "espeak", "hu/0123")
POSITION = PromptClip("en", "position", "You are number {position}.", recordable=False)


def test_what_is_told_is_found_by_name_and_language(database: Database) -> None:
    with database.write() as connection:
        prompt_clips.tell(connection, [WELCOME, POSITION])
    with database.read() as connection:
        assert prompt_clips.everyone(connection) == (POSITION, WELCOME)
        assert prompt_clips.of(connection, "welcome", "hu") == WELCOME
        assert prompt_clips.of(connection, "welcome", "en") is None


def test_what_is_told_again_takes_the_place_of_all_that_was(database: Database) -> None:
    with database.write() as connection:
        prompt_clips.tell(connection, [WELCOME, POSITION])
        prompt_clips.tell(connection, [POSITION])
        assert prompt_clips.everyone(connection) == (POSITION,)
        prompt_clips.tell(connection, [])
        assert prompt_clips.everyone(connection) == ()
