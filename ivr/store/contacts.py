"""Who rang a queue, read from the folded visits and calls."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, or_, select

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import Direction
from ivr.reports.contacts_again import AgainRow, Contact, Resolved, again_row, repeating, resolved
from ivr.reports.counts import Thresholds
from ivr.reports.passport import RuleInForce
from ivr.store import queue_rules
from ivr.store.visits import calls, looked_at, visits


@dataclass(frozen=True, slots=True)
class AgainAsked:
    """Contacts of a queue from `since` to just before `until`; `days`: another rule than the one of the time."""

    queue: str
    since: datetime
    until: datetime
    days: int | None = None


def ends(connection: Connection, asked: AgainAsked, now: datetime) -> list[Resolved]:
    """Each answered stay of the range with whether its caller came again."""
    longest = timedelta(days=max(rule.contact_days for rule in _rules(connection, asked)))
    found = resolved(_contacts(connection, asked, asked.since, asked.until + longest), now)
    return [one for one in found if one.contact.joined_at < asked.until]


def numbers(connection: Connection, asked: AgainAsked) -> dict[str, bool]:
    """Each number that joined the queue in the range, and whether it had joined in so many days before."""
    longest = timedelta(days=max(rule.contact_days for rule in _rules(connection, asked)))
    return repeating(_contacts(connection, asked, asked.since - longest, asked.until), asked.since)


def row(connection: Connection, asked: AgainAsked, now: datetime) -> AgainRow:
    """First contact resolution and repeat callers of a queue in a range."""
    days = {rule.contact_days for rule in _rules(connection, asked)}
    only = days.pop() if len(days) == 1 else None
    return again_row(asked.queue, only, ends(connection, asked, now), numbers(connection, asked))


def _rules(connection: Connection, asked: AgainAsked) -> tuple[RuleInForce, ...]:
    if asked.days is not None:
        return (RuleInForce(None, Thresholds(), contact_days=asked.days),)
    usual = (RuleInForce(None, Thresholds()),)
    return queue_rules.between(connection, asked.queue, asked.since, asked.until) or usual


def _contacts(connection: Connection, asked: AgainAsked, since: datetime, until: datetime) -> list[Contact]:
    """The stays of people who rang us; a callback is the rest of one, a call we placed is none."""
    rules = _rules(connection, asked)
    changes = [rule.since for rule in rules[1:] if rule.since is not None]
    table = visits.c
    rang = or_(calls.c.direction.is_(None), calls.c.direction != Direction.OUTBOUND.value)
    wish = (
        select(table.call_id, calls.c.number, table.joined_at, table.outcome, table.talk_ended_at)
        .join(calls, calls.c.call_id == table.call_id)
        .where(table.joined_at >= since, table.joined_at < until, looked_at(table.queue) == asked.queue)
        .where(table.callback_id.is_(None), rang)
        .order_by(table.joined_at, table.visit_id)
    )
    return [
        Contact(
            call_id, number, joined_at, outcome == VisitOutcome.ANSWERED.value, ended_at,
            rules[bisect_right(changes, joined_at)].contact_days,
        )
        for call_id, number, joined_at, outcome, ended_at in connection.execute(wish)
    ]  # fmt: skip
