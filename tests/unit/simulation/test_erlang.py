"""Erlang-A and Erlang-C against published figures, and what must hold for any centre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.reports.counts import Thresholds
from ivr.simulation.erlang import Demand, agents_needed, erlang_b, outlook

USUAL = Thresholds()
ALL_COUNT = Thresholds(short_s=0)

demands = st.builds(Demand, st.floats(0.001, 5), st.floats(20, 900), st.floats(10, 3600))


def test_the_published_comparison_of_both_models_is_met() -> None:
    # Garnett, Mandelbaum, Reiman, "Designing a call center with impatient customers" (2002), table 1: 50 agents,
    # 48 calls a minute, 1 min service, 2 min patience: 3.1 % abandon, wait 3.7 s, 93 % used.
    # Where nobody hangs up: 20.8 s, 96 %.
    impatient = outlook(Demand(48 / 60, 60, 120), 50, ALL_COUNT)
    patient = outlook(Demand(48 / 60, 60), 50, ALL_COUNT)

    assert (round(impatient.abandon_rate, 3), round(impatient.wait_s or 0, 1)) == (0.031, 3.7)
    assert (round(impatient.occupancy, 2), round(patient.occupancy, 2)) == (0.93, 0.96)
    assert round(patient.wait_s or 0, 1) == 20.8


def test_the_example_of_another_calculator_is_met() -> None:
    # pyworkforce's own example: 100 calls in 30 min of 3 min each, 80 % in 20 s: 14 agents, 0.88835 in time.
    demand = Demand(100 / 1800, 180)

    assert agents_needed(demand, 0.8, USUAL) == 14
    assert outlook(demand, 14, USUAL).service_level == pytest.approx(0.8883500191794669, rel=1e-12)


def test_the_share_lost_without_a_queue_is_the_table_value() -> None:
    assert erlang_b(25, 30) == pytest.approx(0.0526, abs=5e-5)  # tables of Erlang B: 25 erlangs, 30 lines


def test_callers_who_hardly_hang_up_are_as_those_who_never_do() -> None:
    never, hardly = (outlook(Demand(0.8, 60, patience), 50, USUAL) for patience in (None, 86_000))

    assert hardly.service_level == pytest.approx(never.service_level, abs=0.005)
    assert hardly.asa_s == pytest.approx(never.asa_s, abs=0.5)


def test_with_an_overload_of_patient_callers_the_line_has_no_end() -> None:
    seen = outlook(Demand(1, 60), 60, USUAL)

    assert (seen.service_level, seen.asa_s, seen.occupancy) == (0.0, None, 1.0)


@pytest.mark.parametrize(("calls_per_s", "agents"), [(5, 1000), (50, 1000), (0.001, 1000), (5, 1)])
def test_large_centres_neither_overflow_nor_leave_the_range_of_shares(calls_per_s: float, agents: int) -> None:
    seen = outlook(Demand(calls_per_s, 200, 300), agents, USUAL)

    assert all(-1e-9 <= share <= 1 + 1e-9 for share in (seen.service_level, seen.abandon_rate, seen.occupancy))


@given(demands, st.integers(1, 300))
def test_one_more_agent_never_makes_it_worse(demand: Demand, agents: int) -> None:
    now, then = outlook(demand, agents, USUAL), outlook(demand, agents + 1, USUAL)

    assert then.service_level >= now.service_level - 1e-9
    assert (then.wait_s or 0) <= (now.wait_s or 0) + 1e-6


@given(demands, st.integers(0, 300))
def test_who_is_served_and_who_is_lost_are_all_that_come(demand: Demand, agents: int) -> None:
    seen = outlook(demand, agents, ALL_COUNT)
    lost_by_waiting = (seen.wait_s or 0) / (demand.patience_s or 1)  # Little: rate of hang-ups = waiting / patience

    assert seen.abandon_rate == pytest.approx(lost_by_waiting, abs=1e-6)


@given(demands, st.sampled_from([0.5, 0.8, 0.95]))
def test_the_agents_needed_are_the_fewest(demand: Demand, goal: float) -> None:
    agents = agents_needed(demand, goal, USUAL)

    assert outlook(demand, agents, USUAL).service_level >= goal
    assert agents == 1 or outlook(demand, agents - 1, USUAL).service_level < goal


def test_without_calls_nobody_is_needed() -> None:
    assert agents_needed(Demand(0, 200, 300), 0.8, USUAL) == 0
    assert outlook(Demand(0, 200, 300), 0, USUAL).service_level == 1.0


def test_without_agents_nobody_is_answered() -> None:
    patient, impatient = (outlook(Demand(0.1, 200, patience), 0, USUAL) for patience in (None, 300))

    assert (patient.service_level, patient.asa_s) == (0.0, None)
    assert (impatient.service_level, impatient.asa_s, impatient.abandon_rate) == (0.0, None, pytest.approx(1))
