"""Numbers of recordings: the same whatever else is in the book."""

from collections.abc import Set as AbstractSet

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import AuthorError
from ivr.spoken.plan import Recorded
from ivr.spoken.prompt import prompt_book
from ivr.spoken.prompt_number import catalogue, numbered, numbers

BOOK = prompt_book(
    {
        "welcome": {"en": "Welcome.", "hu": "Üdvözöljük!"},
        "place": {"en": "Your place: {n}. Thank you.", "hu": "Helye: {n}. Köszönjük!"},
        "other": {"en": {"hu": "Magyarul kilences."}},
    }
)
NAMES = st.sets(st.text("abcdefghij_", min_size=1, max_size=12), max_size=60)


def test_every_recording_has_a_number_and_a_prompt_with_values_one_for_each_piece() -> None:
    assert set(numbers(BOOK)) == {"welcome", "place.1", "place.3", "other"}


@given(NAMES)
def test_no_two_recordings_have_the_same_number(names: AbstractSet[str]) -> None:
    found = numbered(names)
    assert len(set(found.values())) == len(names)
    assert all(len(number) == 4 and number.isdigit() for number in found.values())


@given(st.lists(st.text("abcdefghij_", min_size=1), max_size=20))
def test_the_order_of_the_book_does_not_matter(names: list[str]) -> None:
    assert numbered(names) == numbered(reversed(names))


def test_a_number_is_made_of_the_name_alone() -> None:
    assert numbered(["welcome"])["welcome"] == numbered(["welcome", "thanks", "goodbye"])["welcome"] == "4699"


def test_of_two_names_that_fall_together_the_later_takes_the_next_number() -> None:
    assert numbered(["bela_seven", "dora_ten"]) == {"bela_seven": "3654", "dora_ten": "3655"}


def test_more_than_four_digits_can_tell_apart_are_refused() -> None:
    with pytest.raises(AuthorError, match="cannot be numbered"):
        numbered(map(str, range(9001)))


def test_a_number_leads_to_the_recording_in_each_language_it_is_spoken_in() -> None:
    number = numbers(BOOK)
    found = catalogue(BOOK, ("en", "hu"))
    assert found[number["welcome"]] == (Recorded("welcome", "en", "Welcome."), Recorded("welcome", "hu", "Üdvözöljük!"))
    assert found[number["other"]] == (Recorded("other", "hu", "Magyarul kilences."),)


def test_languages_nobody_speaks_here_are_left_out() -> None:
    assert number_of_languages("welcome", "hu") == ["hu"]


def number_of_languages(name: str, *languages: str) -> list[str]:
    return [place.language for place in catalogue(BOOK, languages)[numbers(BOOK)[name]]]
