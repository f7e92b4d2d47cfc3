"""Why a call was offered to an agent, in words."""

import pytest
from flask import Flask

from ivr.console.offer_reasons import reason_words, rule_words, why
from ivr.routing import explanation
from ivr.routing.acd import Acd
from ivr.routing.offer_record import offer_record


@pytest.fixture(autouse=True)
def _reading(app: Flask):
    with app.test_request_context():
        yield


def test_every_rule_by_which_an_agent_is_rung_has_words() -> None:
    found = vars(explanation).values()
    offered = [rule for rule in found if isinstance(rule, str) and rule.islower() and not rule.startswith("waits")]
    rules = [rule for rule in offered if rule[0] != "_" and " " in rule and "." not in rule]
    assert {rule for rule in rules if rule_words(rule) == rule} == {"first in line"}  # its words are the same


def test_the_routers_own_explanation_becomes_rows() -> None:
    acd = Acd({"skills": ["tech"]})
    acd.agent_login(0.0, "anna", {"tech": 7})
    acd.agent_login(0.0, "bela", {"tech": 2})
    acd.agent_login(0.0, "dora", {"english": 2})
    acd.add_call(1.0, "call", "tech", min_level=3)
    shown = why(offer_record(acd.explain("call")))

    assert shown is not None
    assert ([one.agent for one in shown.could], shown.chosen, shown.needed_level) == (["anna"], "anna", 3)
    assert shown.could_not == (("bela", "tech at level 2, 3 is asked for"),)
    assert shown.others == (("has not learned tech", 1),)


def test_states_have_words_and_what_nobody_knows_is_shown_as_it_is() -> None:
    assert reason_words("wrap_up") == "wraps up"
    assert reason_words("on the moon") == "on the moon"


@pytest.mark.parametrize("because", [None, "", "longest idle", {}, {"rule": "least cost"}, {"eligible": 3}])
def test_where_only_a_word_was_kept_there_is_no_table(because) -> None:
    assert why(because) is None
