"""What the router has learned outlives the engine."""

import asyncio

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
    RoutingMemory(old, database, office.clock.now).keep_last()

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
    memory = RoutingMemory(experienced(), database, office.clock.now)
    memory.keep_last()
    with database.write() as connection:
        routing_state.save(connection, "{}", office.clock.now())

    memory.keep_last()

    with database.read() as connection:
        assert routing_state.load(connection) == {}


def test_a_database_that_cannot_be_written_harms_no_call(database: Database, office, caplog) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DROP TABLE routing_state")

    RoutingMemory(experienced(), database, office.clock.now).keep_last()

    assert "cannot be kept" in caplog.text


async def test_what_was_learned_last_is_written_when_the_engine_stops(database: Database, office) -> None:
    old, new = experienced(), Acd(RULES)
    task = asyncio.create_task(RoutingMemory(old, database, office.clock.now).outlive(asyncio.Event().wait))
    await asyncio.sleep(0)

    task.cancel()
    await asyncio.gather(task, return_exceptions=True)

    RoutingMemory(new, database, office.clock.now).take_up()
    assert new.learned() == old.learned()
