"""Counts per agent and quarter of an hour, kept exactly in step with the visits; only what can be added up."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import Column, Connection, String, Table, delete

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import Visit
from ivr.reports.counts import Thresholds, ended_counts
from ivr.reports.quarters import quarter_of
from ivr.store.columns import Utc, metadata
from ivr.store.tallies import Key, Tally, add, column_of, sum_columns

AGENT_SUMS = ("answered", "handled", "talk_s", "wrap_s")

agent_rollups = Table(
    "agent_rollups",
    metadata,
    Column("start", Utc, primary_key=True),
    Column("agent", String(64), primary_key=True),
    *sum_columns(AGENT_SUMS),
)

TALLY = Tally(agent_rollups)


def follow(connection: Connection, gone: Sequence[Visit], new: Sequence[Visit]) -> None:
    """Bring the counts in step when these visits took the place of those, which they have done already."""
    signed = [(visit, -1) for visit in gone] + [(visit, 1) for visit in new]
    talked = [(visit, sign) for visit, sign in signed if visit.agent and visit.outcome is VisitOutcome.ANSWERED]
    keys = {_key(visit) for visit, _ in talked}
    known = TALLY.known(connection, keys)
    nothing = {column_of(name): 0 for name in AGENT_SUMS}
    rows = known | {key: {"start": key[0], "agent": key[1], **nothing} for key in keys - set(known)}
    for visit, sign in talked:
        counts = ended_counts(replace(visit, callback_id=None), Thresholds())  # of his work each talk is one
        add(rows[_key(visit)], counts, AGENT_SUMS, sign)
    TALLY.write(connection, rows, set(known))


def clear(connection: Connection) -> None:
    """Count nothing."""
    connection.execute(delete(agent_rollups))


def _key(visit: Visit) -> Key:
    return quarter_of(visit.joined_at), str(visit.agent)
