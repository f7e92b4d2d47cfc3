import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.bringup.child import Child
from ivr.bringup.watch import Phase, Watch, bound_log, rest_s
from ivr.errors import IllegalTransition


def test_the_first_quick_death_costs_no_rest():
    assert rest_s(1, 30.0) == 0.0


def test_rests_double():
    assert [rest_s(deaths, 30.0) for deaths in (2, 3, 4)] == [0.25, 0.5, 1.0]


@given(st.integers(0, 10_000), st.floats(0.5, 60))
def test_a_rest_is_never_longer_than_allowed(deaths, longest):
    assert 0.0 <= rest_s(deaths, longest) <= longest


def test_a_resting_child_cannot_become_ready(tmp_path):
    watch = Watch(Child("engine", ("true",), lambda: True), tmp_path / "engine.log")
    assert watch.phase is Phase.RESTING
    with pytest.raises(IllegalTransition, match="engine"):
        watch._move("ready")


def test_a_long_log_is_kept_once_and_emptied(tmp_path):
    log = tmp_path / "engine.log"
    log.write_text("x" * 100)
    bound_log(log, 99)
    assert (log.stat().st_size, (tmp_path / "engine.log.1").stat().st_size) == (0, 100)


def test_a_short_log_is_left_alone(tmp_path):
    log = tmp_path / "engine.log"
    log.write_text("x" * 100)
    bound_log(log, 100)
    assert log.stat().st_size == 100
