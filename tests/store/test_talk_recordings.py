"""Recorded talks: kept once, held, deleted, their files removed; and who listened."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from ivr.store import talk_recordings
from ivr.store.database import Database
from ivr.store.talk_recordings import Access, Listening, TalkRecording

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=31)
TALK = TalkRecording(
    "call-1-1", "call-1", "bank", "agent-anna", NOON, 61.5, (3.0, 8.5), "ab" * 32, 1000, NOON + timedelta(days=30)
)


def kept(database: Database, *talks: TalkRecording) -> None:
    with database.write() as connection:
        for talk in talks:
            talk_recordings.add(connection, talk)


def test_a_recording_comes_back_as_it_was_kept_and_is_kept_once(database: Database) -> None:
    kept(database, TALK)
    with database.write() as connection:
        assert not talk_recordings.add(connection, replace(TALK, bytes=7))
        assert talk_recordings.of_call(connection, "call-1") == (TALK,)


def test_what_is_on_hold_outlives_its_time_and_is_not_deleted(database: Database) -> None:
    kept(database, TALK, replace(TALK, leg_id="call-2-1"))
    with database.write() as connection:
        talk_recordings.hold(connection, "call-2-1", held=True)
        assert talk_recordings.outlived(connection, NOON, 10) == []
        assert talk_recordings.outlived(connection, LATER, 10) == ["call-1-1"]
        assert talk_recordings.delete(connection, ["call-1-1", "call-2-1"], LATER, "kata", "asked for") == 1


def test_a_deleted_one_loses_its_file_and_keeps_its_story(database: Database) -> None:
    kept(database, TALK)
    with database.write() as connection:
        talk_recordings.delete(connection, ["call-1-1"], LATER, "kata", "asked for")
        assert talk_recordings.to_remove(connection, 10) == ["call-1-1"]
        talk_recordings.removed(connection, "call-1-1")
        assert talk_recordings.to_remove(connection, 10) == []
        gone = talk_recordings.of(connection, "call-1-1")
    assert gone is not None
    assert (gone.has_file, gone.deleted_by, gone.deleted_because) == (False, "kata", "asked for")


def test_what_the_files_take_is_counted(database: Database) -> None:
    kept(database, TALK, replace(TALK, leg_id="b", held=True), replace(TALK, leg_id="c", has_file=False))
    with database.read() as connection:
        use = talk_recordings.disk_use(connection)
    assert (use.files, use.bytes, use.held) == (2, 2000, 1)


def test_each_playing_is_written_down_once_and_its_parts_are_not(database: Database) -> None:
    def played(at: datetime, *, from_start: bool, who: str = "kata") -> bool:
        access = Access(f"{at.isoformat()}{who}", "call-1-1", at, who, Listening.PLAYED)
        return talk_recordings.listened(connection, access, from_start=from_start)

    minute = timedelta(minutes=1)
    with database.write() as connection:
        assert played(NOON, from_start=True)
        assert not played(NOON + timedelta(seconds=1), from_start=True)
        assert not played(NOON + minute, from_start=False)
        assert played(NOON + 2 * minute, from_start=True)
        assert played(NOON + 2 * minute, from_start=False, who="laci")
        assert played(NOON + 30 * minute, from_start=False)
        found = talk_recordings.accesses(connection, ["call-1-1"])
    assert [access.who for access in found] == ["kata", "laci", "kata", "kata"]
