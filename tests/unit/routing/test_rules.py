import pytest

from ivr.errors import Misuse
from ivr.routing.rules import RoutingConfig, Step, Terms


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


def test_unknown_estimates_are_refused():
    with pytest.raises(Misuse, match="estimates"):
        RoutingConfig(skills=("tech",), estimates="guessed")


@pytest.mark.parametrize("target", ["queue:nurse", "voicemail:desk", "menu:main", "number:+3612345678"])
def test_a_longest_wait_leads_to_a_queue_a_voicemail_a_menu_or_a_number(target):
    assert Terms(overflow=target).overflow == target


@pytest.mark.parametrize("target", ["nurse", "number:112", "queue:", "number:+36 1 234", "queue:a/b"])
def test_any_other_target_is_refused(target):
    with pytest.raises(Misuse, match="overflow"):
        Terms(overflow=target)
    with pytest.raises(Misuse, match="overflow"):
        RoutingConfig(skills=("tech",), overflow_target=target)


@pytest.mark.parametrize("steps", [((10, 3), (10, 1)), ((10, 3), (20, 3)), ((10, 0),), ((-1, 5),)])
def test_steps_that_do_not_widen_are_refused(steps):
    with pytest.raises(Misuse, match="step"):
        Terms(steps=tuple(Step(*step) for step in steps))


def test_terms_survive_plain_data():
    terms = Terms(steps=(Step(0, 6), Step(10, 1)), overflow="queue:nurse", queue="desk", wrap_up_s=None)
    assert Terms.from_plain(terms.to_plain()) == terms
