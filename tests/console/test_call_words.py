"""Words of calls."""

import pytest
from flask import Flask

from ivr.calls.disposition import Disposition, OfferFailure, Party, VisitOutcome
from ivr.calls.intentions import CALL_IS_OVER, NOT_REACHED, OUR_FAULT
from ivr.console.call_words import ENDINGS, OUTCOMES, REFUSED, ending, live_state, said


@pytest.fixture(autouse=True)
def _reading(app: Flask):
    with app.test_request_context():
        yield


def test_every_ending_has_a_word() -> None:
    assert set(ENDINGS) == set(Disposition)


def test_every_outcome_has_a_word() -> None:
    assert {*VisitOutcome, *OfferFailure, *Party} <= set(OUTCOMES)


def test_why_a_call_was_not_hung_up_is_said_in_the_readers_language() -> None:
    assert {CALL_IS_OVER, NOT_REACHED, OUR_FAULT} == {str(one) for one in REFUSED}


def test_a_mood_goes_with_the_word() -> None:
    assert ending("served") == ("served", "good")
    assert ending("abandoned") == ("gave up waiting", "bad")
    assert ending("left_menu") == ("left in the menu", "off")
    assert ending(None) == ("goes on", "calm")
    assert live_state("waiting") == ("waiting", "warn")


def test_a_word_nobody_knows_is_shown_as_it_is() -> None:
    assert said(OUTCOMES, "normal_clearing") == "normal clearing"
