"""What live pages show."""

from ivr.access.account import Scope
from ivr.console.live_view import Group, Mark, as_it_changes


def test_readers_of_the_same_are_one_group() -> None:
    assert len({Group("calls", "en", "UTC"), Group("calls", "en", "UTC")}) == 1


def test_who_may_see_less_is_another_group() -> None:
    assert Group("calls", "en", "UTC") != Group("calls", "en", "UTC", Scope(frozenset({"nurse"})))


def test_a_view_of_the_live_tables_is_old_when_the_engine_falls_silent() -> None:
    assert as_it_changes(Mark(7, is_silent=True)) != as_it_changes(Mark(7, is_silent=False))
