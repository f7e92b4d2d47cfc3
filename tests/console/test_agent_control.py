"""Remote control of agents."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.intentions import LogOutAgent, PauseAgent, UnpauseAgent
from ivr.store import intentions, pause_reasons
from ivr.store.pause_reasons import PauseReason

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def reason(database, centre) -> None:
    with database.write() as connection:
        pause_reasons.create(connection, PauseReason("", "Break", limit_s=900))


def wishes(database) -> list[object]:
    with database.read() as connection:
        return [row.wish for row in intentions.waiting(connection)]


@pytest.fixture
def supervisor(as_role):
    return as_role(Role.SUPERVISOR)


@pytest.fixture
def told(database, audited):
    """What is wished, and what the audit says last."""
    return lambda: (*wishes(database), audited()[0].verb, audited()[0].id)


@pytest.mark.parametrize(
    ("path", "wished"),
    [
        ("pause", (PauseAgent("agent-anna", "break"), "pause agent")),
        ("unpause", (UnpauseAgent("agent-anna"), "unpause agent")),
        ("log-out", (LogOutAgent("agent-anna"), "log out agent")),
    ],
)
def test_each_button_wishes_one_thing_and_the_audit_tells(supervisor, press, told, path, wished) -> None:
    answer = press(supervisor, f"/agents/agent-anna/{path}", {"reason": "break"}, headers=HTMX)
    assert answer.status_code == 202
    assert 'hx-get="/wishes/' in answer.text
    assert told() == (*wished, "agent-anna")


def test_without_scripts_a_page_waits_for_the_answer(signed_in, press) -> None:
    answer = press(signed_in, "/agents/agent-anna/log-out")
    assert answer.status_code == 303
    assert 'http-equiv="refresh"' in signed_in.get(answer.headers["Location"]).text


@pytest.mark.parametrize("reason", ["", "lunch", "asked"])
def test_only_a_reason_of_the_centre_is_taken(signed_in, press, database, reason: str) -> None:
    assert press(signed_in, "/agents/agent-anna/pause", {"reason": reason}).status_code == 400
    assert wishes(database) == []


def test_the_reasons_are_offered_with_their_limits(signed_in) -> None:
    page = signed_in.get("/agents/agent-anna/pause", headers=HTMX).text
    assert 'value="break"' in page
    assert "15 min</span>" in page
    assert "<html" not in page


@pytest.mark.parametrize("path", ["pause", "unpause", "log-out"])
def test_who_may_not_control_the_agent_wishes_nothing(as_role, press, database, path: str) -> None:
    limited = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"nurse"})))
    for browser in (as_role(Role.PLANNER), as_role(Role.AGENT), limited):
        assert press(browser, f"/agents/agent-anna/{path}", {"reason": "break"}).status_code == 403
    assert wishes(database) == []
