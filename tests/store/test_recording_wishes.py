"""What people wish of recordings waits until the worker says what became of it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from ivr.store import recording_wishes
from ivr.store.database import Database
from ivr.store.recording_wishes import RecordingDeed, RecordingOutcome, RecordingWish

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def wish(number: int, name: str = "welcome", deed: RecordingDeed = RecordingDeed.HAND_IN) -> RecordingWish:
    return RecordingWish(f"wish-{number}", name, "hu", deed, "Anna <account:1>", NOON + timedelta(seconds=number))


def written(database: Database, *wishes: RecordingWish) -> None:
    with database.write() as connection:
        for one in wishes:
            recording_wishes.write(connection, one)


def test_wishes_wait_in_the_order_they_came(database: Database) -> None:
    written(database, wish(2), wish(1))
    with database.write() as connection:
        assert recording_wishes.waiting(connection) == (wish(1), wish(2))
        recording_wishes.close(connection, "wish-1", RecordingOutcome.DONE)
        assert recording_wishes.waiting(connection) == (wish(2),)


def test_a_wish_tells_what_became_of_it(database: Database) -> None:
    written(database, wish(1))
    with database.write() as connection:
        recording_wishes.close(connection, "wish-1", RecordingOutcome.REFUSED, "the file holds no sound")
    with database.read() as connection:
        found = recording_wishes.of(connection, "wish-1")
        assert recording_wishes.of(connection, "wish-9") is None
    assert found is not None
    assert (found.outcome, found.reason) == (RecordingOutcome.REFUSED, "the file holds no sound")


def test_the_wishes_about_one_recording_come_the_latest_first(database: Database) -> None:
    written(database, wish(1), wish(2, "main_menu"), wish(3, deed=RecordingDeed.REMOVE))
    with database.read() as connection:
        assert recording_wishes.about(connection, "welcome", "hu") == (wish(3, deed=RecordingDeed.REMOVE), wish(1))
        assert recording_wishes.about(connection, "welcome", "en") == ()


def test_what_was_done_long_ago_is_forgotten_and_what_waits_is_not(database: Database) -> None:
    written(database, wish(1), wish(2))
    with database.write() as connection:
        recording_wishes.close(connection, "wish-1", RecordingOutcome.DONE)
        assert recording_wishes.forget(connection, NOON + timedelta(days=1)) == ["wish-1"]
        assert recording_wishes.waiting(connection) == (wish(2),)


def test_the_bytes_wait_under_the_id_of_their_wish(tmp_path: Path) -> None:
    assert recording_wishes.handed_in(tmp_path, "wish-1") == tmp_path / "handed-in" / "wish-1.sound"
