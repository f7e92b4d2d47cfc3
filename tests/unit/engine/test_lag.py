"""The loop's lateness."""

from collections import deque

from ivr.engine.lag import LOOK_S, Lag


def test_the_worst_and_the_usual_lateness_are_told() -> None:
    lag = Lag(deque([0.001] * 99 + [0.2]))

    assert lag.figures_ms() == {"p50": 1.0, "p99": 1.0, "worst": 200.0}


def test_before_the_first_look_nothing_is_told() -> None:
    assert Lag().figures_ms() == {}


async def test_a_look_that_took_too_long_is_noted() -> None:
    times = iter((0.0, LOOK_S + 0.03))
    lag = Lag()

    await lag.look(lambda: next(times))

    assert [round(late, 3) for late in lag.late] == [0.03]
