"""A supervisor's leg is kept, rebuilt, exported and left by an erasure; no figure knows of it."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from ivr.calls.disposition import Disposition, Party, VisitOutcome
from ivr.calls.events import (
    AgentConnected,
    AgentLegEnded,
    AgentOffered,
    CallEnded,
    CallQueued,
    CallStarted,
    Direction,
    Event,
    VisitEnded,
)
from ivr.calls.ids import fresh_id, uuid7
from ivr.calls.listening import listening_leg
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded
from ivr.calls.pseudonym import MARK, Veil
from ivr.store import call_events, erasures
from ivr.store.agent_rollups import agent_rollups
from ivr.store.centre import Agent, Centre, save_centre
from ivr.store.database import Database
from ivr.store.erasure import erase
from ivr.store.erasures import Erasure
from ivr.store.export import EXPORTED
from ivr.store.figures import Range
from ivr.store.folding import rebuild, refresh
from ivr.store.listening import Coverage, coverage
from ivr.store.rollups import rollups
from ivr.store.visits import legs, visits

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = uuid7(1, bytes(10))
LEG = listening_leg(CALL, uuid7(2, bytes(10)))
CALLER = "+36301234567"
SARA = "Sára <account:1>"


def at(second: int, kind: type[Event], **fields: Any) -> Event:
    return kind(event_id=f"{kind.__name__}", at=NOON + timedelta(seconds=second), call_id=CALL, **fields)


def call() -> list[Event]:
    names = {"visit_id": f"{CALL}-v", "leg_id": f"{CALL}-1", "agent": "agent-anna"}
    return [
        at(0, CallStarted, direction=Direction.INBOUND, entry="menu:main", caller_id=CALLER, dialled="100",
           channel="c", linkedid="1.1", leg_id=f"{CALL}-0"),
        at(1, CallQueued, visit_id=names["visit_id"], queue="nurse", skill="nurse", min_level=1, priority=0),
        at(2, AgentOffered, **names),
        at(9, AgentConnected, **names),
        at(60, AgentLegEnded, **names, hung_up_by=Party.CALLER),
        at(60, VisitEnded, visit_id=names["visit_id"], outcome=VisitOutcome.ANSWERED),
        at(60, CallEnded, disposition=Disposition.SERVED, hung_up_by=Party.CALLER),
    ]  # fmt: skip


def listened() -> list[Event]:
    who = {"agent": "agent-anna", "account": SARA, "phone": "agent-bela", "mode": "listen", "rule": "told"}
    asked, began = at(20, ListeningAsked, leg_id=LEG, **who), at(25, ListeningBegan, leg_id=LEG)
    return [asked, began, at(61, ListeningEnded, leg_id=LEG)]


def write(database: Database, events: list[Event]) -> None:
    with database.write() as connection:
        call_events.append(connection, events)
    refresh(database)


def rows(database: Database, *tables: Any) -> list[Any]:
    with database.read() as connection:
        return [sorted(map(tuple, connection.execute(select(table)))) for table in tables]


def test_what_supervisors_do_moves_no_figure(database: Database) -> None:
    write(database, call())
    before = rows(database, rollups, agent_rollups, visits)
    assert [len(table) for table in before] == [1, 1, 1]
    write(database, listened())
    assert rows(database, rollups, agent_rollups, visits) == before


def test_a_supervisors_leg_is_the_same_when_everything_is_made_anew(database: Database) -> None:
    write(database, [*call(), *listened()])
    (kept,) = rows(database, legs)
    rebuild(database)
    assert rows(database, legs) == [kept]
    with database.read() as connection:
        leg = connection.execute(select(legs).where(legs.c.leg_id == LEG)).mappings().one()
    assert (leg["kind"], leg["agent"], leg["account"]) == ("supervisor", "agent-anna", SARA)
    assert (leg["answered_at"] - leg["rang_at"], leg["ended_at"] - leg["answered_at"]) == (
        timedelta(seconds=5),
        timedelta(seconds=36),
    )


def test_a_supervisors_leg_leaves_with_the_others(database: Database) -> None:
    write(database, [*call(), *listened()])
    (table,) = [one for one in EXPORTED if one.name == "legs"]
    with database.read() as connection:
        told = table.rows(connection, NOON, NOON + timedelta(1), str)
        found = [dict(zip(table.columns, row, strict=True)) for row in told]
    assert [(row["kind"], row["account"]) for row in found] == [("caller", None), ("agent", None), ("supervisor", SARA)]


def test_erasing_the_caller_leaves_who_listened(database: Database) -> None:
    write(database, [*call(), *listened()])
    veil = Veil(frozenset({CALLER[1:]}), "secret")
    erasure = Erasure(fresh_id(), CALLER, veil.pseudonym(CALLER), "kata", NOON, NOON)
    with database.write() as connection:
        erasures.ask(connection, erasure)
    erase(database, veil, erasure, NOON)
    with database.read() as connection:
        leg = connection.execute(select(legs).where(legs.c.leg_id == LEG)).mappings().one()
        (first, *_) = call_events.of_call(connection, CALL)
    assert (leg["account"], str(first.caller_id).startswith(MARK)) == (SARA, True)
    assert erasure.erased.legs == 3


def test_who_was_never_heard_comes_first(database: Database) -> None:
    with database.write() as connection:
        people = (Agent("agent-anna", "Anna", "x" * 12, "201", {}), Agent("agent-bela", "Béla", "x" * 12, "202", {}))
        save_centre(connection, Centre(agents=people))
    write(database, [*call(), *listened()])
    with database.read() as connection:
        bela, anna = coverage(connection, Range(NOON, NOON + timedelta(hours=1)))
        later = coverage(connection, Range(NOON + timedelta(hours=1), NOON + timedelta(hours=2)))
        one = coverage(connection, Range(NOON, NOON + timedelta(hours=1), frozenset({"agent-bela"})))
    assert [alone.name for alone in one] == ["Béla"]
    heard_at = NOON + timedelta(seconds=25)
    assert (bela.name, bela.talks, bela.listened, bela.last_listened_at) == ("Béla", 0, 0, None)
    assert anna == Coverage("agent-anna", "Anna", 1, 1, 36.0, heard_at)
    assert [(one.name, one.talks, one.listened, one.last_listened_at) for one in later] == [
        ("Anna", 0, 0, heard_at),
        ("Béla", 0, 0, None),
    ]
