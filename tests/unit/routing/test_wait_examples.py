"""What a queue may say is listened to before a caller hears it."""

import pytest

from ivr.calls.commands import Say
from ivr.calls.values import Duration
from ivr.routing.rules import Terms
from ivr.routing.wait_examples import Door, examples, told_by


def test_a_queue_says_bounds_and_what_to_do_without_agents() -> None:
    names = told_by(Terms(), Door())

    assert names[0] == "less_than.30"
    assert names[-2:] == ["please_hold", "no_agents"]
    assert not any(name.startswith(("between", "place", "callback")) for name in names)


def test_long_waits_are_ranges_where_the_queue_wishes_it() -> None:
    names = told_by(Terms(tells_range=True), Door())

    assert "less_than.300" in names
    assert "less_than.420" not in names
    assert examples()["between.300.600"] == (
        Say("expected_range", (("least", Duration(300)), ("most", Duration(600)))),
    )


def test_a_queue_that_says_no_times_promises_nothing() -> None:
    names = told_by(Terms(tells_time=False, tells_position=True), Door("2", may_be_full=True, closes=True))

    assert names == [*(f"place.{place}" for place in (1, 2, 3, 5, 10)), "callback.2", "please_hold", "no_agents",
                     "queue_full", "closed_now"]  # fmt: skip


@pytest.mark.parametrize("terms", [Terms(), Terms(tells_range=True, tells_position=True)])
def test_whatever_a_queue_says_has_an_example(terms: Terms) -> None:
    assert set(told_by(terms, Door("9", may_be_full=True, closes=True))) <= examples().keys()
