"""The languages values can be said in, and the one way to pick a language's reading from a table."""

from collections.abc import Mapping
from typing import TypeVar

from ivr.errors import AuthorError

LANGUAGES = ("en", "hu", "uk", "ru", "vi")

Reading = TypeVar("Reading")


def reading(table: Mapping[str, Reading], language: str, kind: str) -> Reading:
    """The entry of one language; AuthorError when nobody has taught us to say such values in it."""
    try:
        return table[language]
    except KeyError:
        raise AuthorError(f"{kind} cannot be said in language {language!r} (known: {', '.join(table)})") from None
