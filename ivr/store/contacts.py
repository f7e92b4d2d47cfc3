"""Who rang a queue, read from the folded visits and calls: all queues at once, number by number."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import attrgetter, itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, or_, select

from ivr.calls.disposition import VisitOutcome
from ivr.calls.events import Direction
from ivr.reports.contacts_again import AgainRow, Contact, Resolved, Way, again_row, repeating, resolved
from ivr.reports.counts import Thresholds
from ivr.reports.passport import RuleInForce
from ivr.store import queue_rules
from ivr.store.columns import as_kept
from ivr.store.moments import moment_of
from ivr.store.visits import calls, looked_at, visits

USUAL = (RuleInForce(None, Thresholds()),)
ANSWERED = VisitOutcome.ANSWERED.value
AT_ONCE = 5_000  # rows: a year has millions
Rules = Mapping[str, Sequence[RuleInForce]]


@dataclass(frozen=True, slots=True)
class AgainAsked:
    """Contacts of queues from `since` to just before `until`; `days`: another rule than the one of the time."""

    queues: tuple[str, ...]
    since: datetime
    until: datetime
    days: int | None = None


def ends(connection: Connection, asked: AgainAsked, now: datetime) -> list[Resolved]:
    """Each answered stay of the range with whether its caller came again, in order."""
    rules = _rules(connection, asked)
    found = [
        end
        for _, some in _numbers(connection, asked, rules, (timedelta(), _longest(rules)))
        for end in _ends(some, asked, now)
    ]
    return sorted(found, key=attrgetter("contact.joined_at"))


def numbers(connection: Connection, asked: AgainAsked) -> Iterator[tuple[str, bool]]:
    """Each number that joined a queue in the range, and whether it had joined in so many days before."""
    rules = _rules(connection, asked)
    for _, some in _numbers(connection, asked, rules, (_longest(rules), timedelta())):
        number, again = some[0].number, repeating(some, asked.since, asked.until)
        if number and again is not None:
            yield number, again


def rows(connection: Connection, asked: AgainAsked, now: datetime) -> dict[str, AgainRow]:
    """First contact resolution and repeat callers of each queue in a range."""
    rules = _rules(connection, asked)
    ended: dict[str, Counter[Way]] = {queue: Counter() for queue in asked.queues}
    again: dict[str, Counter[bool]] = {queue: Counter() for queue in asked.queues}
    for queue, some in _numbers(connection, asked, rules, (_longest(rules), _longest(rules))):
        for one in _ends(some, asked, now):
            ended[queue][one.way] += 1
        repeats = repeating(some, asked.since, asked.until)
        if some[0].number and repeats is not None:
            again[queue][repeats] += 1
    days = {queue: {rule.contact_days for rule in rules[queue]} for queue in asked.queues}
    only = {queue: found.pop() if len(found) == 1 else None for queue, found in days.items()}
    return {queue: again_row(queue, only[queue], ended[queue], again[queue]) for queue in asked.queues}


def _ends(some: Sequence[Contact], asked: AgainAsked, now: datetime) -> list[Resolved]:
    return [one for one in resolved(some, now) if asked.since <= one.contact.joined_at < asked.until]


def _rules(connection: Connection, asked: AgainAsked) -> Rules:
    if asked.days is not None:
        return dict.fromkeys(asked.queues, (RuleInForce(None, Thresholds(), contact_days=asked.days),))
    known = queue_rules.of_queues(connection, asked.queues, asked.since, asked.until)
    return {queue: known.get(queue) or USUAL for queue in asked.queues}


def _longest(rules: Rules) -> timedelta:
    return timedelta(days=max((rule.contact_days for held in rules.values() for rule in held), default=0))


def _numbers(
    connection: Connection, asked: AgainAsked, rules: Rules, around: tuple[timedelta, timedelta]
) -> Iterator[tuple[str, list[Contact]]]:
    """The contacts of each queue and number in order, also those so long before the range and after it."""
    since, until = asked.since - around[0], asked.until + around[1]
    changes = {of: [rule.since for rule in held[1:] if rule.since is not None] for of, held in rules.items()}
    windows = {of: [timedelta(days=rule.contact_days) for rule in held] for of, held in rules.items()}
    for (queue, number), some in groupby(_rang(connection, asked.queues, since, until), key=itemgetter(0, 1)):
        contacts = []
        for _queue, _number, joined, call_id, outcome, ended in some:
            joined_at = moment_of(joined)
            window = windows[queue][bisect_right(changes[queue], joined_at)]
            end = None if ended is None else moment_of(ended)
            contacts.append(Contact(call_id, number, joined_at, outcome == ANSWERED, end, window))
        yield queue, contacts


def _rang(connection: Connection, queues: Sequence[str], since: datetime, until: datetime) -> Iterator[Any]:
    """The stays of people who rang us; a callback is the rest of one, a call we placed is none."""
    table = visits.c
    rang = or_(calls.c.direction.is_(None), calls.c.direction != Direction.OUTBOUND.value)
    told: tuple[ColumnElement[Any], ...] = (as_kept(table.joined_at), table.call_id, table.outcome)
    wish = (
        select(table.queue, calls.c.number, *told, as_kept(table.talk_ended_at))
        .join(calls, calls.c.call_id == table.call_id)
        .where(table.joined_at >= since, table.joined_at < until, looked_at(table.queue).in_(queues))
        .where(table.callback_id.is_(None), rang)
        .order_by(table.queue, calls.c.number, table.joined_at, table.visit_id)
    )
    for some in connection.execution_options(yield_per=AT_ONCE).execute(wish).partitions():
        yield from some
