"""Messages callers left are listened to, marked as handled, opened again and deleted, each within one's scope."""

from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import messages
from ivr.store.messages import Message

SOUND = b"RIFF" + bytes(100)
KEY = "019aaaaa-0000-7000-8000-0000000000aa"


@pytest.fixture
def left(database, centre, clock, settings) -> Message:
    at = clock.at - timedelta(minutes=5)
    message = Message(KEY, "019aaaaa-0000-7000-8000-000000000001", "night", at, 7.5, "nurse", "+36201234567")
    with database.write() as connection:
        messages.keep(connection, [message])
    file = settings.home / "messages" / "night" / f"{KEY}.wav"
    file.parent.mkdir(parents=True)
    file.write_bytes(SOUND)
    return message


@pytest.fixture
def stored(database):
    def found() -> Message | None:
        with database.read() as connection:
            return messages.of(connection, KEY)

    return found


def test_it_is_listed_with_its_queue_and_counted_in_the_rail(signed_in, left) -> None:
    page = signed_in.get("/messages").text
    assert all(words in page for words in ("+36201234567", "Nurse", "message-play"))
    assert 'data-test="place-count">1<' in page
    assert signed_in.get("/messages?format=csv").mimetype == "text/csv"


def test_it_is_played_in_parts_too(signed_in, left) -> None:
    with signed_in.get(f"/messages/{KEY}/sound") as whole:
        assert (whole.mimetype, whole.data) == ("audio/wav", SOUND)
    with signed_in.get(f"/messages/{KEY}/sound", headers={"Range": "bytes=0-3"}) as part:
        assert (part.status_code, part.data) == (206, b"RIFF")


def test_who_has_seen_to_it_is_written_down_and_can_be_taken_back(signed_in, press, left, stored, audited) -> None:
    press(signed_in, f"/messages/{KEY}/handled", {"note": "called back"})
    assert (stored().note, stored().handled_by.startswith("Administrator Person")) == ("called back", True)
    signed_in.get("/messages")
    assert KEY not in signed_in.get("/messages").text  # the notice with its undo is gone
    assert "called back" in signed_in.get("/messages?show=all").text
    press(signed_in, f"/messages/{KEY}/reopen")
    assert stored().handled_at is None
    assert [entry.verb for entry in audited()[:2]] == ["reopen message", "handle message"]


def test_what_somebody_else_did_meanwhile_stands(signed_in, press, left, stored) -> None:
    press(signed_in, f"/messages/{KEY}/handled", {"note": "first"})
    press(signed_in, f"/messages/{KEY}/handled", {"note": "second"})
    assert stored().note == "first"
    assert "Somebody saw to this message meanwhile" in signed_in.get("/messages").text


@pytest.mark.usefixtures("left")
def test_it_is_deleted_with_its_sound(signed_in, press, stored, settings, audited) -> None:
    press(signed_in, f"/messages/{KEY}/delete")
    assert stored() is None
    assert not (settings.home / "messages" / "night" / f"{KEY}.wav").exists()
    assert (audited()[0].verb, audited()[0].before["caller_id"]) == ("delete message", "+36201234567")
    assert signed_in.get(f"/messages/{KEY}/sound").status_code == 404


def test_a_message_of_another_queue_is_not_heard(as_role, press, left) -> None:
    other = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"reception"})))
    assert KEY not in other.get("/messages").text
    assert other.get(f"/messages/{KEY}/sound").status_code == 403
    assert press(other, f"/messages/{KEY}/handled").status_code == 403


@pytest.mark.parametrize("role", [Role.AGENT, Role.CLIENT, Role.PLANNER])
def test_without_the_right_there_is_nothing(as_role, press, left, role) -> None:
    browser = as_role(role)
    assert browser.get("/messages").status_code == 403
    assert press(browser, f"/messages/{KEY}/delete").status_code == 403
