"""The number of a recording: four digits to be dialled where its name cannot be typed."""

from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from ivr.errors import AuthorError
from ivr.spoken.plan import Recorded, recordable
from ivr.spoken.prompt import PromptBook

DIGITS = 4
_FIRST, _COUNT = 1000, 9000


def numbers(book: PromptBook) -> dict[str, str]:
    """Recording -> its number, whatever the order of the book; only names that fall together can move each other."""
    spoken_in = {template.voice or language for texts in book.prompts.values() for language, template in texts.items()}
    return numbered(name for language in spoken_in for name in recordable(book, language))


def numbered(names: Iterable[str]) -> dict[str, str]:
    """Each name with a number made of it; of two that fall together the later by the alphabet takes the next free."""
    found: dict[str, str] = {}
    for name in sorted(set(names)):
        if len(found) == _COUNT:
            raise AuthorError(f"more than {_COUNT} recordings cannot be numbered with {DIGITS} digits", key=name)
        number = crc32(name.encode()) % _COUNT
        while str(_FIRST + number) in found:
            number = (number + 1) % _COUNT
        found[str(_FIRST + number)] = name
    return {name: number for number, name in found.items()}


def catalogue(book: PromptBook, languages: Sequence[str]) -> Mapping[str, tuple[Recorded, ...]]:
    """Number -> what can be recorded under it, once for each of these languages it is spoken in."""
    found: dict[str, tuple[Recorded, ...]] = {}
    number_of = numbers(book)
    for language in languages:
        for name, text in recordable(book, language).items():
            number = number_of[name]
            found[number] = (*found.get(number, ()), Recorded(name, language, text))
    return found
