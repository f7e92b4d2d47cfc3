"""Counts per agent and quarter of an hour, and per day, exactly in step with visits, legs and states; only sums."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Column, Connection, String, Table, delete

from ivr.calls.disposition import VisitOutcome
from ivr.reports.agent_time import TIME_SUMS, AgentTime, Span, by_quarter
from ivr.reports.call_record import Leg, Visit
from ivr.reports.counts import work_of
from ivr.reports.quarters import quarter_of
from ivr.reports.visit_offers import is_not_taken
from ivr.store.columns import Utc, metadata
from ivr.store.tallies import Key, Tally, add, column_of, kept, sum_columns

AGENT_SUMS = ("answered", "handled", "talk_s", "wrap_s", "transferred", "attended")


def _sums(name: str) -> Table:
    key = (Column("start", Utc, primary_key=True), Column("agent", String(64), primary_key=True))
    return Table(name, metadata, *key, *sum_columns((*AGENT_SUMS, *TIME_SUMS)))


def _pauses(name: str) -> Table:
    key = (Column("start", Utc, primary_key=True), Column("agent", String(64), primary_key=True))
    reason = Column("reason", String(64), primary_key=True)  # empty: none was given
    return Table(name, metadata, *key, reason, *sum_columns(["paused_s"]))


# Agents have no clock of their own: their days are those of UTC, and a local day is made of these and of quarters.
agent_rollups, agent_days = _sums("agent_rollups"), _sums("agent_days")
agent_pauses, agent_day_pauses = _pauses("agent_pauses"), _pauses("agent_day_pauses")

TALLIES, PAUSES = (Tally(agent_rollups), Tally(agent_days)), (Tally(agent_pauses), Tally(agent_day_pauses))
WORK = {name: column_of(name) for name in AGENT_SUMS if name != "answered"}
TAKEN, NOT_TAKEN = {"agent_offers": 1}, {"agent_offers": 1, "agent_not_taken": 1}  # as columns: there are many

Counted = Visit | Leg | Span
Adds = AgentTime | Mapping[str, int]
Piece = tuple[Key, Adds, int]
Sums = dict[Key, dict[str, int]]  # by quarter and agent: what is added to which column


def follow(connection: Connection, gone: Iterable[Counted], new: Iterable[Counted]) -> None:
    """Bring the counts in step when these visits, legs and states took the place of those, which they have done."""
    signed: list[tuple[Counted, int]] = [(one, sign) for some, sign in ((gone, -1), (new, 1)) for one in some]
    pieces = [(key, adds, sign) for one, sign in signed for key, adds in _pieces(one)]
    pauses = [part for piece in pieces for part in _by_reason(piece)]
    follow_sums(connection, _added_up(pieces))
    _count_both(connection, PAUSES, _added_up(pauses, ("paused_s",)))


def sums_of(new: Iterable[Visit | Leg]) -> Sums:
    """What these visits and legs add."""
    return _added_up((key, adds, 1) for one in new for key, adds in _pieces(one))


def follow_sums(connection: Connection, sums: Sums) -> None:
    """Count what is added up already."""
    _count_both(connection, TALLIES, sums)


def utc_day(moment: datetime) -> datetime:
    """When the day of UTC that holds a moment began."""
    return moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)


def clear(connection: Connection) -> None:
    """Count nothing."""
    for table in (agent_rollups, agent_pauses, agent_days, agent_day_pauses):
        connection.execute(delete(table))


def _added_up(pieces: Iterable[Piece], names: tuple[str, ...] = TIME_SUMS) -> Sums:
    sums: Sums = {}
    for key, adds, sign in pieces:
        row = sums.setdefault(key, defaultdict(int))
        if isinstance(adds, dict):
            _add_to(row, adds, sign)
        else:
            add(row, adds, names, sign)
    return sums


def _count_both(connection: Connection, tallies: tuple[Tally, Tally], sums: Sums) -> None:
    """Count in quarters and in days."""
    of_quarters, of_days = tallies
    of_quarters.count(connection, sums)
    days: Sums = {}
    for key, more in sums.items():
        _add_to(days.setdefault((utc_day(key[0]), *key[1:]), defaultdict(int)), more)
    of_days.count(connection, days)


def _add_to(row: dict[str, Any], more: Mapping[str, int], sign: int = 1) -> None:
    for name, value in more.items():
        row[name] += sign * value


def _pieces(one: Counted) -> Iterator[tuple[Key, Adds]]:
    if isinstance(one, Span):
        for start, time in by_quarter(one, one.until) if one.until else ():
            yield (start, one.agent), time
    elif isinstance(one, Leg):
        if one.rang_at and one.agent and one.visit_id:  # a colleague's call and a transfer to him are no offers
            yield _key(one.rang_at, one.agent), NOT_TAKEN if is_not_taken(one) else TAKEN
    elif one.agent and one.outcome is VisitOutcome.ANSWERED:
        # Of his work each talk is one, also the rest of a wait that was counted where it began.
        work = work_of(one)
        yield (
            _key(one.joined_at, one.agent),
            {"answered": 1} | {to: kept(work[name], name) for name, to in WORK.items()},
        )


def _by_reason(piece: Piece) -> Iterator[Piece]:
    (start, agent), adds, sign = piece
    pauses: Mapping[str, float] = adds.pauses if isinstance(adds, AgentTime) else {}
    for reason, seconds in pauses.items():
        yield (start, agent, reason[:64]), AgentTime(paused_s=seconds), sign


def _key(at: datetime, agent: str) -> Key:
    return quarter_of(at), agent
