import pytest

from ivr.routing.demand import Demand, SkillLoad, scarcity


def demand_with_gap(gap_s, calls=100):
    demand = Demand()
    for number in range(calls):
        demand.arrived(number * gap_s, "tech")
    return demand


def test_steady_calls_give_their_rate():
    assert demand_with_gap(10).rate(990, "tech") == pytest.approx(0.1)


def test_a_skill_nobody_asked_for_twice_has_no_rate():
    assert Demand().rate(5, "tech") == 0.0
    assert demand_with_gap(10, calls=1).rate(5, "tech") == 0.0


def test_silence_lowers_the_rate():
    demand = demand_with_gap(10)
    assert demand.rate(3600, "tech") < demand.rate(1000, "tech")


def test_a_skill_with_fewer_idle_agents_is_scarcer_and_the_mean_is_one():
    found = scarcity({"a": SkillLoad(0.1, 120, 5, 0), "b": SkillLoad(0.1, 120, 5, 4)})
    assert found["a"] == pytest.approx(9 * found["b"])
    assert sum(found.values()) / 2 == pytest.approx(1.0)


def test_before_anybody_called_every_skill_is_equally_scarce():
    assert scarcity({"a": SkillLoad(0, 120, 5, 0), "b": SkillLoad(0, 120, 1, 1)}) == {"a": 1.0, "b": 1.0}


def test_demand_survives_plain_data():
    demand = demand_with_gap(7)
    assert Demand.from_plain(demand.to_plain()).rate(800, "tech") == demand.rate(800, "tech")
