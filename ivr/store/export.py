"""What leaves for other programs: calls, visits and legs as they are folded, in order of time, however many."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from operator import attrgetter
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, Select, select
from sqlalchemy import Row as SqlRow

from ivr.reports.call_record import Visit
from ivr.reports.quarters import quarter_of
from ivr.store.columns import Utc
from ivr.store.record_rows import OF_VISIT
from ivr.store.rollups import rollups
from ivr.store.visits import AT_ONCE, calls, each_between, legs, visits

SCHEMA_VERSION = 2  # of the exported columns: grows when one changes its meaning, goes or comes
OUR_OWN = "inbound"  # then the dialled number is ours

Number = Callable[[str | None], str | None]  # what stands in the file for a number
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Exported:
    """A table: its columns with text, moment, integer, seconds or boolean; the one a row is placed in time by."""

    name: str
    columns: Mapping[str, str]
    placed_by: str
    rows: Callable[[Connection, datetime, datetime, Number], Iterator[Row]]

    def moment(self, row: Row) -> datetime:
        """When this row was."""
        at: datetime = row[tuple(self.columns).index(self.placed_by)]
        return at


def _kind(column: Column[Any]) -> str:
    kinds = ((Utc, "moment"), (Boolean, "boolean"), (Integer, "integer"))
    return next((name for kind, name in kinds if isinstance(column.type, kind)), "text")


def _calls(connection: Connection, since: datetime, until: datetime, number: Number) -> Iterator[Row]:
    wish = select(calls).where(calls.c.started_at >= since, calls.c.started_at < until)
    for row in _streamed(connection, wish.order_by(calls.c.started_at, calls.c.call_id)):
        hidden = {"caller_id": number(row.caller_id), "number": number(row.number)}
        if row.direction != OUR_OWN:
            hidden["dialled"] = number(row.dialled)
        yield tuple((row._asdict() | hidden).values())


def _legs(connection: Connection, since: datetime, until: datetime, number: Number) -> Iterator[Row]:
    wish = select(legs, calls.c.started_at.label("call_started_at")).join(calls, calls.c.call_id == legs.c.call_id)
    mine = wish.where(calls.c.started_at >= since, calls.c.started_at < until)
    for row in _streamed(connection, mine.order_by(calls.c.started_at, legs.c.leg_id)):
        yield tuple((row._asdict() | {"number": number(row.number)}).values())


def _visits(connection: Connection, since: datetime, until: datetime, _number: Number) -> Iterator[Row]:
    rules = _rules(connection, since, until)
    for visit in each_between(connection, since, until, {}):
        limits = rules.get((visit.queue, quarter_of(visit.joined_at)), (None, None))
        yield (*_plain(visit), visit.wait_s, visit.talk_s, visit.wrap_s, *limits)


def _plain(visit: Visit) -> Row:
    return tuple(value.value if isinstance(value, StrEnum) else value for value in VALUES(visit))


def _rules(connection: Connection, since: datetime, until: datetime) -> dict[tuple[str, datetime], tuple[int, int]]:
    """The thresholds each queue's quarter of an hour is counted by."""
    kept = rollups.c
    wish = select(kept.queue, kept.start, kept.service_level_s, kept.short_abandon_s)
    found = connection.execute(wish.where(kept.start >= quarter_of(since), kept.start < until))
    return {(queue, start): (answer_s, short_s) for queue, start, answer_s, short_s in found}


def _streamed(connection: Connection, wish: Select[Any]) -> Iterator[SqlRow[Any]]:
    with connection.execution_options(yield_per=AT_ONCE).execute(wish) as rows:
        yield from rows


VALUES = attrgetter(*OF_VISIT)
MADE = {"wait_s": "seconds", "talk_s": "seconds", "wrap_s": "seconds", "threshold_s": "integer",
        "short_abandon_s": "integer"}  # fmt: skip
EXPORTED = (
    Exported("calls", {column.name: _kind(column) for column in calls.c}, "started_at", _calls),
    Exported("visits", {name: _kind(visits.c[name]) for name in OF_VISIT} | MADE, "joined_at", _visits),
    Exported(
        "legs", {column.name: _kind(column) for column in legs.c} | {"call_started_at": "moment"},
        "call_started_at", _legs,
    ),
)  # fmt: skip
