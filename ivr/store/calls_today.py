"""How many calls of today ended how."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, func, select

from ivr.calls.disposition import Disposition
from ivr.calls.ids import uuid7
from ivr.store.visits import calls


def calls_since(connection: Connection, moment: datetime) -> Mapping[Disposition, int]:
    """The calls that began since a moment and are over, by how they ended; each count reads its piece of an index."""
    first = uuid7(int(moment.timestamp() * 1000), bytes(10))
    return {
        how: connection.execute(
            select(func.count()).where(calls.c.disposition == how.value, calls.c.call_id >= first)
        ).scalar_one()
        for how in Disposition
    }
