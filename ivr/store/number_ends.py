"""Numbers of the people outside and their ends, made without a database (`store/call_numbers` keeps them)."""

from collections.abc import Iterable

from ivr.calls.events import Direction
from ivr.calls.pseudonym import is_pseudonym
from ivr.reports.call_record import CallRecord

SHORTEST = 3  # an end of fewer digits is part of nearly every number
LONGEST = 15  # E.164
ENDS_AT_ONCE = 5_000  # in one text


def digits_of(text: str | None) -> str:
    """The digits of a number as people write it."""
    return "".join(sign for sign in text or "" if sign in "0123456789")


def outside_number(record: CallRecord) -> str | None:
    """The digits of who rang us or whom we rang; None when there are none."""
    outbound = record.direction is Direction.OUTBOUND
    attempted = record.attempt.number if record.attempt else None
    text = attempted or (record.dialled if outbound else record.caller_id)
    return text if is_pseudonym(text) else digits_of(text)[-LONGEST:] or None


def ends_of(numbers: Iterable[str]) -> list[str]:
    """The ends of these numbers in order, as texts for `insert_ends`: they can be made where there is no database."""
    ends = [f"{ending} {number}" for number in numbers if not is_pseudonym(number) for ending in endings(number)]
    ends.sort()  # a space sorts before digits: as the pairs would
    parts = (ends[start : start + ENDS_AT_ONCE] for start in range(0, len(ends), ENDS_AT_ONCE))
    return ['["' + '","'.join(part) + '"]' for part in parts]  # JSON of digits and spaces: it needs no escapes


def endings(number: str) -> list[str]:
    """Every end of a number that is long enough to be looked for."""
    return [number[start:] for start in range(max(len(number) - SHORTEST, 0) + 1)]
