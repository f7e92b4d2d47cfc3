"""The wallboard for programs: the same figures as on the page, as numbers; what has no value is null."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.board import AgentLine, QueueLine, board
from ivr.console.board_latest import latest
from ivr.console.board_scope import board_scope
from ivr.console.board_wish import LONGEST, BoardWish
from ivr.console.gate import needs
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.shown import iso
from ivr.reports.wallboard import QueueRow

api = area("wallboard")


class BoardQuery(BaseModel):
    """What of the centre is asked for; empty is all of it."""

    project: str = Field("", max_length=LONGEST)
    queue: str = Field("", max_length=LONGEST)
    team: str = Field("", max_length=LONGEST)


class FiguresSaid(BaseModel):
    """The figures of some time (docs/metrics.md); shares are from 0 to 1."""

    offered: int
    answered: int
    abandoned: int
    short_abandoned: int
    service_level: float | None
    asa_s: float | None
    p50_wait_s: int | None
    p90_wait_s: int | None
    aht_s: float | None
    abandon_rate: float | None


class BudgetSaid(BaseModel):
    """The error budget of the running half hour (docs/metrics.md, section 7)."""

    offered: int
    kept: int
    missed: int
    undecided: int
    expected: int | None
    may_miss: int | None
    may_miss_so_far: int | None
    ends_at: float | None


class RowSaid(BaseModel):
    """Queues together: now, in this half hour, today."""

    waiting: int
    longest_wait_since: str | None
    agents: dict[str, int]
    half_hour: FiguresSaid
    today: FiguresSaid
    budget: BudgetSaid


class AlarmSaid(BaseModel):
    """A threshold that is passed: `warn` or `bad`."""

    kind: str
    mood: str
    limit: int
    value: float


class QueueSaid(RowSaid):
    """One queue."""

    id: str
    name: str
    project: str | None
    alarms: list[AlarmSaid]


class AgentSaid(BaseModel):
    """One agent; `queue` is null where it is none that may be seen."""

    id: str
    name: str
    team: str | None
    state: str
    reason: str | None
    since: str | None
    pause_too_long: bool
    queue: str | None
    answered_today: int
    aht_s: float | None


class BoardSaid(BaseModel):
    """The wallboard at one moment."""

    at: str
    calls: int
    centre: RowSaid
    queues: list[QueueSaid]
    agents: list[AgentSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_WALLBOARD)
@api.input(BoardQuery, location="query", arg_name="asked")
@api.output(BoardSaid)
@api.doc(summary="The wallboard at this moment", security="token", responses=answers(422))
def read(asked: BoardQuery) -> dict[str, Any]:
    """What may be seen of the centre, now."""
    shown = board(latest().snapshot(), BoardWish(**asked.model_dump()), board_scope())
    return {
        "at": iso(shown.at),
        "calls": shown.calls,
        "centre": _row(shown.centre, shown.longest_since),
        "queues": [_queue(line) for line in shown.queues],
        "agents": [_agent(line) for line in shown.agents],
    }


def _row(row: QueueRow, longest_since: datetime | None) -> dict[str, Any]:
    return {
        "waiting": row.waiting,
        "longest_wait_since": iso(longest_since) if longest_since else None,
        "agents": dict(row.agents),
        "half_hour": asdict(row.half_hour),
        "today": asdict(row.today),
        "budget": asdict(row.budget),
    }


def _queue(line: QueueLine) -> dict[str, Any]:
    names = {"id": line.queue.id, "name": line.queue.name, "project": line.queue.project}
    return names | _row(line.row, line.longest_since) | {"alarms": [asdict(alarm) for alarm in line.alarms]}


def _agent(line: AgentLine) -> dict[str, Any]:
    row, agent = line.row, line.agent
    return {
        "id": agent.id,
        "name": agent.name,
        "team": agent.team,
        "state": row.state,
        "reason": row.reason,
        "since": iso(row.since) if row.since else None,
        "pause_too_long": row.overruns,
        "queue": row.queue if line.queue else None,
        "answered_today": row.answered,
        "aht_s": row.aht_s,
    }
