"""A past day comes back with its visits, and its agents as they were then."""

from datetime import UTC, date, datetime, timedelta

from ivr.calls import events as happened
from ivr.calls.disposition import OfferFailure, VisitOutcome
from ivr.calls.events import AgentStateChanged, Event
from ivr.simulation.past_day import PastDay
from ivr.store import audit, call_events, levels, past_days
from ivr.store.audit import AuditEntry
from ivr.store.centre import Agent, Centre, Queue, Skill, save_centre
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.levels import Level

DAY = date(2026, 11, 20)
MIDNIGHT = datetime(2026, 11, 19, 23, tzinfo=UTC)  # of that day in Budapest
LATER = MIDNIGHT + timedelta(days=3)


def state(hour: float, name: str, agent: str = "agent-anna") -> AgentStateChanged:
    at = MIDNIGHT + timedelta(hours=hour)
    return AgentStateChanged(event_id=f"{agent} {hour}", at=at, agent=agent, state=name)


def visit(hour: float) -> list[Event]:
    start, name = MIDNIGHT + timedelta(hours=hour), f"call-{hour}"

    def after(seconds: float) -> dict[str, object]:
        return {"event_id": f"{name} {seconds}", "at": start + timedelta(seconds=seconds), "call_id": name}

    of = {"visit_id": name, "leg_id": f"{name}-1", "agent": "agent-anna"}
    joined = {"visit_id": name, "queue": "nurses", "skill": "nurse", "min_level": 4, "priority": 30}
    return [
        happened.CallQueued(**after(0), **joined),
        happened.OfferFailed(**after(5), **of, cause=OfferFailure.NO_ANSWER),
        happened.VisitEnded(**after(30), visit_id=name, outcome=VisitOutcome.ABANDONED),
    ]


def loaded(database: Database, *told: Event, now: datetime = LATER) -> PastDay:
    centre = Centre(
        skills=(Skill("nurse", "Nurse"),),
        agents=(Agent("agent-anna", "Anna", "s", "201", {"nurse": 7}),),
        queues=(Queue("nurses", "Nurses", "nurse", service_level_s=30, goal_percent=90),),
    )
    with database.write() as connection:
        save_centre(connection, centre)
        call_events.append(connection, told)
    refresh(database)
    with database.read() as connection:
        return past_days.load(connection, DAY, "Europe/Budapest", now)


def test_the_day_is_the_one_of_the_zone(database: Database) -> None:
    found = loaded(database, *visit(-0.1), *visit(0.1), *visit(23.9), *visit(24.1))

    assert [one.visit_id for one in found.visits] == ["call-0.1", "call-23.9"]


def test_what_the_callers_asked_for_and_who_let_it_ring_is_known(database: Database) -> None:
    found = loaded(database, *visit(8))

    assert [(join.visit_id, join.min_level, join.priority) for join in found.joins] == [("call-8", 4, 30)]
    assert found.not_taken == {"call-8": 1}


def test_agents_are_as_they_were_when_the_day_began(database: Database) -> None:
    told = (state(-30, "available"), state(-20, "paused"), state(9, "logged_out"), state(8, "available", "agent-bela"))
    found = loaded(database, *told, state(25, "available"))

    assert sorted((one.agent, one.state) for one in found.states) == [
        ("agent-anna", "logged_out"),
        ("agent-anna", "paused"),
        ("agent-bela", "available"),
    ]


def test_of_today_only_what_is_over_is_told(database: Database) -> None:
    found = loaded(database, *visit(8), now=MIDNIGHT + timedelta(hours=9))

    assert found.length_s == 9 * 3600


def test_the_rules_of_the_queues_come_with_it(database: Database) -> None:
    rules = loaded(database).queues[0]

    assert (rules.id, rules.skill, rules.answer_s, rules.goal) == ("nurses", "nurse", 30, 0.9)


def test_levels_are_those_of_the_day(database: Database) -> None:
    loaded(database)
    before = {"agent": "agent-anna", "skill": "nurse", "level": 3, "expires_at": None}
    entry = AuditEntry(LATER, "Kata", "set level", "level", "agent-anna nurse", before, before | {"level": 7})
    with database.write() as connection:
        levels.set_level(connection, Level("agent-anna", "nurse", 7), 9)
        audit.append(connection, entry)
    with database.read() as connection:
        then, now = (past_days.levels_at(connection, at) for at in (LATER, LATER + timedelta(1)))

    assert (then, now) == ({"agent-anna": {"nurse": 3}}, {"agent-anna": {"nurse": 9}})


def test_a_level_given_since_was_not_there(database: Database) -> None:
    loaded(database)
    before = {"agent": "agent-anna", "skill": "nurse", "level": None, "expires_at": None}
    with database.write() as connection:
        audit.append(connection, AuditEntry(LATER, "Kata", "set level", "level", "agent-anna nurse", before, before))
    with database.read() as connection:
        assert past_days.levels_at(connection, LATER) == {"agent-anna": {}}
