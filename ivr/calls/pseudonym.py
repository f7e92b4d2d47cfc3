"""A person's number replaced for good: by a keyed hash, so that the same person is still counted as one."""

import hashlib
import hmac
import re
from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from typing import Any

from ivr.calls.events import CallEvent

MARK, PERSON = "erased-", "person-"
DIGITS = re.compile(r"[0-9]+")
AS_WRITTEN = re.compile(r"\+?[0-9][0-9 ()/-]{2,39}")  # a number as people and exchanges write it
OWN = frozenset({"event_id", "call_id", "visit_id", "leg_id", "channel", "linkedid", "witness"})


def is_pseudonym(text: str | None) -> bool:
    """Whether this stands where a number was."""
    return text is not None and text.startswith(MARK)


def digits_written(text: str) -> str:
    """The digits of a number as people write it, empty for anything else."""
    return "".join(DIGITS.findall(text)) if AS_WRITTEN.fullmatch(text) else ""


def keyed_hash(text: str, secret: str) -> str:
    """HMAC-SHA256 of a number's digits, of another text as it is: 64 bits of it, in hexadecimal."""
    made = hmac.new(secret.encode(), (digits_written(text) or text).encode(), hashlib.sha256)
    return made.hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """A word for each person in what leaves the installation; `secret`: the installation's."""

    secret: str

    def of(self, number: str | None) -> str | None:
        """The same word for every spelling that has the same digits; what was erased stays what it is."""
        return number if number is None or is_pseudonym(number) else PERSON + keyed_hash(number, self.secret)


@dataclass(frozen=True, slots=True)
class Veil:
    """The numbers of one person, as digits in every spelling, and the secret of the installation."""

    numbers: Collection[str]
    secret: str

    @property
    def written(self) -> frozenset[str]:
        """The numbers as tables keep them."""
        return frozenset({*self.numbers, *(f"+{number}" for number in self.numbers)})

    @property
    def written_or_veiled(self) -> frozenset[str]:
        """The same, and what stands for them where the person was erased before."""
        return self.written | {self.pseudonym(number) for number in self.numbers}

    def covers(self, text: str | None) -> bool:
        """Whether this is a number of the person."""
        return text is not None and digits_written(text) in self.numbers

    def pseudonym(self, text: str) -> str:
        """What stands for a number from now on: HMAC-SHA256 of its digits, 64 bits of it."""
        return MARK + keyed_hash(text, self.secret)

    def over(self, event: CallEvent) -> CallEvent:
        """The event without the person's numbers, itself where there is none in it."""
        changed: dict[str, Any] = {}
        for field in fields(event):
            value = getattr(event, field.name)
            if field.name not in OWN and type(value) is str and self.covers(value):
                changed[field.name] = self.pseudonym(value)
        return replace(event, **changed) if changed else event
