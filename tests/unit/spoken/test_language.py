"""A language nobody taught us is the author's mistake, not a crash."""

import pytest

from ivr.errors import AuthorError
from ivr.spoken.language import LANGUAGES, reading


def test_the_reading_of_a_known_language_is_found() -> None:
    table = {language: number for number, language in enumerate(LANGUAGES)}
    assert [reading(table, language, "numbers") for language in LANGUAGES] == [0, 1, 2, 3, 4]


def test_an_unknown_language_is_named_with_what_is_known() -> None:
    with pytest.raises(AuthorError, match=r"moments cannot be said in language 'de' \(known: en, hu\)"):
        reading({"en": 1, "hu": 2}, "de", "moments")
