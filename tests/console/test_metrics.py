"""/metrics."""

from datetime import timedelta

from flask.testing import FlaskClient

from ivr.access.role import Permission
from ivr.calls.disposition import Disposition
from ivr.calls.ids import uuid7
from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue
from ivr.store import live
from ivr.store.folding import refresh

ELSEWHERE = {"REMOTE_ADDR": "192.0.2.9"}


def test_the_room_is_told_in_numbers(client: FlaskClient, database, clock) -> None:
    now = clock()
    changes = LiveChanges(
        agents=(LiveAgent("agent-anna", "on_call", None, now),),
        queues=(LiveQueue("nurse", 3, now - timedelta(seconds=40)),),
        calls=(LiveCall("c1", None, "menu:main", now, "waiting", "nurse"),),
    )
    with database.write() as connection:
        live.apply(connection, changes)
    lines = client.get("/metrics").text.splitlines()
    for told in (
        'ivr_agents{state="on_call"} 1.0',
        'ivr_queue_waiting{queue="nurse"} 3.0',
        'ivr_queue_longest_wait_seconds{queue="nurse"} 40.0',
        'ivr_calls_open{state="waiting"} 1.0',
        "ivr_asterisk_connected 0.0",
    ):
        assert told in lines


def test_calls_of_today_are_told_by_how_they_ended(client: FlaskClient, database, write, served, past) -> None:
    yesterday = past(2, minutes_ago=24 * 60)
    yesterday.call_id = uuid7(int(yesterday.start.timestamp() * 1000), bytes(10))
    yesterday.ring(None)
    yesterday.end(1, Disposition.ABANDONED)
    write(served, yesterday)
    refresh(database)
    lines = client.get("/metrics").text.splitlines()
    assert 'ivr_calls_today{disposition="abandoned"} 0.0' in lines


def test_the_worker_and_the_recorder_are_told(client: FlaskClient, settings) -> None:
    settings.heartbeat_path.write_text('{"recorder": {"events": 7, "failure": null}}')
    job = '{"last_run": "2026-11-23T08:00:00+00:00", "seconds": 0.2, "failures": 3, "failure": null}'
    settings.worker_heartbeat_path.write_text('{"jobs": {"clips that callers needed": ' + job + "}}")
    lines = client.get("/metrics").text.splitlines()
    for told in (
        "ivr_recorder_lag_events 7.0",
        'ivr_worker_job_seconds{job="clips that callers needed"} 0.2',
        'ivr_worker_job_failures_total{job="clips that callers needed"} 3.0',
        'ivr_worker_job_last_run_timestamp_seconds{job="clips that callers needed"} 1.7954208e+09',
    ):
        assert told in lines


def test_from_elsewhere_a_token_that_may_see_health_is_asked_for(client: FlaskClient, bearer) -> None:
    assert client.get("/metrics", environ_base=ELSEWHERE).status_code == 401
    wrong, right = bearer(Permission.SEE_CALLS), bearer(Permission.SEE_HEALTH)
    assert client.get("/metrics", headers=wrong, environ_base=ELSEWHERE).status_code == 403
    assert client.get("/metrics", headers=right, environ_base=ELSEWHERE).status_code == 200


def test_a_proxy_on_this_computer_is_elsewhere(client: FlaskClient) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "198.51.100.9"}).status_code == 401
