"""Attempts and the people they were for, counted where they are: reminders, and callbacks by queue."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, case, column, func, literal, select, values

from ivr.outbound.attempts import OUT_OF_HOURS
from ivr.reports.callbacks import OPEN, REACHED
from ivr.reports.outbound_share import CALLBACK, REMINDER, UNANSWERED, AttemptSum, ContactSum, RefusedSum
from ivr.store.attempts import attempts
from ivr.store.callbacks import callback_attempts, callbacks
from ivr.store.columns import Utc
from ivr.store.reminders import ReminderState, reminders

AT_ONCE = 1000
NOBODY = [one.value for one in UNANSWERED]


@dataclass(frozen=True, slots=True)
class Wanted:
    """From `since` to just before `until`; reminders or none, callbacks of these queues (None: of all)."""

    since: datetime
    until: datetime
    with_reminders: bool = True
    queues: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Dialled:
    """One attempt."""

    at: datetime
    call_id: str
    of: AttemptSum


@dataclass(frozen=True, slots=True)
class Person:
    """One person first dialled at a moment, with the call of the attempt that reached him, else of the last one."""

    at: datetime
    call_id: str
    of: ContactSum


@dataclass(frozen=True, slots=True)
class _Kind:
    """The tables of reminders, or of callbacks."""

    name: str
    tries: Table
    owner: Column[str]
    people: Table
    queue: ColumnElement[Any]
    response: ColumnElement[Any]
    reached: ColumnElement[bool]
    over: ColumnElement[bool]


_ANSWERED = attempts.c.disposition.is_not(None) & attempts.c.disposition.not_in(NOBODY)
_KINDS = (
    _Kind(
        REMINDER, attempts, attempts.c.reminder_id, reminders, literal(""), reminders.c.response,
        func.max(case((_ANSWERED, 1), else_=0)) == 1,
        reminders.c.state.in_([ReminderState.DONE, ReminderState.REFUSED, ReminderState.WITHDRAWN]),
    ),
    _Kind(
        CALLBACK, callback_attempts, callback_attempts.c.callback_id, callbacks, callbacks.c.queue, literal(None),
        callbacks.c.state.in_(sorted(REACHED)), callbacks.c.state.not_in(sorted(OPEN)),
    ),
)  # fmt: skip


def attempt_sums(connection: Connection, wanted: Wanted) -> list[AttemptSum]:
    """The attempts that began in the range, by kind, queue and how they ended."""
    found = []
    for kind in _asked(wanted):
        wish = _tries(kind, wanted, (kind.queue, kind.tries.c.disposition, func.count()))
        rows = connection.execute(wish.group_by(kind.queue, kind.tries.c.disposition))
        found += [AttemptSum(kind.name, *row) for row in rows]
    return found


def attempts_by_period(
    connection: Connection, wanted: Wanted, ends: Sequence[tuple[datetime, datetime]]
) -> dict[datetime, list[AttemptSum]]:
    """The same by the period they began in; periods do not overlap and lie in the range."""
    found: dict[datetime, list[AttemptSum]] = {}
    if not ends:
        return found
    periods = values(column("start", Utc), column("until", Utc), name="periods").data(list(ends)).cte("periods")
    for kind in _asked(wanted):
        began = kind.tries.c.started_at
        columns = (periods.c.start, kind.queue, kind.tries.c.disposition)
        inside = (began >= periods.c.start) & (began < periods.c.until)
        wish = select(*columns, func.count()).select_from(periods.join(kind.tries, inside).join(kind.people))
        for start, *row in connection.execute(_of_queues(kind, wish, wanted.queues).group_by(*columns)):
            found.setdefault(start, []).append(AttemptSum(kind.name, *row))
    return found


def contact_sums(connection: Connection, wanted: Wanted) -> list[ContactSum]:
    """The people first dialled in the range, by kind, queue and what came of them."""
    found = []
    for kind in _asked(wanted):
        one = _contacts(kind, wanted).subquery()
        ways = (one.c.queue, one.c.reached, one.c.over, one.c.response)
        wish = select(*ways, func.count(), func.sum(one.c.tries)).group_by(*ways)
        found += [_contact(kind.name, *row) for row in connection.execute(wish)]
    return found


def each_attempt(connection: Connection, wanted: Wanted) -> Iterator[Dialled]:
    """The attempts of the range one by one, each kind's in order."""
    for kind in _asked(wanted):
        tries = kind.tries.c
        wish = _tries(kind, wanted, (tries.started_at, tries.call_id, kind.queue, tries.disposition))
        rows = connection.execution_options(yield_per=AT_ONCE).execute(wish.order_by(tries.started_at, tries.call_id))
        for at, call_id, *row in rows:
            yield Dialled(at, call_id, AttemptSum(kind.name, *row))


def each_contact(connection: Connection, wanted: Wanted) -> Iterator[Person]:
    """The people first dialled in the range one by one, each kind's in order."""
    for kind in _asked(wanted):
        one = _contacts(kind, wanted).subquery()
        ways = (one.c.queue, one.c.reached, one.c.over, one.c.response)
        wish = select(one.c.began, one.c.call_id, *ways, literal(1), one.c.tries).order_by(one.c.began, one.c.call_id)
        for at, call_id, *row in connection.execution_options(yield_per=AT_ONCE).execute(wish):
            yield Person(at, call_id, _contact(kind.name, *row))


def refused_sum(connection: Connection, since: datetime, until: datetime) -> RefusedSum:
    """The reminders due in the range that may not be called."""
    by_window = func.sum(case((reminders.c.reason == OUT_OF_HOURS, 1), else_=0))
    wish = select(func.count(), by_window).where(reminders.c.state == ReminderState.REFUSED)
    count, window = connection.execute(wish.where(reminders.c.due_at >= since, reminders.c.due_at < until)).one()
    return RefusedSum(window or 0, count - (window or 0))


def _asked(wanted: Wanted) -> Iterator[_Kind]:
    return (kind for kind in _KINDS if kind.name != REMINDER or wanted.with_reminders)


def _of_queues(kind: _Kind, wish: Select[Any], queues: Collection[str] | None) -> Select[Any]:
    return wish if queues is None or kind.name == REMINDER else wish.where(kind.queue.in_(sorted(queues)))


def _tries(kind: _Kind, wanted: Wanted, columns: Sequence[Any]) -> Select[Any]:
    began = kind.tries.c.started_at
    wish = select(*columns).select_from(kind.tries.join(kind.people))
    return _of_queues(kind, wish.where(began >= wanted.since, began < wanted.until), wanted.queues)


def _contacts(kind: _Kind, wanted: Wanted) -> Select[Any]:
    """One row a person: everything that was tried, if the first try lies in the range."""
    first, every = kind.tries.alias("first"), kind.tries
    owner = first.c[kind.owner.name]
    answered = every.c.disposition.is_not(None) & every.c.disposition.not_in(NOBODY)
    tries = func.coalesce(func.min(case((answered, every.c.number))), func.count())
    last = func.coalesce(func.max(case((answered, every.c.call_id))), func.max(every.c.call_id))
    joined = first.join(kind.people, kind.people.c.id == owner).join(every, kind.owner == owner)
    wish = (
        select(
            func.min(first.c.started_at).label("began"), last.label("call_id"), kind.queue.label("queue"),
            case((kind.reached, 1), else_=0).label("reached"), case((kind.over, 1), else_=0).label("over"),
            kind.response.label("response"), tries.label("tries"),
        )
        .select_from(joined)
        .where(first.c.number == 1, first.c.started_at >= wanted.since, first.c.started_at < wanted.until)
        .group_by(kind.people.c.id)
    )  # fmt: skip
    return _of_queues(kind, wish, wanted.queues)


def _contact(kind: str, *row: Any) -> ContactSum:
    queue, reached, over, response, count, tries = row
    return ContactSum(kind, queue, bool(reached), bool(reached) or bool(over), response, count, int(tries or 0))
