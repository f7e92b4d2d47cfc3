"""What an account can be, and what its holder may do."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.access.account import ALL, Account, AccountRefused, Scope, may
from ivr.access.role import PERMISSIONS, Permission, Role

ANNA = Account("1", "Anna Kovács", "anna", Role.SUPERVISOR, Scope(queues=frozenset({"sales"})), "hu", "Europe/Budapest")
names = st.sampled_from(["sales", "nurse", "acme"])
allowed = st.none() | st.frozensets(names)
scopes = st.builds(Scope, allowed, allowed)


def test_a_supervisor_controls_the_agents_of_his_queues() -> None:
    assert may(ANNA, Permission.CONTROL_AGENTS, queue="sales")
    assert not may(ANNA, Permission.CONTROL_AGENTS, queue="nurse")


def test_who_is_not_active_may_nothing() -> None:
    assert not any(may(replace(ANNA, active=False), permission) for permission in Permission)


@given(st.sampled_from(Role), scopes, st.sampled_from(Permission), st.none() | names, st.none() | names)
def test_no_scope_gives_a_right_the_role_has_not(
    role: Role, scope: Scope, permission: Permission, queue: str | None, project: str | None
) -> None:
    if role is Role.CLIENT and not scope.projects:
        scope = Scope(scope.queues, frozenset({"acme"}))
    if may(replace(ANNA, role=role, scope=scope), permission, queue, project):
        assert permission in PERMISSIONS[role]
        assert may(replace(ANNA, role=role, scope=Scope(scope.queues, scope.projects)), permission)
        assert scope.covers(queue, project)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"login": ""}, "login"),
        ({"login": "Anna"}, "login"),
        ({"login": "anna kovacs"}, "login"),
        ({"login": "anna\n"}, "login"),
        ({"login": "a" * 65}, "login"),
        ({"name": "  "}, "name"),
        ({"name": "a" * 101}, "name"),
        ({"name": "An\r\nna"}, "name"),
        ({"name": "\ud800"}, "name"),
        ({"language": "x" * 17}, "language"),
        ({"timezone": "x" * 65}, "timezone"),
        ({"agent": "agent\0"}, "agent"),
        ({"role": Role.CLIENT, "scope": ALL}, "projects"),
        ({"role": Role.CLIENT, "scope": Scope(projects=frozenset())}, "projects"),
    ],
)
def test_an_impossible_account_is_refused_with_the_field_that_is_wrong(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(AccountRefused) as refused:
        replace(ANNA, **wrong)
    assert refused.value.field == field
    assert str(refused.value) == refused.value.sentence


@pytest.mark.parametrize(
    ("change", "keeps"),
    [
        ({}, True),
        ({"active": False}, False),
        ({"role": Role.SUPERVISOR}, False),
        ({"scope": Scope(queues=frozenset({"sales"}))}, False),
    ],
)
def test_the_centre_is_kept_by_active_administrators_of_everything(change: dict[str, object], keeps: bool) -> None:
    administrator = replace(ANNA, role=Role.ADMINISTRATOR, scope=ALL)
    assert replace(administrator, **change).keeps_the_centre is keeps
