"""Counts per queue, or agent, and quarter of an hour, kept exactly in step with the visits; only what can be added up.

Sums of seconds are whole microseconds, so that adding and taking away again leaves nothing behind.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Connection, Integer, String, Table, bindparam, delete, insert, select
from sqlalchemy import update as change

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit
from ivr.reports.quarters import QUARTER, quarter_of
from ivr.reports.service_level import LONGEST, SUMS, Counts, Thresholds, ended_counts, total
from ivr.reports.waits import edge_of
from ivr.store import visits
from ivr.store.centre import queues
from ivr.store.columns import Utc, metadata

MICROSECONDS = 1_000_000
AGENT_SUMS = ("answered", "handled", "talk_s", "wrap_s")

Row = dict[str, Any]
Key = tuple[datetime, str]


def column_of(name: str) -> str:
    """The column that keeps one of the counts: seconds are kept as microseconds."""
    return f"{name[:-1]}us" if name.endswith("_s") else name


def _sums(names: Iterable[str]) -> list[Column[int]]:
    kinds = {name: BigInteger if name.endswith("_s") else Integer for name in names}
    return [Column(column_of(name), kind, nullable=False) for name, kind in kinds.items()]


rollups = Table(
    "rollups",
    metadata,
    Column("start", Utc, primary_key=True),
    Column("queue", String(64), primary_key=True),
    Column("service_level_s", Integer, nullable=False),  # as the queue had them when its first visit came
    Column("short_abandon_s", Integer, nullable=False),
    *_sums(SUMS),
    *(Column(column_of(name), BigInteger) for name in LONGEST),
    Column("waits", JSON, nullable=False),  # of answered visits: edge in seconds -> count
)

agent_rollups = Table(
    "agent_rollups",
    metadata,
    Column("start", Utc, primary_key=True),
    Column("agent", String(64), primary_key=True),
    *_sums(AGENT_SUMS),
)


def follow(connection: Connection, before: Sequence[Visit], after: Sequence[Visit]) -> None:
    """Bring the counts in step when these visits take the place of those, which they have done already."""
    was, now = ({visit.visit_id: visit for visit in some} for some in (before, after))
    gone = [visit for visit in before if now.get(visit.visit_id) != visit]
    new = [visit for visit in after if was.get(visit.visit_id) != visit]
    if gone or new:
        _follow_queues(connection, gone, new)
        _follow_agents(connection, gone, new)


def clear(connection: Connection) -> None:
    """Count nothing; the thresholds of the past are kept, they are known from nowhere else."""
    nothing = {column_of(name): 0 for name in SUMS} | {column_of(name): None for name in LONGEST}
    connection.execute(change(rollups).values(**nothing, waits={}))
    connection.execute(delete(agent_rollups))


def _follow_queues(connection: Connection, gone: Sequence[Visit], new: Sequence[Visit]) -> None:
    keys = {_queue_key(visit) for visit in (*gone, *new)}
    known = _known(connection, rollups, "queue", keys)
    rows = known | _begun(connection, keys - set(known))
    unsure = set()
    for visit in gone:
        row, counts = rows[_queue_key(visit)], _counts(rows[_queue_key(visit)], visit)
        _add(row, counts, -1)
        if any(_us(counts, name) == row[column_of(name)] is not None for name in LONGEST):
            unsure.add(_queue_key(visit))
    for visit in new:
        row, counts = rows[_queue_key(visit)], _counts(rows[_queue_key(visit)], visit)
        _add(row, counts, 1)
        _lengthen(row, counts)
    for key in unsure:
        _measure_again(connection, rows[key])
    _write(connection, rollups, "queue", rows, set(known))


def _follow_agents(connection: Connection, gone: Sequence[Visit], new: Sequence[Visit]) -> None:
    signed = [(visit, -1) for visit in gone] + [(visit, 1) for visit in new]
    talked = [(visit, sign) for visit, sign in signed if visit.agent and visit.outcome is VisitOutcome.ANSWERED]
    keys = {(quarter_of(visit.joined_at), str(visit.agent)) for visit, _ in talked}
    known = _known(connection, agent_rollups, "agent", keys)
    nothing = {column_of(name): 0 for name in AGENT_SUMS}
    rows = known | {key: {"start": key[0], "agent": key[1], **nothing} for key in keys - set(known)}
    for visit, sign in talked:
        row = rows[(quarter_of(visit.joined_at), str(visit.agent))]
        counts = ended_counts(replace(visit, callback_id=None), Thresholds())  # of his work each talk is one
        for name in AGENT_SUMS:
            row[column_of(name)] += sign * (_us(counts, name) or 0)
    _write(connection, agent_rollups, "agent", rows, set(known))


def _queue_key(visit: Visit) -> Key:
    return quarter_of(visit.joined_at), visit.queue


def _known(connection: Connection, table: Table, name: str, keys: Iterable[Key]) -> dict[Key, Row]:
    starts, names = {start for start, _ in keys}, {who for _, who in keys}
    wish = select(table).where(table.c.start.in_(starts), table.c[name].in_(names))
    rows = [dict(row) for row in connection.execute(wish).mappings()]
    return {(row["start"], row[name]): row for row in rows if (row["start"], row[name]) in keys}


def _begun(connection: Connection, keys: Iterable[Key]) -> dict[Key, Row]:
    names = {queue for _, queue in keys}
    wish = select(queues.c.id, queues.c.service_level_s, queues.c.short_abandon_s).where(queues.c.id.in_(names))
    limits = {row.id: Thresholds(row.service_level_s, row.short_abandon_s) for row in connection.execute(wish)}
    return {key: _empty(key, limits.get(key[1], Thresholds())) for key in keys}


def _empty(key: Key, limits: Thresholds) -> Row:
    rule = {"service_level_s": limits.answer_s, "short_abandon_s": limits.short_s}
    sums, longest = {column_of(name): 0 for name in SUMS}, {column_of(name): None for name in LONGEST}
    return {"start": key[0], "queue": key[1], **rule, **sums, **longest, "waits": {}}


def _counts(row: Row, visit: Visit) -> Counts:
    return ended_counts(visit, Thresholds(row["service_level_s"], row["short_abandon_s"]))


def _us(counts: Counts, name: str) -> Any:
    value: Any = getattr(counts, name)
    return round(value * MICROSECONDS) if value is not None and name.endswith("_s") else value


def _add(row: Row, counts: Counts, sign: int) -> None:
    for name in SUMS:
        row[column_of(name)] += sign * (_us(counts, name) or 0)
    if counts.answered and counts.longest_answered_s is not None:
        edge = str(edge_of(counts.longest_answered_s))
        left = row["waits"].get(edge, 0) + sign
        row["waits"] = {**row["waits"], edge: left} if left else {e: n for e, n in row["waits"].items() if e != edge}


def _lengthen(row: Row, counts: Counts) -> None:
    for name in LONGEST:
        found = [length for length in (row[column_of(name)], _us(counts, name)) if length is not None]
        row[column_of(name)] = max(found, default=None)


def _measure_again(connection: Connection, row: Row) -> None:
    """The longest wait is gone: what is the longest now only the visits know."""
    left = visits.joined_between(connection, row["start"], row["start"] + QUARTER, [row["queue"]])
    counts = total([_counts(row, visit) for visit in left])
    for name in LONGEST:
        row[column_of(name)] = _us(counts, name)


def _write(connection: Connection, table: Table, name: str, rows: dict[Key, Row], known: set[Key]) -> None:
    begun = [row for key, row in rows.items() if key not in known]
    if begun:
        connection.execute(insert(table), begun)
    if not known:
        return
    columns = [column.name for column in table.columns if not column.primary_key]
    wish = change(table).where(table.c.start == bindparam("of_start"), table.c[name] == bindparam("of_name"))
    values = [{"of_start": key[0], "of_name": key[1], **{c: rows[key][c] for c in columns}} for key in known]
    connection.execute(wish.values({column: bindparam(column) for column in columns}), values)
