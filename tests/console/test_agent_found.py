"""The agent an address names."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role


@pytest.mark.parametrize("name", ["nobody", "..%2fetc", "' OR 1=1"])
def test_an_agent_that_is_not_there_is_said_so(signed_in, name: str) -> None:
    assert signed_in.get(f"/agents/{name}").status_code == 404


def test_an_agent_of_other_queues_is_refused(as_role) -> None:
    browser = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"nurse"})))
    assert browser.get("/agents/agent-anna").status_code == 403


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 11])
def test_a_form_without_a_version_is_refused(signed_in, press, version: str) -> None:
    form = {"name": "Anna", "extension": "200", "team": "", "version": version}
    assert press(signed_in, "/agents/agent-anna", form).status_code == 400
