"""A prompt and its values become a row of fragments."""

import pytest

from ivr.calls.commands import Say
from ivr.calls.values import Number, Text
from ivr.errors import AuthorError
from ivr.spoken.plan import Fragment, Recorded, Spoken, fixed_fragments, plan, recordable
from ivr.spoken.prompt import prompt_book

BOOK = prompt_book(
    {
        "welcome": {"en": "Welcome. Come in.", "hu": "Üdvözöljük!"},
        "greeting": {"en": "Good day {name}. This is the clinic."},
        "place": {"en": "Your place: {place}.", "hu": "Helye: {place:count}."},
        "text": {"en": "{text}"},
        "other": {"hu": {"en": "For English, press nine."}},
    }
)


def row(say: Say, language: str = "en", recorded: frozenset[str] = frozenset()) -> tuple[Fragment, ...]:
    return plan(say, BOOK, language, lambda recording, _: recording in recorded)


def test_a_prompt_without_values_is_one_fragment() -> None:
    assert row(Say("welcome")) == (Spoken("Welcome. Come in.", "en"),)


def test_fixed_pieces_around_a_value_stay_clips_of_their_own() -> None:
    said = row(Say("greeting", (("name", Text("Anna")),)))
    assert said == (Spoken("Good day Anna.", "en"), Spoken("This is the clinic.", "en"))


def test_a_value_takes_the_form_its_prompt_asks_for() -> None:
    assert row(Say("place", (("place", Number(2)),)), "hu")[-1] == Spoken("két.", "hu")


def test_a_recording_wins_over_the_voice() -> None:
    assert row(Say("welcome"), recorded=frozenset({"welcome"})) == (Recorded("welcome", "en", "Welcome. Come in."),)


def test_a_recorded_piece_stands_beside_a_spoken_value() -> None:
    said = row(Say("place", (("place", Number(2)),)), recorded=frozenset({"place.1", "place.2", "place"}))
    assert said == (Recorded("place.1", "en", "Your place:"), Spoken("two.", "en"))


def test_an_offer_of_another_language_is_spoken_in_it() -> None:
    assert row(Say("other"), "hu") == (Spoken("For English, press nine.", "en"),)


def test_an_empty_value_leaves_nothing_to_be_said() -> None:
    assert row(Say("text", (("text", Text(" ")),))) == ()


@pytest.mark.parametrize(
    ("say", "language", "message"),
    [
        (Say("nothing"), "en", "key nothing: there is no such prompt"),
        (Say("greeting"), "hu", "no text in language 'hu'"),
        (Say("greeting"), "en", "key greeting: no value is given for {name}"),
        (Say("place", (("place", Text("x")),)), "hu", "key place: {place}: a text has no form"),
    ],
)
def test_a_mistake_names_prompt_and_value(say: Say, language: str, message: str) -> None:
    with pytest.raises(AuthorError, match=message.replace("{", r"\{")):
        row(say, language)


def test_fixed_fragments_are_all_that_needs_no_value() -> None:
    found = list(fixed_fragments(BOOK, "en", lambda recording, _: recording == "greeting.2"))
    assert found == [
        Spoken("Welcome. Come in.", "en"),
        Recorded("greeting.2", "en", "This is the clinic."),
        Spoken("Your place:", "en"),
    ]


def test_what_can_be_recorded_is_named_by_the_language_it_is_spoken_in() -> None:
    assert recordable(BOOK, "en") == {
        "welcome": "Welcome. Come in.",
        "greeting.2": "This is the clinic.",
        "place.1": "Your place:",
        "other": "For English, press nine.",
    }


def test_every_name_that_can_be_recorded_is_played_when_it_is() -> None:
    names = recordable(BOOK, "en")
    played = fixed_fragments(BOOK, "en", lambda recording, _: recording in names)
    offered = plan(Say("other"), BOOK, "hu", lambda recording, _: recording in names)
    assert {part.recording for part in (*played, *offered) if isinstance(part, Recorded)} == set(names)
