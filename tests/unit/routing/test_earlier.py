"""Whoever comes back after an engine's end is still bound by what was before it."""

from ivr.routing.acd import Acd
from ivr.routing.actions import Announce, OfferCallback, Overflow
from ivr.routing.earlier import Earlier
from ivr.routing.promises import Promise
from ivr.routing.waits import AWAITED_S


def room(**rules: float) -> Acd:
    acd = Acd({"skills": ["reception"], "estimates": "fed", **rules})
    acd.agent_login(0.0, "anna", {"reception": 5})
    acd.add_call(1.0, "first", "reception")
    acd.call_answered(2.0, "first", "anna")
    return acd


def test_the_longest_wait_counts_from_the_joining_and_not_from_the_return():
    acd = room(max_wait_s=60.0)
    acd.add_call(100.0, "call", "reception", entered_at=70.0, earlier=Earlier(70.0))
    assert [one.call for one in acd.tick(130.0) if isinstance(one, Overflow)] == ["call"]


def test_a_longer_time_than_promised_before_is_told_with_an_apology():
    acd = room(max_wait_s=900.0, handle_prior_s=600.0)
    promised = Promise(said_at=70.0, until=100.0)
    acd.add_call(101.0, "call", "reception", entered_at=70.0, earlier=Earlier(70.0, promised))
    actions = acd.tick(101.0 + AWAITED_S)
    assert [one.announcement.apologises for one in actions if isinstance(one, Announce)] == [True]


def test_a_time_promised_before_that_still_holds_is_not_told_again():
    acd = room(handle_prior_s=60.0)
    acd.add_call(101.0, "call", "reception", entered_at=70.0, earlier=Earlier(70.0, Promise(90.0, until=390.0)))
    assert not any(isinstance(one, Announce) for one in acd.tick(101.0 + AWAITED_S))


def test_a_callback_offered_before_is_not_offered_again():
    acd = Acd({"skills": ["reception"], "estimates": "fed"})
    told = Promise(70.0, callback_offered=True)
    acd.add_call(100.0, "call", "reception", earlier=Earlier(60.0, told))
    assert not any(isinstance(one, OfferCallback) for one in acd.tick(300.0))
