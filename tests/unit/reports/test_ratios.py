"""One sum divided by another, as docs/metrics.md says: seven formulas of the service level, and its neighbours."""

import pytest

from ivr.reports.counts import Counts
from ivr.reports.ratios import RATIOS, Formula, ratio, service_level, variants

# 1000 answered (860 within the threshold), 60 abandoned (20 within it, of those 10 within five seconds)
WORKED = Counts(
    offered=1060, answered=1000, answered_within=860, abandoned=50, short_abandoned=10, abandoned_within=20
)  # fmt: skip


@pytest.mark.parametrize(
    ("formula", "percent"),
    [("V1", 83.0), ("V2", 86.0), ("V3", 81.1), ("V4", 82.7), ("V5", 82.1), ("V6", 81.9)],
)
def test_the_worked_example_gives_its_percentages(formula: str, percent: float) -> None:
    level = service_level(WORKED, Formula(formula))
    assert level is not None
    assert round(level * 100, 1) == percent


def test_time_outs_and_diversions_count_in_the_seventh_formula_only() -> None:
    worse = WORKED._replace(timed_out=30, diverted=10)
    assert service_level(worse, Formula.V7) == 860 / 1100
    assert service_level(worse) == service_level(WORKED)


def test_the_seven_stand_side_by_side() -> None:
    assert variants(WORKED)[Formula.V6] == service_level(WORKED) == ratio("service_level", WORKED)
    assert len(variants(WORKED)) == 7


@pytest.mark.parametrize(
    ("figure", "value"),
    [("asa_s", 12), ("abandon_rate", 0.2), ("time_to_abandon_s", 30), ("aht_s", 50), ("transfer_rate", 0.25)],
)
def test_each_is_its_sum_divided_by_its_own(figure: str, value: float) -> None:
    counts = Counts(offered=6, answered=4, abandoned=1, short_abandoned=1, handled=4, transferred=1,
                    answered_wait_s=48, abandoned_wait_s=30, talk_s=180, wrap_s=20)  # fmt: skip
    assert ratio(figure, counts) == value


@pytest.mark.parametrize("figure", RATIOS)
def test_nothing_to_divide_by_is_no_value(figure: str) -> None:
    assert ratio(figure, Counts()) is None
