"""Numbers of the people outside, by each of their ends: a part of a number is the beginning of one of its ends."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, String, Table, delete, select

from ivr.calls.events import Direction
from ivr.calls.pseudonym import is_pseudonym
from ivr.reports.call_record import CallRecord
from ivr.store.columns import metadata

SHORTEST = 3  # an end of fewer digits is part of nearly every number
LONGEST = 15  # E.164
AT_ONCE = 500  # endings in one statement
ENDS_AT_ONCE = 5_000  # in one text
INSERT = {
    "sqlite": "INSERT INTO call_numbers (ending, number)"
    " SELECT substr(value, 1, instr(value, ' ') - 1), substr(value, instr(value, ' ') + 1) FROM json_each(?) WHERE true"
    " ON CONFLICT DO NOTHING",
    "postgresql": "INSERT INTO call_numbers (ending, number)"
    " SELECT split_part(value, ' ', 1), split_part(value, ' ', 2) FROM json_array_elements_text(%s) AS value"
    " ON CONFLICT DO NOTHING",
}

call_numbers = Table(
    "call_numbers",
    metadata,
    Column("ending", String(LONGEST), primary_key=True),
    Column("number", String(32), primary_key=True),
    sqlite_with_rowid=False,
)


def digits_of(text: str | None) -> str:
    """The digits of a number as people write it."""
    return "".join(sign for sign in text or "" if sign in "0123456789")


def outside_number(record: CallRecord) -> str | None:
    """The digits of who rang us or whom we rang; None when there are none."""
    outbound = record.direction is Direction.OUTBOUND
    attempted = record.attempt.number if record.attempt else None
    text = attempted or (record.dialled if outbound else record.caller_id)
    return text if is_pseudonym(text) else digits_of(text)[-LONGEST:] or None


def remember(connection: Connection, numbers: Iterable[str]) -> None:
    """Keep the ends of those numbers that are new."""
    for ends in ends_of(numbers):
        insert_ends(connection, ends)


def ends_of(numbers: Iterable[str]) -> list[str]:
    """The ends of these numbers in order, as texts for `insert_ends`: they can be made where there is no database."""
    ends = [f"{ending} {number}" for number in numbers if not is_pseudonym(number) for ending in _endings(number)]
    ends.sort()  # a space sorts before digits: as the pairs would
    parts = (ends[start : start + ENDS_AT_ONCE] for start in range(0, len(ends), ENDS_AT_ONCE))
    return ['["' + '","'.join(part) + '"]' for part in parts]  # JSON of digits and spaces: it needs no escapes


def insert_ends(connection: Connection, ends: str) -> None:
    """Keep those of some ends that are new."""
    # The database takes the texts apart: they are many, and it is quicker at that.
    connection.exec_driver_sql(INSERT[connection.dialect.name], (ends,))


def forget(connection: Connection, numbers: Sequence[str]) -> None:
    """Forget the ends of these numbers."""
    endings = sorted({ending for number in numbers for ending in _endings(number)})
    for start in range(0, len(endings), AT_ONCE):
        part = call_numbers.c.ending.in_(endings[start : start + AT_ONCE])
        connection.execute(delete(call_numbers).where(part, call_numbers.c.number.in_(numbers)))


def containing(connection: Connection, digits: str, limit: int) -> list[str] | None:
    """The numbers with these digits in them; None when they are more than the limit."""
    column = call_numbers.c.ending
    wish = select(call_numbers.c.number).where(column >= digits, column <= digits + "9" * LONGEST).limit(limit + 1)
    found = list(connection.execute(wish).scalars())
    return sorted(set(found)) if len(found) <= limit else None


def _endings(number: str) -> list[str]:
    return [number[start:] for start in range(max(len(number) - SHORTEST, 0) + 1)]
