import pytest

from ivr.errors import Misuse
from ivr.routing.rules import Step
from ivr.routing.widening import lowest_level, needed_level, next_widening_s, step_of, steps_of

STEPS = (Step(0, 6), Step(8, 3), Step(20, 1))


@pytest.mark.parametrize(("wait_s", "level"), [(0, 6), (7.9, 6), (8, 3), (20, 1), (900, 1)])
def test_the_level_falls_with_the_wait(wait_s, level):
    assert needed_level(1, STEPS, wait_s, best=9) == level


def test_without_steps_the_level_asked_for_stays():
    assert needed_level(4, (), 900, best=9) == 4


def test_without_a_first_step_the_level_asked_for_is_the_beginning():
    assert [needed_level(7, (Step(10, 4),), wait_s, best=9) for wait_s in (0, 10)] == [7, 4]


def test_a_step_never_asks_for_more_than_before():
    assert needed_level(2, (Step(10, 4),), 15, best=9) == 2


@pytest.mark.parametrize(("best", "level"), [(6, 6), (5, 3), (2, 1), (0, 1)])
def test_a_level_nobody_could_match_is_passed_over_at_once(best, level):
    assert needed_level(1, STEPS, 0, best) == level


@pytest.mark.parametrize(("idle", "level"), [(0, 6), (2, 6), (3, 3), (9, 3)])
def test_a_step_comes_before_its_time_while_more_are_idle_than_it_names(idle, level):
    steps = steps_of("0:6 8:3>2 20:1")
    assert needed_level(1, steps, 0, best=9, idle=lambda at: idle if at <= 3 else 0) == level


def test_each_step_has_its_time():
    assert [next_widening_s(1, STEPS, wait_s) for wait_s in (0, 8, 20)] == [8, 20, None]


def test_the_lowest_level_is_that_of_the_last_step():
    assert (lowest_level(1, STEPS), lowest_level(4, ())) == (1, 4)


def test_the_step_passed_is_counted():
    assert [step_of(1, STEPS, level) for level in (6, 3, 1)] == [0, 1, 2]


@pytest.mark.parametrize("text", ["0:6 8:3 20:1", "0:6, 8:3, 20:1", " 0:6\n8:3 20:1 "])
def test_steps_are_read_as_people_write_them(text):
    assert steps_of(text) == STEPS


def test_nothing_written_is_no_step():
    assert steps_of("") == ()


@pytest.mark.parametrize(
    "text", ["8", "8:0", "8:10", "8:3 8:2", "8:3 20:3", "eight:3", "8:3>", "8:3>x", "8>2", "8:3 x", "-1:3"]
)
def test_what_does_not_widen_is_refused(text):
    with pytest.raises(Misuse):
        steps_of(text)
