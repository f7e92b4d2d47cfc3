"""Who acts, and what he may give to others."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from ivr.access.account import (
    ALL,
    KIOSK_PERMISSIONS,
    Account,
    Principal,
    PrincipalKind,
    Scope,
    allows,
    may,
    may_give,
    principal_of,
)
from ivr.access.role import PERMISSIONS, Permission, Role

SALES = Scope(queues=frozenset({"sales"}))
ANNA = Account("1", "Anna", "anna", Role.SUPERVISOR, SALES, "hu", "Europe/Budapest")
names = st.none() | st.sampled_from(["sales", "nurse", "acme"])
allowed = st.none() | st.frozensets(st.sampled_from(["sales", "nurse", "acme"]))
scopes = st.builds(Scope, allowed, allowed)
principals = st.builds(
    lambda permissions, scope: Principal(PrincipalKind.TOKEN, "7", "export", permissions, scope, "en", "UTC"),
    st.frozensets(st.sampled_from(Permission)),
    scopes,
)


accounts = st.builds(
    lambda role, scope, active: replace(ANNA, role=role, scope=scope, active=active),
    st.sampled_from([role for role in Role if role is not Role.CLIENT]),
    scopes,
    st.booleans(),
)


@given(accounts, st.sampled_from(Permission), names, names)
def test_an_account_and_its_principal_may_the_same(
    account: Account, permission: Permission, queue: str | None, project: str | None
) -> None:
    same = allows(principal_of(account), permission, queue=queue, project=project)
    assert same == may(account, permission, queue, project)


@given(principals, st.sampled_from(Permission), names, names)
def test_a_right_needs_the_permission_and_the_scope(
    principal: Principal, permission: Permission, queue: str | None, project: str | None
) -> None:
    right = allows(principal, permission, queue=queue, project=project)
    assert right == (permission in principal.permissions and principal.scope.covers(queue, project))


@given(principals, principals, st.sampled_from(Permission), names, names)
def test_nobody_gives_what_he_has_not(
    giver: Principal, taker: Principal, permission: Permission, queue: str | None, project: str | None
) -> None:
    if may_give(giver, taker.permissions, taker.scope) and allows(taker, permission, queue=queue, project=project):
        assert allows(giver, permission, queue=queue, project=project)


def test_an_administrator_of_some_queues_makes_none_of_all() -> None:
    giver = principal_of(replace(ANNA, role=Role.ADMINISTRATOR))
    assert may_give(giver, PERMISSIONS[Role.ADMINISTRATOR], SALES)
    assert not may_give(giver, PERMISSIONS[Role.AGENT], ALL)


def test_a_screen_on_the_wall_sees_the_wallboard_only() -> None:
    screen = Principal(PrincipalKind.KIOSK, "8", "hall", KIOSK_PERMISSIONS, ALL, "en", "UTC")
    assert [permission for permission in Permission if allows(screen, permission)] == [Permission.SEE_WALLBOARD]


def test_a_signature_names_the_person_and_the_account() -> None:
    assert principal_of(ANNA).signature == "Anna <account:1>"
