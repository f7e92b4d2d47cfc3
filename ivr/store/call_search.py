"""Finding calls: by number, time, queue, agent, how they ended; the latest first, a page at a time.

Pages follow the ids of calls, which sort by the time they were made. Each search is driven by what leaves the fewest
calls to look at; the indexes it walks are of (what is asked for, call id), so a page stops reading when it is full.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Column, Connection, RowMapping, Select, select

from ivr.calls.disposition import Disposition
from ivr.calls.ids import uuid7
from ivr.reports.call_record import Visit
from ivr.store.call_numbers import containing
from ivr.store.number_ends import SHORTEST, digits_of
from ivr.store.visits import calls, looked_at, of_calls, visits

MOST_NUMBERS = 2000  # a part of more numbers than these is so common that the latest calls have a page of it
MOST_CALLS = 200  # on a page
SLACK = timedelta(minutes=5)  # between the making of an id and the beginning of its call


OF_CALL = ("call_id", "started_at", "ended_at", "direction", "caller_id", "dialled", "disposition")


@dataclass(frozen=True, slots=True)
class CallWish:
    """What is asked for; None is anything. `scope`: only calls that visited one of these queues."""

    number: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    queue: str | None = None
    agent: str | None = None  # who answered
    disposition: Disposition | None = None
    scope: frozenset[str] | None = None
    before: str | None = None  # the id the page before ended with
    limit: int = 50


@dataclass(frozen=True, slots=True)
class FoundCall:
    """A call as a line of the list."""

    call_id: str
    started_at: datetime
    ended_at: datetime | None
    direction: str | None
    caller_id: str | None
    dialled: str | None
    disposition: str | None
    queues: tuple[str, ...]  # it visited, in order; of the scope only
    agents: tuple[str, ...]  # who answered, in those visits
    wait_s: float | None  # in those visits, as far as they are over


@dataclass(frozen=True, slots=True)
class CallPage:
    """Some calls, and where the next page begins; None: there is none."""

    calls: tuple[FoundCall, ...]
    next_before: str | None


def search(connection: Connection, wish: CallWish) -> CallPage:
    """One page of the calls asked for, the latest first."""
    limit = min(max(wish.limit, 1), MOST_CALLS)
    ids = _ids(connection, wish, limit + 1)
    found = _told(connection, ids[:limit], wish.scope)
    return CallPage(found, ids[limit - 1] if len(ids) > limit else None)


def _ids(connection: Connection, wish: CallWish, limit: int) -> list[str]:
    digits = digits_of(wish.number)
    if wish.number and not digits:
        return []
    numbers = containing(connection, digits, MOST_NUMBERS) if len(digits) >= SHORTEST else None
    queues = _queues(wish)
    if numbers is not None:
        chosen = [_of_numbers(numbers, wish, queues)]
    elif wish.agent is not None:
        chosen = [_of_agent(wish.agent, wish, queues, digits)]
    elif queues is not None:
        # Each queue's own index is in order; together they are not.
        chosen = [_of_queue(queue, wish, digits) for queue in sorted(queues)]
    else:
        chosen = [_of_calls(wish, digits)]
    found = {str(one) for part in chosen for one in connection.execute(part.limit(limit)).scalars()}
    return sorted(found, reverse=True)[:limit]


def _queues(wish: CallWish) -> frozenset[str] | None:
    """The queues one of which a call must have visited; None: any or none."""
    if wish.queue is None:
        return wish.scope
    return frozenset({wish.queue}) & (wish.scope if wish.scope is not None else {wish.queue})


def _of_numbers(numbers: Sequence[str], wish: CallWish, queues: frozenset[str] | None) -> Select[tuple[str]]:
    chosen = select(calls.c.call_id).where(calls.c.number.in_(numbers))
    if wish.disposition is not None:
        chosen = chosen.where(looked_at(calls.c.disposition) == wish.disposition)
    if queues is not None or wish.agent is not None:
        visited = select(visits.c.visit_id).where(visits.c.call_id == calls.c.call_id)
        visited = visited if queues is None else visited.where(looked_at(visits.c.queue).in_(sorted(queues)))
        visited = visited if wish.agent is None else visited.where(looked_at(visits.c.agent) == wish.agent)
        chosen = chosen.where(visited.exists())
    return _timed(chosen, calls.c.call_id, wish).order_by(calls.c.call_id.desc())


def _of_agent(agent: str, wish: CallWish, queues: frozenset[str] | None, digits: str) -> Select[tuple[str]]:
    chosen = _visited(wish, digits).where(visits.c.agent == agent)
    if queues is not None:
        chosen = chosen.where(looked_at(visits.c.queue).in_(sorted(queues)))
    if wish.disposition is not None:
        chosen = chosen.where(looked_at(visits.c.disposition) == wish.disposition)
    return chosen


def _of_queue(queue: str, wish: CallWish, digits: str) -> Select[tuple[str]]:
    chosen = _visited(wish, digits).where(visits.c.queue == queue)
    return chosen if wish.disposition is None else chosen.where(visits.c.disposition == wish.disposition)


def _visited(wish: CallWish, digits: str) -> Select[tuple[str]]:
    column = visits.c.call_id
    chosen = select(column)
    if digits or wish.since or wish.until:
        chosen = _numbered(chosen.join(calls, calls.c.call_id == column), digits)
    return _timed(chosen, column, wish).group_by(column).order_by(column.desc())


def _of_calls(wish: CallWish, digits: str) -> Select[tuple[str]]:
    chosen = _numbered(select(calls.c.call_id), digits)
    if wish.disposition is not None:
        chosen = chosen.where(calls.c.disposition == wish.disposition)
    return _timed(chosen, calls.c.call_id, wish).order_by(calls.c.call_id.desc())


def _numbered(chosen: Select[tuple[str]], digits: str) -> Select[tuple[str]]:
    return chosen.where(looked_at(calls.c.number).contains(digits)) if digits else chosen


def _timed(chosen: Select[tuple[str]], call_id: Column[str], wish: CallWish) -> Select[tuple[str]]:
    """Within the time, by the ids (which an index follows) and then exactly; the rest after the page before."""
    if wish.since is not None:
        chosen = chosen.where(call_id >= _first_id(wish.since - SLACK), looked_at(calls.c.started_at) >= wish.since)
    if wish.until is not None:
        chosen = chosen.where(call_id < _first_id(wish.until + SLACK), looked_at(calls.c.started_at) < wish.until)
    return chosen if wish.before is None else chosen.where(call_id < wish.before)


def _first_id(at: datetime) -> str:
    return uuid7(max(int(at.timestamp() * 1000), 0), bytes(10))


def _told(connection: Connection, call_ids: Sequence[str], scope: frozenset[str] | None) -> tuple[FoundCall, ...]:
    stays: dict[str, list[Visit]] = {}
    for visit in of_calls(connection, call_ids):
        if scope is None or visit.queue in scope:
            stays.setdefault(visit.call_id, []).append(visit)
    wish = select(calls).where(calls.c.call_id.in_(call_ids)).order_by(calls.c.call_id.desc())
    return tuple(_found(row, stays.get(row["call_id"], [])) for row in connection.execute(wish).mappings())


def _found(row: RowMapping, stays: Sequence[Visit]) -> FoundCall:
    waits = [stay.wait_s for stay in stays if stay.wait_s is not None]
    return FoundCall(
        **{name: row[name] for name in OF_CALL},
        queues=tuple(dict.fromkeys(stay.queue for stay in stays)),
        agents=tuple(dict.fromkeys(stay.agent for stay in stays if stay.agent)),
        wait_s=sum(waits) if waits else None,
    )
