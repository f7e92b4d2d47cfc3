"""How soon waiting callers give up."""

from random import Random

import pytest

from ivr.routing.patience import Patience


def test_theta_is_abandonments_over_all_seconds_waited():
    patience = Patience()
    patience.waited("tech", 600, abandoned=True)
    assert patience.theta("tech") == pytest.approx((1 + 1) / (600 + 400))


def test_theta_of_exponential_patience_is_found_though_most_are_served_first():
    patience, chance = Patience(), Random(5)
    for _ in range(4000):
        patient_s, served_s = chance.expovariate(1 / 240), chance.expovariate(1 / 60)
        patience.waited("tech", min(patient_s, served_s), patient_s < served_s)
    assert 1 / patience.theta("tech") == pytest.approx(240, rel=0.25)


def test_a_caller_served_at_once_says_nothing():
    patience = Patience()
    patience.waited("tech", 0, abandoned=False)
    assert patience.theta("tech") == Patience().theta("tech")


def test_patience_survives_plain_data():
    patience = Patience()
    patience.waited("tech", 77, abandoned=True)
    assert Patience.from_plain(patience.to_plain()).theta("tech") == patience.theta("tech")
