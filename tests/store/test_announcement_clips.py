"""What waiting callers are told is told anew as a whole."""

from ivr.store import announcement_clips
from ivr.store.announcement_clips import AnnouncementClips
from ivr.store.database import Database

SOON = AnnouncementClips("hu", "less_than.30", "Kevesebb mint fél perc.", ("hu/01", "hu/02"))
HOLD = AnnouncementClips("en", "please_hold", "Please hold.")


def test_what_is_told_takes_the_place_of_what_was(database: Database) -> None:
    with database.write() as connection:
        announcement_clips.tell(connection, [HOLD])
        announcement_clips.tell(connection, [SOON, HOLD])
    with database.read() as connection:
        assert announcement_clips.everyone(connection) == (SOON, HOLD)
        assert announcement_clips.of(connection, "less_than.30", "hu") == SOON
        assert announcement_clips.of(connection, "less_than.30", "en") is None
