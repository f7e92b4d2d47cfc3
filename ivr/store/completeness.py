"""How complete a range is: calls seen by others than the engine, calls without an end, blind intervals."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, case, exists, func, literal, select, text

from ivr.reports.blind import blind_between
from ivr.reports.figure_list import FIGURES
from ivr.reports.figures_beside import FIGURES_BESIDE
from ivr.reports.passport import LEGS_COUNTED, Completeness, Passport, passport
from ivr.reports.quarters import quarter_of
from ivr.store import call_events, figures, queue_rules
from ivr.store.figures import Range
from ivr.store.visits import BY_OTHERS, calls, legs, looked_at, visits

ENGINE = "engine"
LONGEST_CALL = timedelta(hours=4)  # as the dialplan bounds it


def completeness(connection: Connection, since: datetime, until: datetime, queue: str | None = None) -> Completeness:
    """Of the calls that came in from `since` to just before `until`; with a queue, of those that joined it then."""
    told = (func.count(), func.sum(case((calls.c.witness != ENGINE, 1), else_=0)))
    still = func.sum(case((calls.c.disposition.is_(None), 1), else_=0))
    wish = select(*told, still).where(calls.c.started_at >= since, calls.c.started_at < until)
    if queue is not None:
        joined = select(visits.c.call_id).where(
            visits.c.joined_at >= since, visits.c.joined_at < until, visits.c.queue == queue
        )
        wish = select(*told, still).where(calls.c.call_id.in_(joined))
    count, from_witness, open_ = connection.execute(wish).one()
    blind = blind_between(call_events.asterisk_seen(connection, since, until), since, until)
    return Completeness(count, from_witness or 0, open_ or 0, tuple(blind))


def passport_of(connection: Connection, figure: str, queue: str | None, since: datetime, until: datetime) -> Passport:
    """The passport of a figure of a queue (None: of none in particular) over a range."""
    rules = () if queue is None else queue_rules.between(connection, queue, since, until)
    seen = completeness(connection, since, until, queue)
    if queue is not None:
        legs_, of_others = legs_seen(connection, Range(quarter_of(since), until, frozenset({queue})))
        seen = replace(seen, legs=legs_, legs_of_others=of_others)
    return passport((FIGURES | FIGURES_BESIDE)[figure], rules, seen)


def legs_seen(connection: Connection, wanted: Range) -> tuple[int, int]:
    """How many legs the visits of these queues had, and how many of them the engine did not see."""
    counts = figures.sums(connection, wanted).values()
    return sum(one.offered + one.offers for one in counts), legs_of_others(connection, wanted)


def legs_of_others(connection: Connection, wanted: Range) -> int:
    """How many legs of the visits of these queues the engine did not see, counted up to one more than LEGS_COUNTED."""
    near = (legs.c.rang_at >= wanted.since - LONGEST_CALL, legs.c.rang_at < wanted.until + LONGEST_CALL)
    mine = (visits.c.visit_id == legs.c.visit_id, legs.c.visit_id.is_(None))
    of_visit = exists().where(visits.c.call_id == legs.c.call_id, mine[0] | mine[1], *_joined(wanted))
    few = select(literal(1)).select_from(legs).where(text(f"legs.{BY_OTHERS}"), *near, of_visit)
    found: int = connection.execute(
        select(func.count()).select_from(few.limit(LEGS_COUNTED + 1).subquery())
    ).scalar_one()
    return found


def open_calls(connection: Connection, wanted: Range) -> int:
    """How many calls that joined these queues in a range are not over, or were never told to be."""
    # Calls without an end are few: their visits are looked up, instead of those of a year for one without.
    open_ = select(calls.c.call_id).where(calls.c.disposition.is_(None))
    joined = exists().where(visits.c.call_id == calls.c.call_id, *_joined(wanted, looked_at(visits.c.joined_at)))
    found: int = connection.execute(select(func.count()).select_from(open_.where(joined).subquery())).scalar_one()
    return found


def _joined(wanted: Range, joined_at: ColumnElement[datetime] = visits.c.joined_at) -> Sequence[ColumnElement[bool]]:
    within = (joined_at >= wanted.since, joined_at < wanted.until)
    return within if wanted.of is None else (*within, visits.c.queue.in_(sorted(wanted.of)))
