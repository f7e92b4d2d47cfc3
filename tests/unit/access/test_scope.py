"""A scope holds what it names, and None holds everything."""

from hypothesis import given
from hypothesis import strategies as st

from ivr.access.account import ALL, Scope

names = st.sampled_from(["a", "b", "c"])
allowed = st.none() | st.frozensets(names)
scopes = st.builds(Scope, allowed, allowed)


def test_all_covers_everything() -> None:
    assert ALL.is_all
    assert ALL.covers("sales", "acme")


def test_a_named_queue_is_covered_and_another_is_not() -> None:
    scope = Scope(queues=frozenset({"sales"}))
    assert (scope.covers("sales"), scope.covers("nurse")) == (True, False)


def test_who_is_held_to_projects_sees_no_queue_of_an_unnamed_project() -> None:
    scope = Scope(projects=frozenset({"acme"}))
    assert (scope.covers("sales"), scope.covers("sales", "acme"), scope.covers("sales", "other")) == (
        False,
        True,
        False,
    )


def test_an_empty_scope_covers_nothing_by_name() -> None:
    assert not Scope(frozenset(), frozenset()).covers("sales", "acme")


@given(scopes, scopes, names | st.none(), names | st.none())
def test_what_is_included_covers_no_more(outer: Scope, inner: Scope, queue: str | None, project: str | None) -> None:
    if outer.includes(inner) and inner.covers(queue, project):
        assert outer.covers(queue, project)


@given(scopes)
def test_all_includes_every_scope_and_each_includes_itself(scope: Scope) -> None:
    assert ALL.includes(scope)
    assert scope.includes(scope)
    assert scope.includes(ALL) == scope.is_all
