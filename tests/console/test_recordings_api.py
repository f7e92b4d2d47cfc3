"""Recorded talks for programs."""

from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store import talk_recordings
from ivr.store.talk_recordings import TalkRecording, file_of

HERE = "/api/v1/recordings"
RIGHT = Permission.LISTEN_TO_RECORDINGS


@pytest.fixture(autouse=True)
def talks(database, centre, settings, clock) -> None:
    """Three talks, one of another queue, one deleted."""
    rest = (12.5, (3.0, 4.0), "ab" * 32, 8, clock() + timedelta(days=30))
    with database.write() as connection:
        for leg, queue in (("a-1", "nurse"), ("b-1", "reception"), ("c-1", "nurse")):
            talk_recordings.add(connection, TalkRecording(leg, leg[0], queue, "agent-anna", clock(), *rest))
        talk_recordings.delete(connection, ["c-1"], clock(), "kata", "asked for")
    file_of(settings.home, "a-1").parent.mkdir(parents=True)
    file_of(settings.home, "a-1").write_bytes(b"RIFFtalk")


def test_recordings_are_listed_by_pages_without_the_deleted(client, bearer) -> None:
    headers = bearer(RIGHT)
    first = client.get(f"{HERE}?limit=1", headers=headers).json
    assert ([one["leg_id"] for one in first["recordings"]], first["next"]) == (["b-1"], "b-1")
    rest = client.get(f"{HERE}?before=b-1", headers=headers).json
    assert (rest["recordings"][0]["pauses"], rest["next"]) == ([3.0, 4.0], None)
    found = client.get(f"{HERE}?queue=nurse&since=2026-11-23T00:00:00Z", headers=headers).json["recordings"]
    assert [one["leg_id"] for one in found] == ["a-1"]


def test_the_sound_is_sent_and_written_down(client, bearer) -> None:
    headers = bearer(RIGHT)
    with client.get(f"{HERE}/a-1/sound", headers=headers) as answer:
        assert (answer.data, answer.mimetype) == (b"RIFFtalk", "audio/wav")
    (access,) = client.get(f"{HERE}/a-1/accesses", headers=headers).json["accesses"]
    assert access["what"] == "downloaded"
    assert "Program" in access["who"]
    assert client.get(f"{HERE}/c-1/sound", headers=headers).status_code == 404


def test_a_token_hears_its_own_queues_alone(client, bearer) -> None:
    other = bearer(RIGHT, scope=Scope(queues=frozenset({"reception"})))
    assert [one["leg_id"] for one in client.get(HERE, headers=other).json["recordings"]] == ["b-1"]
    assert client.get(f"{HERE}/a-1/sound", headers=other).status_code == 403
    assert client.get(HERE, headers=bearer(Permission.SEE_CALLS)).status_code == 403
