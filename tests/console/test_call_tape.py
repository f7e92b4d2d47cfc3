"""Recording a talk while it lasts: offered where it can be done, wished by who may."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.intentions import PauseRecording, RecordTalk
from ivr.calls.recording_events import RecordingAnnounced, TalkRecordingBegan
from ivr.store import intentions, queues

NURSES = Scope(queues=frozenset({"nurse"}))


@pytest.fixture
def talking(past, in_talk, clock):
    """A call that talks with the reception just now and was told of the recording."""
    call = past(8, minutes_ago=1)
    call.ring("+36207777777")
    call.add(1, RecordingAnnounced, queue="reception", consent="heard")
    in_talk(call, recording="on_demand")
    return call


def wished(database):
    with database.read() as connection:
        return [row.wish for row in intentions.waiting(connection)]


def test_a_talk_can_be_recorded_from_now_on(as_role, press, database, talking) -> None:
    browser = as_role(Role.SUPERVISOR)
    assert "Record from now on" in browser.get(f"/calls/{talking.call_id}").text
    press(browser, f"/calls/{talking.call_id}/record", {})
    assert wished(database) == [RecordTalk(talking.call_id)]


def test_what_is_recorded_can_be_paused(as_role, press, database, talking, write) -> None:
    names = {"visit_id": f"{talking.call_id}-v", "leg_id": f"{talking.call_id}-1", "agent": "agent-anna"}
    talking.add(6, TalkRecordingBegan, **names, queue="reception", keep_days=30, connected_at=talking.start)
    write(talking)
    browser = as_role(Role.SUPERVISOR)
    assert "Pause the recording" in browser.get(f"/calls/{talking.call_id}").text
    press(browser, f"/calls/{talking.call_id}/pause-recording", {})
    assert wished(database) == [PauseRecording(talking.call_id)]


def test_of_a_queue_that_never_records_nothing_is_offered(as_role, database, talking) -> None:
    with database.write() as connection:
        connection.execute(queues.queues.update().values(recording="never"))
    assert "Record from now on" not in as_role(Role.SUPERVISOR).get(f"/calls/{talking.call_id}").text


@pytest.mark.parametrize("deed", ["record", "pause-recording"])
def test_who_may_not_control_agents_is_refused(as_role, press, database, talking, deed: str) -> None:
    assert "Record from now on" not in as_role(Role.PLANNER).get(f"/calls/{talking.call_id}").text
    assert press(as_role(Role.PLANNER), f"/calls/{talking.call_id}/{deed}", {}).status_code == 403
    assert press(as_role(Role.SUPERVISOR, scope=NURSES), f"/calls/{talking.call_id}/{deed}", {}).status_code == 403
    assert wished(database) == []


def test_a_call_that_is_over_is_not_found(as_role, press, talking) -> None:
    assert press(as_role(Role.SUPERVISOR), "/calls/nobody/record", {}).status_code == 404
