"""Parts above and below the line make the figures."""

import pytest

from ivr.reports.agent_time import AgentTime
from ivr.reports.counts import Counts
from ivr.reports.fractions import OF_COUNTS, OF_TIME, Part, of_counts, of_time, together
from ivr.reports.ratios import Formula, variants

WORKED = Counts(
    offered=1060, answered=1000, answered_within=860, abandoned=50, short_abandoned=10, abandoned_within=20
)  # fmt: skip


def test_each_formula_is_a_figure_of_its_counts() -> None:
    by_figure = {formula: of_counts(f"service_level_{formula.value.lower()}", WORKED) for formula in Formula}
    assert by_figure == variants(WORKED)
    assert of_counts("service_level", WORKED) == 860 / 1050


@pytest.mark.parametrize(
    "figure", ["asa_s", "aht_s", "abandon_rate", "transfer_rate", "longest_wait_s", "service_level"]
)
def test_without_visits_there_is_no_value(figure: str) -> None:
    assert of_counts(figure, Counts()) is None
    assert together(figure, []) is None


def test_counts_are_added_longest_waits_compared_and_percentiles_put_in_order() -> None:
    assert together("offered", [Part(1), Part(1)]) == 2
    assert together("offered", []) == 0
    assert together("longest_wait_s", [Part(3, 1), Part(8, 1)]) == 8
    assert together("p90_wait_s", [Part(wait, 1) for wait in range(10)]) == 8


def test_shares_are_of_summed_parts_never_means() -> None:
    assert together("service_level", [Part(1, 1), Part(1, 1), Part(0, 2)]) == 0.5


def test_an_agents_time_is_divided_as_the_page_says() -> None:
    time = AgentTime(available_s=60, on_call_s=30, paused_s=10)
    assert (of_time("occupancy", time), of_time("utilisation", time), of_time("paused_s", time)) == (30 / 90, 0.3, 10)


def test_no_figure_is_made_in_two_ways() -> None:
    assert OF_COUNTS.keys() & OF_TIME.keys() == set()
