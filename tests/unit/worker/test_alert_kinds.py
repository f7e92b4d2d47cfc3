"""Every rule a new installation begins with is raised by what is stored, held between its thresholds, and cleared."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from ivr.bringup.configuration import first_settings
from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import AgentConnected, CallEnded, CallQueued, CallStarted, Direction, VisitEnded
from ivr.calls.ids import fresh_id
from ivr.config import Settings
from ivr.reports.live_rows import LiveAgent, LiveChanges, LiveQueue
from ivr.reports.promises import Calibration
from ivr.store import alert_rules, alerts, call_events, first_alert_rules, live, promises
from ivr.store.centre import Agent, Centre, Queue, Schedule, Skill, save_centre
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.migration import migrate
from ivr.store.visits import calls, legs
from ivr.worker.alerts import AlertWatch, house_of

BEGIN = datetime(2026, 11, 23, 12, 0, 1, tzinfo=UTC)  # a Monday, one o'clock in Budapest
NIGHT = datetime(2026, 11, 23, 22, 0, tzinfo=UTC)


@dataclass
class Stage:
    """A centre whose stored state is moved by hand."""

    database: Database
    settings: Settings
    now: datetime = BEGIN

    def wait(self, seconds: float) -> None:
        """Somebody has waited so long."""
        self._live(queues=(LiveQueue("nurse", 1, self.now - timedelta(seconds=seconds)),))

    def log_in(self, state: str) -> None:
        """The one agent is in this state."""
        self._live(agents=(LiveAgent("agent-anna", state, None, self.now),))

    def hold(self, share: float) -> None:
        """So much of what was announced was kept."""
        with self.database.write() as connection:
            promises.set_calibration(connection, "nurse", Calibration(50, round(50 * share), share > 0.7), self.now)

    def late(self, seconds: float) -> None:
        """An event has waited so long for the database."""
        self.settings.spool_dir.mkdir(exist_ok=True)
        for name in ("1.jsonl", "2.jsonl"):
            self._aged(self.settings.spool_dir / name, seconds)

    def silent(self, seconds: float) -> None:
        """The engine beat so long ago."""
        self._aged(self.settings.heartbeat_path, seconds)

    def ring_out(self, minutes_each: float, count: int) -> None:
        """So many calls to the outside of so many minutes."""
        ids = [fresh_id() for _ in range(count)]
        of_call = {"started_at": self.now, "direction": "outbound", "fallback": False, "witness": "engine"}
        talked = {"answered_at": self.now, "ended_at": self.now + timedelta(minutes=minutes_each)}
        with self.database.write() as connection:
            connection.execute(insert(calls), [of_call | {"call_id": one} for one in ids])
            row = {"kind": "caller", "witness": "engine", **talked}
            connection.execute(insert(legs), [row | {"call_id": one, "leg_id": f"{one}-0"} for one in ids])

    def ring_in(self, served: int, abandoned: int) -> None:
        """So many callers more who were answered in time, and who gave up after a minute."""
        with self.database.write() as connection:
            for place in range(served + abandoned):
                call_events.append(connection, self._call(place < served))
        refresh(self.database)

    def tomorrow(self) -> None:
        """The next day begins."""
        self.now += timedelta(days=1)

    def _call(self, is_served: bool) -> list:
        call_id, joined = fresh_id(), self.now - timedelta(seconds=1)
        steps = [
            (CallStarted, 0, {"direction": Direction.INBOUND, "entry": "menu:main", "caller_id": None, "dialled": "1",
                              "channel": "c", "linkedid": "1.1", "leg_id": f"{call_id}-0"}),
            (CallQueued, 0, {"visit_id": f"{call_id}-v", "queue": "nurse", "skill": "nurse", "min_level": 1,
                             "priority": 0}),
        ]  # fmt: skip
        leg = {"visit_id": f"{call_id}-v", "leg_id": f"{call_id}-1", "agent": "agent-anna"}
        steps += [(AgentConnected, 1, leg)] if is_served else []
        outcome, end_s = (VisitOutcome.ANSWERED, 1) if is_served else (VisitOutcome.ABANDONED, 60)
        ended = Disposition.SERVED if is_served else Disposition.ABANDONED
        steps += [(VisitEnded, end_s, {"visit_id": f"{call_id}-v", "outcome": outcome}),
                  (CallEnded, end_s, {"disposition": ended, "hung_up_by": Party.CALLER})]  # fmt: skip
        return [
            kind(event_id=f"{call_id}-{place}", call_id=call_id, at=joined + timedelta(seconds=after_s), **more)
            for place, (kind, after_s, more) in enumerate(steps)
        ]

    def _live(self, **changes: tuple) -> None:
        with self.database.write() as connection:
            live.apply(connection, LiveChanges(**changes))

    def _aged(self, path: Path, seconds: float) -> None:
        path.touch()
        at = self.now.timestamp() - seconds
        os.utime(path, (at, at))


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    settings = first_settings(tmp_path / "home", tmp_path / "cache", "local", {})
    database = Database(settings.database_url)
    migrate(database)
    agents = (Agent("agent-anna", "Anna", "secret", "201", {"nurse": 5}),)
    hours = (Schedule("opening_hours", {"monday": ["08:00-18:00"], "tuesday": ["08:00-18:00"]}),)
    centre = Centre((Skill("nurse", "Nurse"),), agents, (Queue("nurse", "Nurse", "nurse"),), schedules=hours)
    with database.write() as connection:
        save_centre(connection, centre)
        first_alert_rules.begin(connection, "en")
    made = Stage(database, settings)
    made.silent(0)
    made.log_in("available")
    yield made
    database.close()


Phase = Callable[[Stage], None]
KINDS: dict[str, tuple[Phase, Phase | None, Phase]] = {  # bad, between the thresholds (None: there is nothing), good
    "long-wait": (lambda s: s.wait(200), lambda s: s.wait(120), lambda s: s.wait(10)),
    "half-hour-below-the-goal": (
        lambda s: s.ring_in(6, 4), lambda s: s.ring_in(14, 0), lambda s: s.ring_in(20, 0)
    ),
    "abandon-rate-warning": (
        lambda s: s.ring_in(58, 2), lambda s: s.ring_in(14, 0), lambda s: s.ring_in(20, 0)
    ),
    "abandon-rate-alarm": (
        lambda s: s.ring_in(46, 4), lambda s: s.ring_in(36, 0), lambda s: s.ring_in(20, 0)
    ),
    "no-agent-logged-in": (lambda s: s.log_in("logged_out"), None, lambda s: s.log_in("paused")),
    "announced-times-do-not-hold": (lambda s: s.hold(0.2), None, lambda s: s.hold(0.9)),
    "history-is-late": (lambda s: s.late(40), lambda s: s.late(20), lambda s: s.late(0)),
    "many-calls-to-the-outside": (lambda s: s.ring_out(0, 1001), None, Stage.tomorrow),
    "many-minutes-to-the-outside": (lambda s: s.ring_out(300, 7), None, Stage.tomorrow),
    "engine-silent": (lambda s: s.silent(40), lambda s: s.silent(20), lambda s: s.silent(1)),
}  # fmt: skip


def raised(stage: Stage, rule: str) -> bool:
    """Whether the rule has an alert after its figure has been so for long enough."""
    watch = AlertWatch(stage.database, house_of(stage.settings), lambda: stage.now)
    with stage.database.read() as connection:
        lasts = timedelta(seconds=alert_rules.of(connection, rule).for_s)
    watch.look()
    stage.now += lasts
    watch.look()
    with stage.database.read() as connection:
        return rule in {one.rule for one in alerts.open_ones(connection)}


def test_every_first_rule_is_tried_here(stage: Stage) -> None:
    with stage.database.read() as connection:
        assert {one.id for one in alert_rules.everyone(connection)} == set(KINDS)


@pytest.mark.parametrize("rule", KINDS)
def test_it_is_raised_held_between_its_thresholds_and_cleared(stage: Stage, rule: str) -> None:
    bad, between, good = KINDS[rule]
    assert not raised(stage, rule)
    bad(stage)
    assert raised(stage, rule)
    if between is not None:
        between(stage)
        assert raised(stage, rule)
    good(stage)
    assert not raised(stage, rule)


def test_at_night_no_agent_has_to_be_there(stage: Stage) -> None:
    stage.now = NIGHT
    stage.log_in("logged_out")
    assert not raised(stage, "no-agent-logged-in")
