"""What may stand behind a key of a menu file: each reader gives the value, or notes the mistake and gives None."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any

from ivr.calls.commands import ALL_KEYS
from ivr.calls.disposition import Disposition
from ivr.graph.limits import ATTEMPTS_PER_NODE, CHOICES_PER_NODE, KEYS_PER_CHOICE, TIMEOUT_S
from ivr.menus.definition import NEXT_LANGUAGE, FactLine, Line, Lines, PromptLine
from ivr.menus.sheet import Place

NAME = re.compile(r"[a-z][a-z0-9_-]{0,63}")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z]{2})?")
E164 = re.compile(r"\+[1-9][0-9]{6,14}")

Read = Callable[[Any, Place], Any]


class Response(StrEnum):
    """The answers to a reminder."""

    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"
    SPEAK = "speak"


def name(value: Any, place: Place) -> str | None:
    """The name of a node, prompt, fact, queue or skill."""
    if isinstance(value, str) and NAME.fullmatch(value):
        return value
    place.wrong(f"expected a name (small letters, digits, _ and -), not {value!r}")
    return None


def language(value: Any, place: Place) -> str | None:
    """A language's code, or the word for the one after the caller's."""
    if isinstance(value, str) and (value == NEXT_LANGUAGE or LANGUAGE.fullmatch(value)):
        return value
    place.wrong(f"expected a language such as en, or {NEXT_LANGUAGE}, not {value!r}")
    return None


def languages(value: Any, place: Place) -> tuple[str, ...]:
    """The languages of a menu, the first being spoken until another is chosen."""
    if not isinstance(value, list) or not value or len(set(map(str, value))) != len(value):
        place.wrong("expected a list of languages, each once")
        return ()
    return tuple(read for index, code in enumerate(value) if (read := _code(code, place.of_item(value, index))))


def number_outside(value: Any, place: Place) -> str | None:
    """A telephone number of the outside world."""
    if isinstance(value, str) and E164.fullmatch(value):
        return value
    place.wrong(f'expected a number such as "+3612345678", in quotes, not {value!r}')
    return None


def flag(value: Any, place: Place) -> bool | None:
    """Yes or no."""
    if isinstance(value, bool):
        return value
    place.wrong(f"expected true or false, not {value!r}")
    return None


def whole(low: int, high: int, value: Any, place: Place) -> int | None:
    """A whole number within bounds."""
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return int(value)
    place.wrong(f"expected a whole number from {low} to {high}, not {value!r}")
    return None


def seconds(value: Any, place: Place) -> float | None:
    """How long to wait for a key."""
    low, high = TIMEOUT_S
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return float(value)
    place.wrong(f"expected seconds from {low:g} to {high:g}, not {value!r}")
    return None


def choices(value: Any, place: Place) -> tuple[tuple[str, str], ...]:
    """Keys and where they lead."""
    if not isinstance(value, dict) or not 1 <= len(value) <= CHOICES_PER_NODE:
        place.wrong(f"expected keys, each with the node it leads to (1 to {CHOICES_PER_NODE})")
        return ()
    read = [_choice(keys, target, place.of_key(value, keys)) for keys, target in value.items()]
    return tuple(choice for choice in read if choice)


def single_keys(value: Any, place: Place) -> tuple[tuple[str, str], ...]:
    """Keys of one press each, and where they lead: a caller who waits presses no rows of keys."""
    read = choices(value, place)
    for keys, _ in read:
        if len(keys) > 1:
            place.of_key(value, keys).wrong(f"a caller who waits presses one key, not {keys!r}")
    return read


def lines(value: Any, place: Place) -> Lines:
    """One thing to say, or a list of things to say one after the other."""
    if not isinstance(value, list):
        read = _line(value, place)
        return (read,) if read else ()
    if not value:
        place.wrong("expected something to say")
    return tuple(read for index, item in enumerate(value) if (read := _line(item, place.of_item(value, index))))


def attempts_of_lines(value: Any, place: Place) -> tuple[Lines, ...]:
    """What is said at the first attempt, the second and so on; each as in `lines`."""
    if not isinstance(value, list) or not 1 <= len(value) <= ATTEMPTS_PER_NODE:
        place.wrong(f"expected a list: what to say at each attempt (1 to {ATTEMPTS_PER_NODE})")
        return ()
    return tuple(lines(item, place.of_item(value, index)) for index, item in enumerate(value))


def one_of(members: type[StrEnum], value: Any, place: Place) -> StrEnum | None:
    """A word out of a few."""
    if isinstance(value, str) and value in set(members):
        return members(value)
    place.wrong(f"expected one of {', '.join(members)}, not {value!r}")
    return None


def response(value: Any, place: Place) -> str | None:
    """An answer to a reminder."""
    read = one_of(Response, value, place)
    return read.value if read else None


attempts: Read = partial(whole, 1, ATTEMPTS_PER_NODE)
level: Read = partial(whole, 1, 9)
priority: Read = partial(whole, 0, 3600)
callers: Read = partial(whole, 0, 1000)
disposition: Read = partial(one_of, Disposition)


def _code(value: Any, place: Place) -> str | None:
    if isinstance(value, str) and LANGUAGE.fullmatch(value):
        return value
    place.wrong(f"expected a language such as en, not {value!r}")
    return None


def _choice(keys: Any, target: Any, place: Place) -> tuple[str, str] | None:
    if not isinstance(keys, str):
        place.wrong(f'write the keys in quotes: "{keys}"')
        return None
    if not 1 <= len(keys) <= KEYS_PER_CHOICE or set(keys) - set(ALL_KEYS):
        place.wrong(f"expected 1 to {KEYS_PER_CHOICE} of the keys 0-9 * #, not {keys!r}")
        return None
    leads_to = name(target, place)
    return (str(keys), leads_to) if leads_to else None


def _line(value: Any, place: Place) -> Line | None:
    match value:
        case {"fact": fact, **rest} if not rest:
            read = name(fact, place)
            return FactLine(read) if read else None
        case str():
            prompt = name(value, place)
            return PromptLine(place.of_prompt(prompt)) if prompt else None
    place.wrong("expected a prompt or {fact: ...}")
    return None
