"""A person's number replaced for good."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from ivr.calls.events import KeysPressed, LanguageChosen
from ivr.calls.pseudonym import Veil, digits_written, is_pseudonym
from ivr.calls.transfer_events import CallTransferred

VEIL = Veil(frozenset({"36301234567", "06301234567"}), "secret")
OF = {"event_id": "36301234567", "at": datetime(2026, 11, 22, 12, tzinfo=UTC), "call_id": "call-1"}


def test_a_number_becomes_the_same_pseudonym_however_it_is_written() -> None:
    made = VEIL.pseudonym("+36301234567")
    assert is_pseudonym(made)
    assert made == VEIL.pseudonym("+36 30 123-4567")
    assert made != Veil(VEIL.numbers, "other").pseudonym("+36301234567")


def test_spellings_that_were_counted_apart_stay_apart() -> None:
    assert VEIL.pseudonym("06301234567") != VEIL.pseudonym("+36301234567")


def test_an_event_loses_the_number_and_keeps_its_ids() -> None:
    event = CallTransferred(**OF, leg_id="call-1-1", destination="+36301234567", connected=True)
    veiled = VEIL.over(event)
    assert (veiled.event_id, veiled.destination) == ("36301234567", VEIL.pseudonym("36301234567"))
    assert VEIL.over(veiled) is veiled


def test_a_number_entered_by_keys_is_one_too() -> None:
    event = KeysPressed(**OF, node="call_back", digits="06301234567", outcome="match")
    assert is_pseudonym(VEIL.over(event).digits)


def test_an_event_without_it_stays_as_it_is() -> None:
    event = LanguageChosen(**OF, language="en")
    assert VEIL.over(event) is event


@given(st.text(max_size=60))
def test_only_what_looks_like_a_number_has_digits(text: str) -> None:
    assert digits_written(text) == "" or set(digits_written(text)) <= set("0123456789")
    assert not VEIL.covers(None)
