"""The page of the rules of routing."""

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console.routing_page import MODES
from ivr.routing import rules
from ivr.store import centre_version, routing_mode


def test_every_mode_of_the_router_is_offered() -> None:
    assert tuple(MODES) == rules.MODES


def test_another_mode_is_put_in_force_and_written_down(signed_in, press, database, audited) -> None:
    with database.read() as connection:
        before = centre_version.read(connection)
    assert press(signed_in, "/routing", {"mode": "etw"}).status_code == 303
    with database.read() as connection:
        assert routing_mode.read(connection) == "etw"
        assert centre_version.read(connection) > before
    entry = audited()[0]
    assert (entry.verb, entry.before, entry.after) == ("edit routing", {"mode": "sla"}, {"mode": "etw"})


def test_the_notice_takes_it_back(signed_in, press, database) -> None:
    page = press(signed_in, "/routing", {"mode": "etw"}, follow_redirects=True).text
    assert 'name="mode" value="sla"' in page
    press(signed_in, "/routing", {"mode": "sla", "undo": "1"})
    with database.read() as connection:
        assert routing_mode.read(connection) == "sla"


def test_what_is_no_mode_is_refused_beside_its_field(signed_in, press, audited) -> None:
    answer = press(signed_in, "/routing", {"mode": "dice"})
    assert (answer.status_code, audited()) == (400, [])
    assert "Choose how callers are weighed." in answer.text


def test_who_is_held_to_some_queues_does_not_rule_all(as_role, press) -> None:
    browser = as_role(Role.ADMINISTRATOR, id="held", login="held", scope=Scope(frozenset({"nurse"})))
    assert browser.get("/routing").status_code == 403
    assert press(browser, "/routing", {"mode": "etw"}).status_code == 403


def test_a_planner_is_refused(as_role, press) -> None:
    assert press(as_role(Role.PLANNER), "/routing", {"mode": "etw"}).status_code == 403
