"""Recorded talks: played by who may, each time written down; deleted with a reason; put on legal hold."""

from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import talk_recordings
from ivr.store.talk_recordings import TalkRecording, file_of

NURSES = Scope(queues=frozenset({"nurse"}))
RECEPTIONISTS = Scope(queues=frozenset({"reception"}))


@pytest.fixture
def talk(served, write, database, settings, clock) -> TalkRecording:
    """A recorded talk of a call to the reception."""
    write(served)
    end = clock() + timedelta(days=30)
    made = TalkRecording(
        f"{served.call_id}-2", served.call_id, "reception", "agent-bela", clock(), 61.5, (), "ab" * 32, 8, end
    )
    with database.write() as connection:
        talk_recordings.add(connection, made)
    path = file_of(settings.home, made.leg_id)
    path.parent.mkdir(parents=True)
    path.write_bytes(b"RIFFtalk")
    return made


def listeners(database, talk: TalkRecording) -> list[str]:
    with database.read() as connection:
        return [access.what.value for access in talk_recordings.accesses(connection, [talk.leg_id])]


def kept(database, talk: TalkRecording) -> TalkRecording:
    with database.read() as connection:
        return talk_recordings.of(connection, talk.leg_id)


def test_a_supervisor_plays_and_downloads_and_both_are_written_down(as_role, database, talk) -> None:
    browser = as_role(Role.SUPERVISOR)
    with browser.get(f"/recordings/{talk.leg_id}.wav") as answer:
        assert answer.data == b"RIFFtalk"
    with browser.get(f"/recordings/{talk.leg_id}/download") as answer:
        assert answer.headers["Content-Disposition"].startswith("attachment")
    assert sorted(listeners(database, talk)) == ["downloaded", "played"]
    assert "Who listened" in browser.get(f"/calls/{talk.call_id}").text


def test_a_part_is_sent_when_a_part_is_asked_for(as_role, database, talk) -> None:
    browser = as_role(Role.SUPERVISOR)
    with browser.get(f"/recordings/{talk.leg_id}.wav", headers={"Range": "bytes=4-5"}) as answer:
        assert (answer.status_code, answer.data) == (206, b"ta")
    assert listeners(database, talk) == ["played"]


def test_of_another_queue_nobody_listens(as_role, database, talk) -> None:
    browser = as_role(Role.SUPERVISOR, scope=NURSES)
    assert browser.get(f"/recordings/{talk.leg_id}.wav").status_code == 403
    assert listeners(database, talk) == []


def test_of_his_own_queue_somebody_held_to_it_listens(as_role, talk) -> None:
    with as_role(Role.SUPERVISOR, scope=RECEPTIONISTS).get(f"/recordings/{talk.leg_id}.wav") as answer:
        assert answer.status_code == 200


def test_a_planner_sees_that_there_is_one_and_cannot_listen(as_role, talk) -> None:
    browser = as_role(Role.PLANNER)
    assert "Your account may not listen to it." in browser.get(f"/calls/{talk.call_id}").text
    assert browser.get(f"/recordings/{talk.leg_id}.wav").status_code == 403


def test_an_administrator_deletes_it_and_says_why(as_role, press, database, talk, audited) -> None:
    browser = as_role(Role.ADMINISTRATOR)
    press(browser, f"/recordings/{talk.leg_id}/delete", {"reason": "the caller asked for it"})
    assert kept(database, talk).deleted_because == "the caller asked for it"
    assert browser.get(f"/recordings/{talk.leg_id}.wav").status_code == 404
    assert "the caller asked for it" in browser.get(f"/calls/{talk.call_id}").text
    assert ("delete recording", talk.leg_id) in [(entry.verb, entry.id) for entry in audited()]


def test_without_a_reason_nothing_is_deleted(as_role, press, database, talk) -> None:
    press(as_role(Role.ADMINISTRATOR), f"/recordings/{talk.leg_id}/delete", {"reason": " "})
    assert kept(database, talk).deleted_at is None


def test_a_legal_hold_keeps_it_from_being_deleted_until_it_ends(as_role, press, database, talk) -> None:
    browser = as_role(Role.ADMINISTRATOR)
    press(browser, f"/recordings/{talk.leg_id}/hold", {"held": "1"})
    press(browser, f"/recordings/{talk.leg_id}/delete", {"reason": "no"})
    assert (kept(database, talk).held, kept(database, talk).deleted_at) == (True, None)
    press(browser, f"/recordings/{talk.leg_id}/hold", {"held": "0"})
    assert not kept(database, talk).held


@pytest.mark.parametrize("deed", ["delete", "hold"])
def test_a_supervisor_neither_deletes_nor_holds(as_role, press, database, talk, deed: str) -> None:
    answer = press(as_role(Role.SUPERVISOR), f"/recordings/{talk.leg_id}/{deed}", {"reason": "x", "held": "1"})
    assert answer.status_code == 403
    assert kept(database, talk) == talk


def test_a_file_that_is_gone_is_no_fault(as_role, settings, talk) -> None:
    file_of(settings.home, talk.leg_id).unlink()
    assert as_role(Role.ADMINISTRATOR).get(f"/recordings/{talk.leg_id}.wav").status_code == 404
