"""What an agent's telephone needs."""

from ivr.access.role import Role
from ivr.calls.intentions import ReloadPhones
from ivr.store import agents, intentions


def secret(database, agent: str) -> str:
    with database.read() as connection:
        return agents.phone_secret(connection, agent)


def test_a_new_secret_is_shown_once_and_asterisk_is_told(signed_in, press, database, audited) -> None:
    before = secret(database, "agent-anna")
    page = press(signed_in, "/agents/agent-anna/phone").text
    assert secret(database, "agent-anna") != before
    assert secret(database, "agent-anna") in page
    assert "<svg" in page
    assert "style=" not in page
    with database.read() as connection:
        assert [row.wish for row in intentions.waiting(connection)] == [ReloadPhones()]
    assert audited()[0].verb == "rotate phone"


def test_the_secret_is_on_no_other_page_and_not_in_the_audit(signed_in, press, database) -> None:
    press(signed_in, "/agents/agent-anna/phone")
    pages = "".join(signed_in.get(path).text for path in ("/agents", "/agents/agent-anna", "/audit", "/levels"))
    assert secret(database, "agent-anna") not in pages


def test_who_may_not_edit_people_makes_no_secret(as_role, press, database) -> None:
    before = secret(database, "agent-anna")
    assert press(as_role(Role.SUPERVISOR), "/agents/agent-anna/phone").status_code == 403
    assert secret(database, "agent-anna") == before
