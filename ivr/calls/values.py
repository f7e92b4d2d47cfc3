"""The values a prompt may hold: what is said between its fixed words, before anybody chose the words for it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from string import ascii_uppercase
from typing import TypeVar
from zoneinfo import ZoneInfo

from ivr.errors import Misuse

TEXT_LENGTH = 500
DIGITS_LENGTH = 32
LARGEST_NUMBER = 10**12

Kind = TypeVar("Kind", bound=StrEnum)


class NumberKind(StrEnum):
    """How many, or which one of a row."""

    CARDINAL = "cardinal"
    ORDINAL = "ordinal"


class MomentPart(StrEnum):
    """Which part of a moment is said."""

    DATE = "date"
    TIME = "time"
    DATETIME = "datetime"
    WEEKDAY = "weekday"


@dataclass(frozen=True, slots=True)
class Number:
    """A whole number, said as a count or as a place in a row."""

    value: int
    kind: NumberKind = NumberKind.CARDINAL

    def __post_init__(self) -> None:
        object.__setattr__(self, "kind", _member(NumberKind, self.kind))
        if abs(self.value) > LARGEST_NUMBER:
            raise Misuse(f"{self.value} is too large to be said")
        if self.kind is NumberKind.ORDINAL and self.value < 1:
            raise Misuse(f"{self.value} is no place in a row")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the smallest unit ISO 4217 gives its currency (1250000 HUF minor units are 12 500 forint)."""

    minor_units: int
    currency: str

    def __post_init__(self) -> None:
        if len(self.currency) != 3 or set(self.currency) - set(ascii_uppercase):
            raise Misuse(f"{self.currency!r} is no currency code (three capital letters)")
        if abs(self.minor_units) > LARGEST_NUMBER:
            raise Misuse(f"{self.minor_units} {self.currency} is too much to be said")


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time, said as people living in `zone` read it from their calendar and clock."""

    at: datetime
    zone: str
    part: MomentPart = MomentPart.DATETIME

    def __post_init__(self) -> None:
        object.__setattr__(self, "part", _member(MomentPart, self.part))
        if self.at.tzinfo is None:
            raise Misuse(f"{self.at.isoformat()} has no time zone")
        try:
            ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            raise Misuse(f"{self.zone!r} is no known time zone") from None

    @property
    def local(self) -> datetime:
        """The moment on the clocks of its zone."""
        return self.at.astimezone(ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Duration:
    """A length of time in seconds."""

    seconds: int

    def __post_init__(self) -> None:
        if not 0 <= self.seconds <= LARGEST_NUMBER:
            raise Misuse(f"{self.seconds} s is no length of time that can be said")


@dataclass(frozen=True, slots=True)
class Digits:
    """A telephone number or code, said digit by digit."""

    text: str

    def __post_init__(self) -> None:
        if not self.text or len(self.text) > DIGITS_LENGTH or set(self.text) - set("0123456789*#+"):
            raise Misuse(f"{self.text!r} cannot be said digit by digit (1 to {DIGITS_LENGTH} of 0-9 * # +)")


@dataclass(frozen=True, slots=True)
class Text:
    """Words from outside (a name): spaces and control characters are made single spaces, the length is capped."""

    text: str

    def __post_init__(self) -> None:
        printable = "".join(letter if letter.isprintable() else " " for letter in self.text)
        object.__setattr__(self, "text", " ".join(printable.split())[:TEXT_LENGTH].rstrip())


Value = Number | Money | Moment | Duration | Digits | Text


def _member(kinds: type[Kind], name: str) -> Kind:
    try:
        return kinds(name)
    except ValueError:
        raise Misuse(f"{name!r} is none of {', '.join(kinds)}") from None
