import pytest

from ivr.errors import Misuse
from ivr.routing.rules import RoutingConfig


def test_a_plain_mapping_needs_only_the_skills():
    rules = RoutingConfig.of({"skills": ["tech"], "service_level_s": 30, "mode": "sla"})
    assert (rules.skills, rules.service_level_s, rules.mode, rules.ring_s) == (("tech",), 30, "sla", 15)


def test_an_unknown_rule_is_named():
    with pytest.raises(Misuse, match="wrapup"):
        RoutingConfig.of({"skills": ["tech"], "wrapup": 3})


def test_an_unknown_mode_is_refused():
    with pytest.raises(Misuse, match="mode"):
        RoutingConfig(skills=("tech",), mode="fast")


def test_an_endless_announcement_loop_is_refused():
    with pytest.raises(Misuse, match="announce_every_s"):
        RoutingConfig(skills=("tech",), announce_every_s=0)
