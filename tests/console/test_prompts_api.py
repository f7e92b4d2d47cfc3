"""Prompts for programs."""

import pytest

from ivr.access.role import Permission
from ivr.store import prompt_clips, recording_wishes
from ivr.store.prompt_clips import PromptClip
from ivr.store.recording_wishes import RecordingOutcome, handed_in

WELCOME = "/welcome/recording"


@pytest.fixture
def call(client, bearer, database):
    headers = bearer(*Permission)
    with database.write() as connection:
        clips = [
            PromptClip("en", "welcome", "Welcome.", "espeak", "en/1"),
            PromptClip("en", "n", "{n}", recordable=False),
        ]
        prompt_clips.tell(connection, clips)

    def called(method: str, path: str, body: bytes = b"", **more: str):
        return client.open(f"/api/v1/prompts{path}", method=method, data=body, headers=headers | more)

    return called


def test_all_prompts_are_told_without_where_their_clips_lie(call) -> None:
    first, second = call("GET", "").json["prompts"]
    assert (first["name"], first["recordable"]) == ("n", False)
    assert (second["spoken_by"], "clip" in second) == ("espeak", False)


def test_a_recording_is_handed_in_and_what_became_of_it_told(call, database, settings, audited) -> None:
    asked = call("PUT", f"/en{WELCOME}", b"any sound")
    assert (asked.status_code, asked.json["outcome"]) == (202, None)
    wish_id = asked.json["id"]
    assert handed_in(settings.home, wish_id).read_bytes() == b"any sound"
    with database.write() as connection:
        recording_wishes.close(connection, wish_id, RecordingOutcome.DONE)
    assert call("GET", f"/wishes/{wish_id}").json["outcome"] == "done"
    assert audited()[0].verb == "hand in recording"


def test_what_is_sent_twice_under_one_key_is_handed_in_once(call, settings) -> None:
    key = {"Idempotency-Key": "again"}
    assert call("PUT", f"/en{WELCOME}", b"a", **key).json == call("PUT", f"/en{WELCOME}", b"a", **key).json
    assert call("PUT", f"/en{WELCOME}", b"b", **key).status_code == 409
    assert len(list((settings.home / "handed-in").iterdir())) == 1


def test_a_recording_is_removed(call) -> None:
    assert call("DELETE", f"/en{WELCOME}").json["deed"] == "remove"


def test_what_is_no_recording_or_no_prompt_is_refused(call) -> None:
    assert call("PUT", f"/en{WELCOME}").status_code == 422
    assert call("PUT", f"/xx{WELCOME}", b"a").status_code == 404
    assert call("PUT", "/en/n/recording", b"a").status_code == 404
    assert call("DELETE", "/en/nothing/recording").status_code == 404
    assert call("GET", "/wishes/nothing").status_code == 404


def test_without_the_right_nothing_is_told(client, bearer) -> None:
    assert client.get("/api/v1/prompts", headers=bearer(Permission.EDIT_QUEUES)).status_code == 403
    assert (
        client.put(f"/api/v1/prompts/en{WELCOME}", headers=bearer(Permission.EDIT_QUEUES), data=b"a").status_code == 403
    )
