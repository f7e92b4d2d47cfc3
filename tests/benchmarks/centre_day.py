"""A day of a centre in a database: agents, queues and calls of today with their whole history, made up by a seed.

The events are real and go through `call_events.append`; the folded tables are made from the same events in memory, in
larger pieces than the worker's. tests/store/test_centre_day.py shows that the worker would have made the same rows.

    .ivr/venv/bin/python tests/benchmarks/centre_day.py sqlite:////tmp/day.sqlite [calls today] [calls before]
"""

import random
import sys
import time
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import delete, insert

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    AgentStateChanged,
    CallAnswered,
    CallEnded,
    CallEvent,
    CallQueued,
    CallStarted,
    Direction,
    Event,
    KeysPressed,
    NodeEntered,
    PromptPlayed,
    VisitEnded,
)
from ivr.calls.ids import leg_id, uuid7
from ivr.reports.call_record import CallRecord
from ivr.reports.fold import fold
from ivr.reports.live_rows import LiveAgent, LiveCall, LiveChanges, LiveQueue
from ivr.store import agent_spans, attempts, call_events, live, reminders
from ivr.store.centre import Agent, Centre, Queue, Skill, save_centre
from ivr.store.database import Database
from ivr.store.folding import replace
from ivr.store.migration import migrate
from ivr.store.stale_calls import stale_calls

CALLS_AT_ONCE = 1000
WITH_A_PERSON = 0.4  # of the calls; the others are served by the menu


@dataclass(frozen=True)
class Day:
    """How large a day, from when until when, and by which seed."""

    since: datetime
    until: datetime
    calls: int = 100_000
    agents: int = 200
    queues: int = 20
    people: int = 10_000_000  # who ring: a third of the calls is by the first 100,000 of them
    seed: int = 1
    with_history: bool = True  # without: the folded tables only, for days long gone


@dataclass
class Made:
    """Calls as events, and each agent's changes of state with them, in order."""

    events: list[list[CallEvent]] = field(default_factory=list)
    changes: dict[str, list[AgentStateChanged]] = field(default_factory=dict)


def centre_of(day: Day) -> Centre:
    """Queues of one skill each; every agent has three of the skills."""
    skills = tuple(Skill(f"skill-{number:02}", f"Skill {number}") for number in range(day.queues))
    agents = tuple(
        Agent(f"agent-{number:03}", f"Agent {number}", phone_secret="x" * 20, extension=f"{1000 + number}",
              skills={skills[(number + step) % day.queues].id: 5 for step in range(min(3, day.queues))})
        for number in range(day.agents)
    )  # fmt: skip
    queues = tuple(Queue(f"queue-{n:02}", f"Queue {n}", skill.id, timezone="UTC") for n, skill in enumerate(skills))
    return Centre(skills=skills, agents=agents, queues=queues)


class Calls:
    """Makes calls, one after the other; agents take one call at a time."""

    def __init__(self, day: Day) -> None:
        self._day, self._random = day, random.Random(day.seed)
        self._free = {f"agent-{number:03}": day.since for number in range(day.agents)}
        self._able = [
            [agent.id for agent in centre_of(day).agents if f"skill-{number:02}" in agent.skills]
            for number in range(day.queues)
        ]
        self._made = Made()

    def __iter__(self) -> Iterator[Made]:
        length = (self._day.until - self._day.since).total_seconds()
        starts = sorted(self._random.uniform(0, length) for _ in range(self._day.calls))
        for number, start in enumerate(starts):
            self._call(number, self._day.since + timedelta(seconds=round(start, 3)))
            if len(self._made.events) == CALLS_AT_ONCE:
                yield self._made
                self._made = Made()
        yield self._made

    def _call(self, number: int, start: datetime) -> None:
        call_id = uuid7(int(start.timestamp() * 1000), self._random.randbytes(10))
        call = _Call(call_id, start, self._day.until)
        person = self._random.randrange(self._day.people if number % 3 else min(self._day.people, 100_000))
        call.add(0, CallStarted, direction=Direction.INBOUND, entry="menu:main", caller_id=f"+3630{person:07}",
                 dialled="100", channel=f"PJSIP/far-end-{number}", linkedid=f"{number}.1",
                 leg_id=leg_id(call_id, 0))  # fmt: skip
        call.add(0.2, CallAnswered, leg_id=leg_id(call_id, 0))
        call.add(0.2, NodeEntered, menu="main", node="welcome", node_kind="menu")
        call.add(6, PromptPlayed, prompts=("welcome", "main_menu"), language="en", seconds=5.8, completed=True)
        if self._random.random() < WITH_A_PERSON:
            call.add(7, KeysPressed, node="welcome", digits="1", outcome="match")
            self._visit(call, 7.5)
        else:
            self._alone(call)
        self._made.events.append(call.events)

    def _alone(self, call: "_Call") -> None:
        heard = self._random.random() < 0.8
        left = self._random.uniform(7, 40)
        if heard:
            call.add(left, PromptPlayed, prompts=("hours",), language="en", seconds=left - 7, completed=True)
        ending = Disposition.SELF_SERVED if heard else Disposition.LEFT_MENU
        call.add(left, CallEnded, disposition=ending, hung_up_by=Party.CALLER)

    def _visit(self, call: "_Call", joined: float) -> None:
        number = min(int(self._random.expovariate(4 / self._day.queues)), self._day.queues - 1)
        visit = f"{call.call_id}-v"
        call.add(joined, CallQueued, visit_id=visit, queue=f"queue-{number:02}", skill=f"skill-{number:02}",
                 min_level=1, priority=0)  # fmt: skip
        agent = min(self._able[number], key=lambda one: self._free[one])
        free = (self._free[agent] - call.start).total_seconds()
        answered = max(free, joined) + self._random.expovariate(1 / 6)
        patience = joined + self._random.expovariate(1 / 120)
        if patience < answered:
            self._given_up(call, visit, patience)
        else:
            self._talk(call, visit, agent, answered)

    def _given_up(self, call: "_Call", visit: str, at: float) -> None:
        timed_out = self._random.random() < 0.02
        call.add(
            at, VisitEnded, visit_id=visit, outcome=VisitOutcome.TIMED_OUT if timed_out else VisitOutcome.ABANDONED
        )
        ending = Disposition.NOT_SERVED if timed_out else Disposition.ABANDONED
        call.add(at, CallEnded, disposition=ending, hung_up_by=Party.SYSTEM if timed_out else Party.CALLER)

    def _talk(self, call: "_Call", visit: str, agent: str, answered: float) -> None:
        names = {"visit_id": visit, "leg_id": leg_id(call.call_id, 1), "agent": agent}
        over = answered + self._random.lognormvariate(3.8, 0.6)
        call.add(max(answered - 4, 7.5), AgentOffered, **names, because="longest idle")
        call.add(answered, AgentConnected, **names)
        call.add(answered, VisitEnded, visit_id=visit, outcome=VisitOutcome.ANSWERED)
        call.add(over, AgentLegEnded, **names, hung_up_by=Party.CALLER)
        call.add(over, CallEnded, disposition=Disposition.SERVED, hung_up_by=Party.CALLER)
        ready = over + self._random.uniform(3, 12)
        for at, state in ((answered, "on_call"), (over, "wrap_up"), (ready, "available")):
            self._change(agent, call.at(at), state)
        self._free[agent] = call.at(ready)

    def _change(self, agent: str, at: datetime, state: str) -> None:
        if at <= self._day.until:
            identifier = f"{agent}-{at.timestamp():.6f}"
            change = AgentStateChanged(event_id=identifier, at=at, agent=agent, state=state)
            self._made.changes.setdefault(agent, []).append(change)


class _Call:
    """The events of one call so far; what lies after the day has not happened."""

    def __init__(self, call_id: str, start: datetime, until: datetime) -> None:
        self.call_id, self.start, self._until = call_id, start, until
        self.events: list[CallEvent] = []

    def at(self, second: float) -> datetime:
        return self.start + timedelta(seconds=round(second, 3))

    def add(self, second: float, kind: type[CallEvent], **fields: Any) -> None:
        if self.at(second) <= self._until:
            identifier = f"{self.call_id}-e{len(self.events)}"
            self.events.append(kind(event_id=identifier, at=self.at(second), call_id=self.call_id, **fields))


def fill(database: Database, day: Day) -> None:
    """Put the day's calls into a migrated database: history, folded tables, rollups."""
    for made in Calls(day):
        events: list[Event] = [event for part in (*made.events, *made.changes.values()) for event in part]
        with database.write() as connection:
            if day.with_history:
                call_events.append(connection, events)
            replace(connection, [_folded(call, made.changes) for call in made.events if call])
            connection.execute(delete(stale_calls))
            while agent_spans.fold_some(connection):
                pass


def put_reminders(database: Database, day: Day) -> None:
    """Reminders of the day, one for twenty calls: their attempts, and what the people answered; no history of calls."""
    choose, length = random.Random(day.seed), (day.until - day.since).total_seconds()
    ends = [Disposition.CONFIRMED, Disposition.CANCELLED, Disposition.HEARD, Disposition.MACHINE, Disposition.NO_ANSWER]
    people: list[dict[str, Any]] = []
    tries: list[dict[str, Any]] = []
    for number in range(day.calls // 20):
        due = day.since + timedelta(seconds=round(choose.uniform(0, length), 3))
        mine = uuid7(int(due.timestamp() * 1000), choose.randbytes(10))
        last = choose.choices(ends, (5, 1, 2, 1, 3))[0]
        missed = [Disposition.NO_ANSWER] if number % 3 == 0 else []
        for place, end in enumerate((*missed, last), start=1):
            began = due + timedelta(minutes=10 * (place - 1))
            call = uuid7(int(began.timestamp() * 1000), choose.randbytes(10))
            tries.append(
                {
                    "id": call,
                    "reminder_id": mine,
                    "number": place,
                    "call_id": call,
                    "leg_id": f"{call}-0",
                    "started_at": began,
                    "ended_at": began + timedelta(seconds=40),
                    "disposition": end,
                }
            )
        answered = last.value if last in (Disposition.CONFIRMED, Disposition.CANCELLED) else None
        people.append(
            {
                "id": mine,
                "number": f"+3630{number:07}",
                "language": "hu",
                "message": {},
                "due_at": due,
                "created_at": due,
                "state": "done",
                "disposition": last,
                "response": answered,
            }
        )
    with database.write() as connection:
        connection.execute(insert(reminders.reminders), people)
        connection.execute(insert(attempts.attempts), tries)


def put_centre(database: Database, day: Day) -> None:
    """The centre itself, and what its live rows say at the end of the day."""
    centre = centre_of(day)
    states = ("available", "on_call", "on_call", "wrap_up", "paused")
    agents = tuple(
        LiveAgent(agent.id, states[n % len(states)], None, day.until - timedelta(seconds=n))
        for n, agent in enumerate(centre.agents)
    )
    queues = tuple(
        LiveQueue(queue.id, n % 4, day.until - timedelta(seconds=n) if n % 4 else None)
        for n, queue in enumerate(centre.queues)
    )
    started = [day.until - timedelta(seconds=number) for number in range(1, 121)]
    calls = tuple(
        LiveCall(uuid7(int(at.timestamp() * 1000), bytes(10)), "+36301234567", "menu:main", at, "menu")
        for at in started
    )
    with database.write() as connection:
        save_centre(connection, centre)
        live.apply(connection, LiveChanges(agents, queues, calls))


def _folded(call: list[CallEvent], changes: dict[str, list[AgentStateChanged]]) -> CallRecord:
    connected = next((event for event in call if isinstance(event, AgentConnected)), None)
    mine = changes.get(connected.agent, []) if connected else []
    first = bisect_left(mine, connected.at, key=lambda one: one.at) if connected else 0
    record = fold(call, mine[first : first + 4])  # on the call, wrapping up, ready: the rest is of later calls
    assert record is not None
    return record


def main() -> None:
    """Fill a database and say how long it took."""
    url, today, before = sys.argv[1], int((*sys.argv, "100000")[2]), int((*sys.argv, "0", "0")[3])
    until = datetime.now(UTC)
    midnight = until.replace(hour=0, minute=0, second=0, microsecond=0)
    database = Database(url)
    migrate(database)
    begun = time.monotonic()
    put_centre(database, Day(midnight, until))
    days = [Day(midnight, until, today)]
    if before:
        days.insert(0, Day(midnight - timedelta(days=30), midnight, before, seed=2, with_history=False))
    for day in days:
        put_reminders(database, day)
        fill(database, day)
    print(f"{today} calls today and {before} before: {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    main()
