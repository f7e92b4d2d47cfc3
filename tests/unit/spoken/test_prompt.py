"""Prompts are cut into pieces that can be clips, and checked when they are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import AuthorError
from ivr.spoken.form import Form
from ivr.spoken.prompt import Slot, prompt_book


def pieces(text: str) -> tuple[object, ...]:
    return prompt_book({"p": {"en": text}}).template("p", "en").pieces


def test_fixed_sentences_in_a_row_are_one_piece() -> None:
    assert pieces("One. Two!\n  Three?") == ("One. Two! Three?",)


def test_a_sentence_with_a_value_is_a_piece_of_its_own() -> None:
    assert pieces("Hello. You are {name:plain}. Bye. Bye.") == ("Hello.", ("You are ", Slot("name"), "."), "Bye. Bye.")


def test_a_colon_ends_a_piece_but_not_inside_a_value() -> None:
    assert pieces("Your place: {place}.") == ("Your place:", (Slot("place"), "."))
    assert pieces("{a:from} {b:until}") == ((Slot("a", Form.FROM), " ", Slot("b", Form.UNTIL)),)


@pytest.mark.parametrize("text", ["{", "}", "{}", "{Name}", "{a b}", "{a:b:c}", "{a:sideways}", "{{a}}", "{a.b}", ""])
def test_a_wrong_place_for_a_value_is_refused(text: str) -> None:
    with pytest.raises(AuthorError, match="key p"):
        pieces(text)


def test_all_languages_of_a_prompt_need_the_same_values() -> None:
    with pytest.raises(AuthorError, match="same values"):
        prompt_book({"p": {"en": "{a}", "hu": "{b}"}})


@pytest.mark.parametrize("prompt", ["Welcome", "a-b", "../x", "", "1st"])
def test_an_id_that_could_not_be_a_file_name_is_refused(prompt: str) -> None:
    with pytest.raises(AuthorError, match="id is made of"):
        prompt_book({prompt: {"en": "Hello."}})


def test_what_is_not_in_the_book_is_named() -> None:
    book = prompt_book({"p": {"en": "Hello {name}."}, "q": {"en": "a", "hu": "b"}})
    assert book.names("p", "en") == {"name"}
    assert book.missing("hu") == ("p",)
    with pytest.raises(AuthorError, match="key p: the prompt has no text in language 'hu'"):
        book.template("p", "hu")
    with pytest.raises(AuthorError, match="key r: there is no such prompt"):
        book.template("r", "hu")


@given(st.text())
def test_any_text_is_taken_or_refused_in_our_own_words(text: str) -> None:
    try:
        found = pieces(text)
    except AuthorError:
        return
    assert found


def test_an_offer_of_another_language_names_the_voice_it_needs() -> None:
    book = prompt_book({"other": {"en": {"hu": "Magyarul kilences."}, "hu": "x"}})
    assert [book.template("other", language).voice for language in ("en", "hu")] == ["hu", None]
    with pytest.raises(AuthorError, match="either a text or one language"):
        prompt_book({"other": {"en": {"hu": "a", "de": "b"}}})
