"""prompts.yaml, and where it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import AuthorError
from ivr.spoken.prompt_file import parse_prompts


def test_texts_are_read_per_language() -> None:
    book = parse_prompts("welcome:\n  en: Welcome.\n  hu: Üdvözöljük!\n", "p.yaml")
    assert book.template("welcome", "hu").pieces == ("Üdvözöljük!",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a:\n  en: A.\nb:\n  en: '{x'\n", "p.yaml:3: key b: '{x'"),
        ("a:\n  en: A.\na:\n  en: B.\n", "p.yaml:3: no valid YAML"),
        ("a:\n  en: A.\nb: text\n", "p.yaml:3: key b: expected a text per language"),
        ("a:\n  en: A.\n  hu: 5\n", "p.yaml:3: key a: the text in 'hu' is no text"),
        ("a:\n  hu: A.\n  en: {name}\n", "p.yaml:3: key a: the text in 'en' is no text"),
        ("a:\n  en: {}\n", "p.yaml:1: key a: the text in 'en' is either"),
        ("a:\n  - en\n", "p.yaml:1: key a: expected a text per language"),
        ("A-1:\n  en: A.\n", "p.yaml:1: key A-1: a prompt's id"),
        ("5:\n  en: A.\n", "p.yaml:1: key 5: a prompt's id"),
        ("", "p.yaml:1: expected prompt ids"),
        ("- a\n", "p.yaml:1: expected prompt ids"),
        ("a: [\n", "p.yaml:2: no valid YAML"),
    ],
)
def test_a_mistake_is_named_with_file_line_and_prompt(text: str, message: str) -> None:
    with pytest.raises(AuthorError) as caught:
        parse_prompts(text, "p.yaml")
    assert str(caught.value).startswith(message)


@given(st.text(alphabet="ab: \n-{}[]&*!|>'\"%@#0\t\x00"))
def test_any_text_is_taken_or_refused_in_our_own_words(text: str) -> None:
    try:
        assert parse_prompts(text, "p.yaml").prompts
    except AuthorError as error:
        assert error.file == "p.yaml"  # noqa: PT017 - either outcome is right


@pytest.mark.parametrize("text", ["[" * 1000, "!!float y", "? []", "!!set {1}", "a: b\n" * 300_000])
def test_what_the_yaml_reader_chokes_on_is_refused_in_our_own_words(text: str) -> None:
    with pytest.raises(AuthorError):
        parse_prompts(text, "p.yaml")
