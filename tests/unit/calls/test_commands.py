"""When a line may stop listening for keys."""

import pytest

from ivr.calls.commands import Collect


@pytest.mark.parametrize(("digits", "more"), [("", True), ("1", True), ("12", False), ("2", False), ("9", False)])
def test_among_choices_only_a_beginning_of_a_longer_one_waits(digits: str, more: bool) -> None:
    assert Collect((), choices=("1", "12", "2")).wants_more(digits) is more


@pytest.mark.parametrize(("digits", "more"), [("", True), ("123", True), ("1234", False), ("12#", False)])
def test_free_entry_ends_with_its_terminator_or_its_length(digits: str, more: bool) -> None:
    assert Collect((), max_digits=4).wants_more(digits) is more


def test_free_entry_without_terminator_takes_every_key() -> None:
    assert Collect((), max_digits=4, terminator="").wants_more("12#")
