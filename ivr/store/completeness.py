"""How complete a range is: calls seen by others than the engine, calls without an end, blind intervals."""

from datetime import datetime

from sqlalchemy import Connection, case, func, select

from ivr.reports.blind import blind_between
from ivr.reports.figure_list import FIGURES
from ivr.reports.passport import Completeness, Passport, passport
from ivr.store import call_events, queue_rules
from ivr.store.visits import calls, visits

ENGINE = "engine"


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
    return passport(FIGURES[figure], rules, completeness(connection, since, until, queue))
