"""Who rang a queue, read from the folded visits and calls."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import Direction
from ivr.reports.contacts_again import AgainRow, Contact, Resolved, again_row, repeating, resolved
from ivr.store.visits import calls, looked_at, visits


def ends(
    connection: Connection, queue: str, within: tuple[datetime, datetime], days: int, now: datetime
) -> list[Resolved]:
    """Each answered stay of the range (since, just before until) with whether its caller came again."""
    since, until = within
    found = _contacts(connection, queue, since, until + timedelta(days=days))
    return [one for one in resolved(found, days, now) if one.contact.joined_at < until]


def numbers(connection: Connection, queue: str, since: datetime, until: datetime, days: int) -> dict[str, bool]:
    """Each number that joined the queue in the range, and whether it had joined in so many days before."""
    return repeating(_contacts(connection, queue, since - timedelta(days=days), until), since, days)


def row(connection: Connection, queue: str, within: tuple[datetime, datetime], days: int, now: datetime) -> AgainRow:
    """First contact resolution and repeat callers of a queue in a range."""
    seen = numbers(connection, queue, *within, days)
    return again_row(queue, days, ends(connection, queue, within, days, now), seen)


def _contacts(connection: Connection, queue: str, since: datetime, until: datetime) -> list[Contact]:
    """The stays of people who rang us; a callback is the rest of one, a call we placed is none."""
    table = visits.c
    rang = or_(calls.c.direction.is_(None), calls.c.direction != Direction.OUTBOUND.value)
    wish = (
        select(table.call_id, calls.c.number, table.joined_at, table.outcome, table.talk_ended_at)
        .join(calls, calls.c.call_id == table.call_id)
        .where(table.joined_at >= since, table.joined_at < until, looked_at(table.queue) == queue)
        .where(table.callback_id.is_(None), rang)
        .order_by(table.joined_at, table.visit_id)
    )
    return [
        Contact(call_id, number, joined_at, outcome == VisitOutcome.ANSWERED.value, ended_at)
        for call_id, number, joined_at, outcome, ended_at in connection.execute(wish)
    ]
