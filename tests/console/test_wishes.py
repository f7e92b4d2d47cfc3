"""Wishes to the engine."""

import pytest

from ivr.access.role import Role
from ivr.calls.intentions import Outcome
from ivr.store import intentions

HTMX = {"HX-Request": "true"}


@pytest.fixture
def supervisor(as_role, press):
    browser = as_role(Role.SUPERVISOR)
    press(browser, "/agents/agent-anna/log-out", headers=HTMX)
    return browser


def wish(database) -> str:
    with database.read() as connection:
        return intentions.waiting(connection)[0].id


def test_the_notice_asks_again_until_there_is_an_outcome(supervisor, database, clock) -> None:
    path = f"/wishes/{wish(database)}"
    assert supervisor.get(path, headers=HTMX).status_code == 204
    with database.write() as connection:
        intentions.close(connection, wish(database), Outcome.DONE, None, clock())
    notice = supervisor.get(path, headers=HTMX).text
    assert 'data-wish="done"' in notice
    assert "hx-trigger" not in notice


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.PLANNER])
def test_a_wish_is_told_to_nobody_else(supervisor, as_role, database, role: Role) -> None:
    assert as_role(role).get(f"/wishes/{wish(database)}").status_code == 404


@pytest.mark.parametrize("name", ["none", "019aaaaa-0000-7000-8000-000000000001"])
def test_a_wish_nobody_made_is_not_there(supervisor, name: str) -> None:
    assert supervisor.get(f"/wishes/{name}").status_code == 404
