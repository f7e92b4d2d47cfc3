"""Counts per agent and quarter of an hour, and per day, exactly in step with visits, legs and states; only sums."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, String, Table, delete

from ivr.reports.agent_time import TIME_SUMS
from ivr.store.agent_counts import AGENT_SUMS, Counted, Sums, add_to, added_up, pauses_of, pieces_of
from ivr.store.columns import Utc, metadata
from ivr.store.tallies import Tally, sum_columns


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


def follow(connection: Connection, gone: Iterable[Counted], new: Iterable[Counted]) -> None:
    """Bring the counts in step when these visits, legs and states took the place of those, which they have done."""
    pieces = [*pieces_of(gone, -1), *pieces_of(new)]
    follow_sums(connection, added_up(pieces))
    _count_both(connection, PAUSES, pauses_of(pieces))


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


def _count_both(connection: Connection, tallies: tuple[Tally, Tally], sums: Sums) -> None:
    """Count in quarters and in days."""
    of_quarters, of_days = tallies
    of_quarters.count(connection, sums)
    days: Sums = {}
    for key, more in sums.items():
        add_to(days.setdefault((utc_day(key[0]), *key[1:]), defaultdict(int)), more)
    of_days.count(connection, days)
