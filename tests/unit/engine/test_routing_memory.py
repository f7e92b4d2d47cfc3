"""What the router has learned outlives the engine."""

import asyncio

import pytest

from ivr.engine import routing_memory as module
from ivr.engine.routing_memory import RoutingMemory
from ivr.routing.acd import Acd
from ivr.store import routing_state
from ivr.store.database import Database

RULES = {"skills": ["reception"], "wrap_up_s": 10}


def experienced() -> Acd:
    """A router that knows how long twenty calls lasted."""
    acd = Acd(RULES)
    acd.agent_login(0.0, "anna", {"reception": 5})
    for number in range(20):
        began = 100.0 * number
        acd.add_call(began, f"call-{number}", "reception")
        acd.call_answered(began + 2, f"call-{number}", "anna")
        acd.call_ended(began + 50, f"call-{number}", "anna")
        acd.tick(began + 60)
    return acd


def waits_for(acd: Acd) -> float | None:
    """What two callers before him mean for one who comes now, with one agent who talks."""
    acd.agent_login(5000.0, "anna", {"reception": 5})
    for call in ("in hand", "before him"):
        acd.add_call(5000.0, call, "reception")
    return acd.estimate_new(5000.0, "reception").point


def test_a_new_router_knows_what_the_old_one_had_learned(database: Database, office) -> None:
    old, new = experienced(), Acd(RULES)
    RoutingMemory(old, database, office.clock.now).keep(old.learned())

    RoutingMemory(new, database, office.clock.now).take_up()

    assert new.learned() == old.learned()
    assert waits_for(new) == waits_for(old) != waits_for(Acd(RULES))


def test_what_another_version_kept_is_learned_anew(database: Database, office) -> None:
    with database.write() as connection:
        routing_state.save(connection, '{"version": 0}', office.clock.now())
    acd = Acd(RULES)

    RoutingMemory(acd, database, office.clock.now).take_up()

    assert acd.learned() == Acd(RULES).learned()


def test_what_has_not_changed_is_not_written_again(database: Database, office) -> None:
    acd = experienced()
    memory = RoutingMemory(acd, database, office.clock.now)
    memory.keep(acd.learned())
    with database.write() as connection:
        routing_state.save(connection, "{}", office.clock.now())

    memory.keep(acd.learned())

    with database.read() as connection:
        assert routing_state.load(connection) == {}


async def test_it_is_written_while_calls_go_on(database: Database, office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REST_S", 0)
    old, new = experienced(), Acd(RULES)
    task = asyncio.create_task(RoutingMemory(old, database, office.clock.now).run())
    async with asyncio.timeout(10):
        while new.learned() != old.learned():
            RoutingMemory(new, database, office.clock.now).take_up()
            await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


async def test_what_was_learned_last_is_written_when_the_engine_stops(database: Database, office) -> None:
    old, new = experienced(), Acd(RULES)
    task = asyncio.create_task(RoutingMemory(old, database, office.clock.now).run())
    await asyncio.sleep(0)

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    RoutingMemory(new, database, office.clock.now).take_up()
    assert new.learned() == old.learned()


def test_a_database_that_cannot_be_written_harms_no_call(database: Database, office, caplog) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE routing_state")

    RoutingMemory(experienced(), database, office.clock.now).keep({"version": 1})

    assert "cannot be kept" in caplog.text
