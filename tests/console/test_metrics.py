"""/metrics."""

from datetime import timedelta

from flask.testing import FlaskClient

from ivr.access.role import Permission
from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue
from ivr.store import live

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


def test_from_elsewhere_a_token_that_may_see_health_is_asked_for(client: FlaskClient, bearer) -> None:
    assert client.get("/metrics", environ_base=ELSEWHERE).status_code == 401
    wrong, right = bearer(Permission.SEE_CALLS), bearer(Permission.SEE_HEALTH)
    assert client.get("/metrics", headers=wrong, environ_base=ELSEWHERE).status_code == 403
    assert client.get("/metrics", headers=right, environ_base=ELSEWHERE).status_code == 200


def test_a_proxy_on_this_computer_is_elsewhere(client: FlaskClient) -> None:
    assert client.get("/metrics", headers={"X-Forwarded-For": "198.51.100.9"}).status_code == 401
