"""The thresholds of queues with the moment from which each holds: a report of the past keeps those of its time."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import Column, Connection, Integer, RowMapping, String, Table, insert, select

from ivr.reports.counts import Thresholds
from ivr.reports.passport import RuleInForce
from ivr.store.columns import Utc, metadata
from ivr.store.queues import queues

ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)  # since when a queue's first rule holds, also for calls before the queue
NAMES = ("service_level_s", "short_abandon_s", "goal_percent", "contact_days")
Moment = tuple[datetime, str]  # and of which queue
LEAST = timedelta(microseconds=1)

queue_rules = Table(
    "queue_rules",
    metadata,
    Column("queue", String(64), primary_key=True),
    Column("since", Utc, primary_key=True),
    *(Column(name, Integer, nullable=False) for name in NAMES),
)


def keep(connection: Connection, now: datetime) -> None:
    """Write down the rules of queues that are no longer those last written: they hold from now on."""
    last = {row["queue"]: row for row in _rows(connection)}
    for queue in connection.execute(select(queues)).mappings():
        known, rule = last.get(queue["id"]), {name: queue[name] for name in NAMES}
        if known is None or rule != {name: known[name] for name in NAMES}:
            since = ALWAYS if known is None else max(now, known["since"] + LEAST)  # a clock may be set back
            connection.execute(insert(queue_rules).values(queue=queue["id"], since=since, **rule))


def in_force(
    connection: Connection, moments: Collection[tuple[datetime, str]]
) -> dict[tuple[datetime, str], RuleInForce]:
    """The rule of each queue at a moment; queues without a written rule are left out."""
    of = {queue for _, queue in moments}
    rules: dict[str, list[RuleInForce]] = {}
    for row in _rows(connection, of):
        rules.setdefault(row["queue"], []).append(_rule(row))
    return {
        (at, queue): next(rule for rule in reversed(rules[queue]) if rule.since is None or rule.since <= at)
        for at, queue in moments
        if queue in rules
    }


def between(connection: Connection, queue: str, since: datetime, until: datetime) -> tuple[RuleInForce, ...]:
    """The rules that held at any time from `since` to just before `until`, in order."""
    return of_queues(connection, {queue}, since, until).get(queue, ())


def of_queues(
    connection: Connection, queues_: Collection[str], since: datetime, until: datetime
) -> dict[str, tuple[RuleInForce, ...]]:
    """The same of each queue that has any."""
    rules: dict[str, list[RuleInForce]] = {}
    for row in _rows(connection, queues_):
        rules.setdefault(row["queue"], []).append(_rule(row))
    return {queue: _held(found, since, until) for queue, found in rules.items()}


def _held(rules: Sequence[RuleInForce], since: datetime, until: datetime) -> tuple[RuleInForce, ...]:
    later = [rule.since for rule in rules[1:]]
    return tuple(
        rule
        for rule, end in zip(rules, [*later, None], strict=False)
        if (rule.since is None or rule.since < until) and (end is None or end > since)
    )


def _rows(connection: Connection, of: Collection[str] | None = None) -> list[RowMapping]:
    wish = select(queue_rules).order_by(queue_rules.c.since)
    if of is not None:
        wish = wish.where(queue_rules.c.queue.in_(sorted(of)))
    return list(connection.execute(wish).mappings())


def _rule(row: RowMapping) -> RuleInForce:
    since = None if row["since"] == ALWAYS else row["since"]
    limits = Thresholds(row["service_level_s"], row["short_abandon_s"])
    return RuleInForce(since, limits, row["goal_percent"], row["contact_days"])
