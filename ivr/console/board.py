"""The wallboard as it is shown: of a snapshot, what somebody may see and wishes to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ivr.access.account import Scope
from ivr.console.board_alarms import Alarm, alarms, gravest
from ivr.console.board_snapshot import Snapshot
from ivr.console.board_wish import BoardWish
from ivr.reports.live_rows import LiveQueue
from ivr.reports.wallboard import AgentRow, QueueRow, wallboard
from ivr.store.agents import Agent
from ivr.store.alerts import Alert
from ivr.store.queues import Queue

# Who can take a call comes first, who is away last.
ORDER = ("available", "ringing", "on_call", "wrap_up", "paused", "logged_out")


@dataclass(frozen=True, slots=True)
class QueueLine:
    """A queue with its figures, since when its longest wait lasts, and what it warns of."""

    queue: Queue
    row: QueueRow
    longest_since: datetime | None
    alarms: tuple[Alarm, ...]
    is_silent: bool = False  # callers are told no times, for the last ones did not hold

    @property
    def mood(self) -> str | None:
        """The mood of its worst alarm."""
        return gravest(self.alarms)


@dataclass(frozen=True, slots=True)
class AgentLine:
    """An agent with what he does; `reason` and `queue` are names to be read."""

    agent: Agent
    row: AgentRow
    reason: str | None
    queue: str | None


@dataclass(frozen=True, slots=True)
class Board:
    """What is shown."""

    at: datetime
    wish: BoardWish
    centre: QueueRow
    longest_since: datetime | None
    calls: int  # there are now, in menus too where everything is shown
    queues: tuple[QueueLine, ...]
    agents: tuple[AgentLine, ...]
    raised: tuple[Alert, ...] = ()  # alerts that are not cleared

    @property
    def alarms(self) -> tuple[Alarm, ...]:
        """The alarms of all queues."""
        return tuple(alarm for line in self.queues for alarm in line.alarms)

    def mood(self, kind: str) -> str | None:
        """The mood of the worst alarm of one kind."""
        return gravest(alarm for alarm in self.alarms if alarm.kind == kind)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the filters offer: ids and names."""

    projects: tuple[tuple[str, str], ...]
    queues: tuple[tuple[str, str], ...]
    teams: tuple[tuple[str, str], ...]


def board(snapshot: Snapshot, wish: BoardWish, scope: Scope) -> Board:
    """The part of the centre that is wished for, within what may be seen."""
    shown = [queue for queue in visible(snapshot, scope) if wish.takes_queue(queue)]
    people = _people(snapshot, shown, wish, scope)
    ids = frozenset(agent.id for agent in people)
    seen = [replace(one, agents=one.agents & ids) for one in (snapshot.seen[queue.id] for queue in shown)]
    made = wallboard(seen, [agent.id for agent in people], snapshot.live)
    since = {row.queue: row.longest_since for row in snapshot.live.queues}
    names = {queue.id: queue.name for queue in shown}
    return Board(
        at=made.at,
        wish=wish,
        centre=made.centre,
        longest_since=_longest(row for row in snapshot.live.queues if row.queue in names),
        calls=sum(queue in names or _is_whole(wish, scope) for queue in snapshot.calls),
        queues=tuple(
            QueueLine(queue, row, since.get(queue.id), alarms(queue, row), queue.id in snapshot.silent)
            for queue, row in zip(shown, made.queues, strict=True)
        ),
        agents=_in_order(
            AgentLine(agent, row, _reason(snapshot, row), names.get(row.queue or ""))
            for agent, row in zip(people, made.agents, strict=True)
        ),
        raised=tuple(one for one in snapshot.alerts if (one.queue in names if one.queue else scope.is_all)),
    )


def visible(snapshot: Snapshot, scope: Scope) -> list[Queue]:
    """The queues somebody may see."""
    return [queue for queue in snapshot.queues if scope.covers(queue.id, queue.project)]


def choices(snapshot: Snapshot, scope: Scope) -> Choices:
    """What somebody can choose from."""
    mine = visible(snapshot, scope)
    people = _people(snapshot, mine, BoardWish(), scope)
    of = {queue.project for queue in mine}
    led = {agent.team for agent in people}
    return Choices(
        projects=_sorted((project, name) for project, name in snapshot.projects.items() if project in of),
        queues=_sorted((queue.id, queue.name) for queue in mine),
        teams=_sorted((team, name) for team, name in snapshot.teams.items() if team in led),
    )


def _people(snapshot: Snapshot, shown: Sequence[Queue], wish: BoardWish, scope: Scope) -> list[Agent]:
    wished = [agent for agent in snapshot.agents if wish.takes_agent(agent)]
    if _is_whole(wish, scope):
        return wished
    skills = {queue.skill for queue in shown}
    return [agent for agent in wished if not skills.isdisjoint(agent.skills)]


def _is_whole(wish: BoardWish, scope: Scope) -> bool:
    return scope.is_all and not wish.queue and not wish.project


def _reason(snapshot: Snapshot, row: AgentRow) -> str | None:
    return snapshot.reasons.get(row.reason, row.reason) if row.reason else None


def _longest(rows: Iterable[LiveQueue]) -> datetime | None:
    return min((row.longest_since for row in rows if row.longest_since), default=None)


def _in_order(lines: Iterable[AgentLine]) -> tuple[AgentLine, ...]:
    def rank(line: AgentLine) -> tuple[int, str]:
        return (ORDER.index(line.row.state) if line.row.state in ORDER else len(ORDER), line.agent.name.casefold())

    return tuple(sorted(lines, key=rank))


def _sorted(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(pairs, key=lambda pair: pair[1].casefold()))
