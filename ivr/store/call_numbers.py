"""Numbers of the people outside, by each of their ends: a part of a number is the beginning of one of its ends."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Column, Connection, String, Table, delete, select

from ivr.store.columns import metadata
from ivr.store.number_ends import LONGEST, endings, ends_of

AT_ONCE = 500  # endings in one statement
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


def remember(connection: Connection, numbers: Iterable[str]) -> None:
    """Keep the ends of those numbers that are new."""
    for ends in ends_of(numbers):
        insert_ends(connection, ends)


def insert_ends(connection: Connection, ends: str) -> None:
    """Keep those of some ends that are new."""
    # The database takes the texts apart: they are many, and it is quicker at that.
    connection.exec_driver_sql(INSERT[connection.dialect.name], (ends,))


def forget(connection: Connection, numbers: Sequence[str]) -> None:
    """Forget the ends of these numbers."""
    found = sorted({ending for number in numbers for ending in endings(number)})
    for start in range(0, len(found), AT_ONCE):
        part = call_numbers.c.ending.in_(found[start : start + AT_ONCE])
        connection.execute(delete(call_numbers).where(part, call_numbers.c.number.in_(numbers)))


def containing(connection: Connection, digits: str, limit: int) -> list[str] | None:
    """The numbers with these digits in them; None when they are more than the limit."""
    column = call_numbers.c.ending
    wish = select(call_numbers.c.number).where(column >= digits, column <= digits + "9" * LONGEST).limit(limit + 1)
    found = list(connection.execute(wish).scalars())
    return sorted(set(found)) if len(found) <= limit else None
