"""What agents did in a range: their time, their talks, the phones they did not take."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ivr.reports.agent_time import AgentTime, occupancy, utilisation
from ivr.reports.counts import Counts
from ivr.reports.ratios import ratio
from ivr.store import agent_spans, agent_sums, agents, pause_reasons
from ivr.store.figures import Range

AGENT_COLUMNS = (
    "answered", "aht_s", "logged_in_s", "occupancy", "utilisation", "paused_s", "agent_offers", "agent_not_taken",
)  # fmt: skip


NO_LOG_IN: dict[str, Any] = {"logged_in_s": None, "occupancy": None, "utilisation": None}


@dataclass(frozen=True, slots=True)
class AgentRow:
    """The figures of one agent; a figure that has no value is None."""

    agent: str
    name: str
    answered: int
    aht_s: float | None
    logged_in_s: float | None  # None, as the two shares, of who never was told to come and go
    occupancy: float | None
    utilisation: float | None
    paused_s: float
    agent_offers: int
    agent_not_taken: int
    pauses: Mapping[str, float]  # the name of the reason, "" where none was given -> seconds, the longest first


def agent_rows(connection: Any, wanted: Range) -> list[AgentRow]:
    """Everybody who was logged in, rang or talked in a range, by name; states that go on count when they are over."""
    talks, times = agent_sums.talks(connection, wanted), agent_sums.times(connection, wanted)
    names = agents.names(connection)
    reasons = {reason.id: reason.name for reason in pause_reasons.everyone(connection)}
    rows = [
        _row(agent, names.get(agent, agent), (talks.get(agent, Counts()), times.get(agent, AgentTime())), reasons)
        for agent in talks.keys() | times.keys()
    ]
    always_there = agent_spans.never_left(connection, wanted.until)
    rows = [replace(row, **NO_LOG_IN) if row.agent in always_there else row for row in rows]
    return sorted(rows, key=lambda row: row.name.casefold())


def _row(agent: str, name: str, sums: tuple[Counts, AgentTime], reasons: Mapping[str, str]) -> AgentRow:
    talks, time = sums
    longest = sorted(time.pauses.items(), key=lambda pause: -pause[1])
    return AgentRow(
        agent,
        name,
        answered=talks.answered,
        aht_s=ratio("aht_s", talks),
        logged_in_s=time.logged_in_s,
        occupancy=occupancy(time),
        utilisation=utilisation(time),
        paused_s=time.paused_s,
        agent_offers=time.agent_offers,
        agent_not_taken=time.agent_not_taken,
        pauses={reasons.get(reason, reason): seconds for reason, seconds in longest},
    )
