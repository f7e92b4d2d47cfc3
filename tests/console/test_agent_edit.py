"""The page of one agent."""

import re

import pytest

from ivr.access.role import Role
from ivr.store import agents

FORM = {"name": "Anna Maria", "extension": "250", "team": "", "version": "1"}


def of(database, agent_id: str = "agent-anna"):
    with database.read() as connection:
        return agents.of(connection, agent_id)


def note(page: str) -> dict[str, str]:
    return {"note": re.findall(r'name="note" value="([^"]+)"', page)[-1]}


def test_a_new_agent_comes_with_the_account_of_the_telephone(signed_in, press, database, audited) -> None:
    page = press(signed_in, "/agents/new", {"name": "Tóth Zoé", "extension": "299", "team": ""}).text
    assert "agent-toth-zoe" in page
    assert of(database, "agent-toth-zoe").extension == "299"
    assert audited()[0].verb == "add agent"


def test_an_agent_is_changed_and_changed_back(signed_in, press, database, audited) -> None:
    press(signed_in, "/agents/agent-anna", FORM)
    assert of(database).name == "Anna Maria"
    press(signed_in, "/agents/agent-anna/undo", note(signed_in.get("/agents/agent-anna").text))
    assert (of(database).name, of(database).extension, of(database).skills) == ("Anna", "200", {"reception": 5})
    assert [entry.verb for entry in audited()] == ["undo agent", "edit agent"]


def test_who_was_overtaken_sees_the_others_values(signed_in, press) -> None:
    press(signed_in, "/agents/agent-anna", FORM)
    answer = press(signed_in, "/agents/agent-anna", FORM | {"name": "Mine"})
    assert answer.status_code == 409
    assert "<dd>Anna Maria</dd>" in answer.text
    assert 'value="Mine"' in answer.text


def test_out_of_use_and_undone(signed_in, press, database) -> None:
    press(signed_in, "/agents/agent-anna/active", {"active": "no", "version": "1"})
    assert not of(database).active
    press(signed_in, "/agents/agent-anna/undo", note(signed_in.get("/agents/agent-anna").text))
    assert of(database).active


def test_a_note_of_another_agent_undoes_nothing(signed_in, press, database) -> None:
    press(signed_in, "/agents/agent-anna/active", {"active": "no", "version": "1"})
    press(signed_in, "/agents/agent-bela/undo", note(signed_in.get("/agents/agent-anna").text))
    assert not of(database).active


@pytest.mark.parametrize(
    "path", ["/agents/new", "/agents/agent-anna", "/agents/agent-anna/active", "/agents/agent-anna/undo"]
)
def test_who_may_not_edit_people_changes_nobody(as_role, press, database, path: str) -> None:
    assert press(as_role(Role.SUPERVISOR), path, FORM).status_code == 403
    assert of(database).version == 1
