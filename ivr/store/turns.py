"""Taking turns where a decision rests on many rows: SQLite has one writer anyway, PostgreSQL needs to be told."""

from enum import IntEnum

from sqlalchemy import Connection, text


class Turn(IntEnum):
    """What only one transaction at a time may decide; the numbers are the same in every process."""

    ACCOUNTS = 4157311
    SIGN_IN = 4157312


def take_turn(connection: Connection, turn: Turn) -> None:
    """Wait until nobody else is at it, and keep others waiting until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": int(turn)})
