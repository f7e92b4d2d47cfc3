"""Recorded talks are found by call, queue, agent and time, page by page."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.store import talk_recordings
from ivr.store.database import Database
from ivr.store.recording_search import RecordingWish, search
from ivr.store.talk_recordings import TalkRecording

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def talks(database: Database) -> Database:
    with database.write() as connection:
        for place, (queue, agent) in enumerate((("nurse", "anna"), ("desk", "anna"), ("nurse", "bela"))):
            at = NOON + timedelta(hours=place)
            row = (f"c{place}-1", f"c{place}", queue, agent, at, 9.0, (), "ab", 10, NOON)
            talk_recordings.add(connection, TalkRecording(*row))
    return database


@pytest.mark.parametrize(
    ("wish", "found"),
    [
        ({}, ["c2-1", "c1-1", "c0-1"]),
        ({"queue": "nurse", "agent": "anna"}, ["c0-1"]),
        ({"call_id": "c1"}, ["c1-1"]),
        ({"since": NOON + timedelta(hours=1), "until": NOON + timedelta(hours=2)}, ["c1-1"]),
        ({"before": "c2-1", "limit": 1}, ["c1-1"]),
    ],
)
def test_what_matches_is_found_the_latest_first(talks: Database, wish: dict, found: list[str]) -> None:
    with talks.read() as connection:
        assert [one.leg_id for one in search(connection, None, RecordingWish(**wish))] == found


def test_of_other_queues_and_of_what_was_deleted_nothing_is_found(talks: Database) -> None:
    with talks.write() as connection:
        talk_recordings.delete(connection, ["c0-1"], NOON, "kata", "asked for")
        assert [one.leg_id for one in search(connection, {"nurse"}, RecordingWish())] == ["c2-1"]
