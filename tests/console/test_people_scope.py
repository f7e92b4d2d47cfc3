"""Whom somebody of a limited scope may see and change."""

from ivr.access.account import ALL, Scope
from ivr.access.role import Role
from ivr.console.people_scope import covers, skills_of
from ivr.store.agents import Agent


def test_a_scope_of_queues_is_one_of_their_skills(database, centre) -> None:
    with database.read() as connection:
        assert skills_of(connection, Scope(queues=frozenset({"nurse"}))) == {"nurse"}
        assert skills_of(connection, ALL) is None


def test_an_agent_is_covered_by_any_of_the_skills() -> None:
    assert covers(frozenset({"nurse", "lab"}), Agent("", "", skills={"lab": 1}))
    assert not covers(frozenset({"nurse"}), Agent("", "", skills={"lab": 1}))


def test_who_is_held_to_queues_changes_nothing_that_all_share(as_role, press) -> None:
    browser = as_role(Role.ADMINISTRATOR, scope=Scope(queues=frozenset({"nurse"})))
    assert press(browser, "/teams/new", {"name": "Night"}).status_code == 403
