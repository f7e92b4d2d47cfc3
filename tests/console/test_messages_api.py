"""Messages for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store import messages
from ivr.store.messages import Message

HERE = "/api/v1/messages"
RIGHT = Permission.KEEP_MESSAGES


@pytest.fixture(autouse=True)
def left(database, centre, clock, settings) -> None:
    with database.write() as connection:
        messages.keep(connection, [Message("m1", "c1", "night", clock.at, 7.5, "nurse", "+36201234567")])
    (settings.home / "messages" / "night").mkdir(parents=True)
    (settings.home / "messages" / "night" / "m1.wav").write_bytes(b"RIFF")


def test_a_message_is_read_heard_handled_opened_and_deleted(client, bearer) -> None:
    headers = bearer(RIGHT)
    assert [one["id"] for one in client.get(HERE, headers=headers).json["messages"]] == ["m1"]
    with client.get(f"{HERE}/m1/sound", headers=headers) as sound:
        assert sound.data == b"RIFF"
    assert client.post(f"{HERE}/m1/handled", headers=headers, json={"note": "done"}).json["note"] == "done"
    assert client.post(f"{HERE}/m1/handled", headers=headers, json={}).status_code == 422
    assert client.post(f"{HERE}/m1/reopen", headers=headers).json["handled_at"] is None
    assert client.delete(f"{HERE}/m1", headers=headers).status_code == 200
    assert client.get(f"{HERE}/m1/sound", headers=headers).status_code == 404


def test_a_token_hears_its_own_queues_alone(client, bearer) -> None:
    other = bearer(RIGHT, scope=Scope(queues=frozenset({"reception"})))
    assert client.get(HERE, headers=other).json["messages"] == []
    assert client.get(f"{HERE}/m1/sound", headers=other).status_code == 403
    assert client.get(HERE, headers=bearer(Permission.SEE_CALLS)).status_code == 403
