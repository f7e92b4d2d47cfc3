"""With whom a caller talked last."""

from datetime import datetime

from sqlalchemy import Connection, select

from ivr.store.number_ends import digits_of
from ivr.store.visits import calls, visits


def last_agent(connection: Connection, number: str, queue: str, since: datetime) -> str | None:
    """The agent whom this number (of its digits) talked with last in the queue, None when that was before `since`."""
    wish = (
        select(visits.c.agent)
        .join(calls, calls.c.call_id == visits.c.call_id)
        .where(calls.c.number == digits_of(number), visits.c.queue == queue)
        .where(visits.c.agent.is_not(None), calls.c.started_at >= since)
        .order_by(visits.c.connected_at.desc())
        .limit(1)
    )
    return connection.execute(wish).scalar()
