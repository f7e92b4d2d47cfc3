"""Queues that are full, that close, that prefer some and that give up: what callers meet there, all played at once."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest_asyncio

from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import answers
from ivr.console import doorbell
from ivr.store import centre_version
from ivr.store.centre import Schedule, load_centre, save_centre
from ivr.store.database import Database

COUNTERS, RITA = "102", "agent-rita"
CASHIER, COUNTER, POST, REGISTERED, PARCELS = (f"wait:1 {key} wait:40" for key in "12345")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
ALWAYS = {day: ["00:00-24:00"] for day in DAYS}
IN_FORCE_S = 1.5

Callers = dict[str, FarEndCall]


class Hours:
    """The opening hours of the centre, as somebody sets them while calls go on."""

    def __init__(self, settings, database: Database) -> None:
        self._settings, self._database = settings, database

    def put_in_force(self, hours: dict[str, list[str]]) -> dict[str, list[str]]:
        """These, in a moment: those before."""
        with self._database.write() as connection:
            centre = load_centre(connection)
            (before,) = centre.schedules
            save_centre(connection, replace(centre, schedules=(Schedule(before.id, hours),)))
            centre_version.bump(connection)
        doorbell.ring(self._settings)
        return before.definition


@contextmanager
def hours_of(settings) -> Iterator[Hours]:
    with closing(Database(settings.database_url)) as database:
        yield Hours(settings, database)


async def closes(world) -> Callers:
    """One waits when opening hours end, another one comes after them."""
    with hours_of(world.house.settings) as hours:
        before = hours.put_in_force(ALWAYS)
        try:
            await asyncio.sleep(IN_FORCE_S)
            waits = await world.call(CASHIER, COUNTERS)
            await asyncio.sleep(3.5)
            hours.put_in_force({})
            await asyncio.sleep(IN_FORCE_S)
            late = await world.call(CASHIER, COUNTERS)
            await asyncio.sleep(7.0)
        finally:
            hours.put_in_force(before)
    return {"waits at closing time": waits, "comes too late": late}


async def fills_up(world) -> Callers:
    """There is room for one, and two come."""
    first = await world.call(COUNTER, COUNTERS)
    await asyncio.sleep(2.5)
    return {"has the only place": first, "finds it full": await world.call(COUNTER, COUNTERS)}


async def prefers(world) -> Callers:
    """Two wait, the later one with a minute of bonus; then an agent comes."""
    plain = await world.call(POST, COUNTERS)
    await asyncio.sleep(2.0)
    preferred = await world.call(REGISTERED, COUNTERS)
    await asyncio.sleep(3.0)
    world.far_end.phone(RITA).behave(answers("wait:1 hangup", after_s=0.2))
    await world.log_in(RITA)
    await asyncio.gather(plain.over.wait(), preferred.over.wait())
    return {"came first": plain, "has a bonus": preferred}


async def gives_up(world) -> Callers:
    """Nobody comes within the longest wait, and his menu goes on."""
    return {"waits too long": await world.call(PARCELS, COUNTERS)}


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def callers(world_of_all) -> Callers:
    """Whoever came, by his story, all of them gone again."""
    world_of_all.start_test()
    played = await asyncio.gather(*(play(world_of_all) for play in (closes, fills_up, prefers, gives_up)))
    calls = {name: call for story in played for name, call in story.items()}
    await world_of_all.end_test()
    return calls


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def records(callers, world_of_all) -> dict[str, dict]:
    """What the report says of each."""
    return dict(zip(callers, await world_of_all.records(list(callers.values())), strict=True))


def outcomes(record: dict) -> list[str]:
    return [visit["outcome"] for visit in record["visits"]]


async def test_who_waits_at_closing_time_hears_it_and_is_sent_on(callers, records, world_of_all) -> None:
    assert world_of_all.hears(callers["waits at closing time"], "closed_now", "leave_message")
    assert outcomes(records["waits at closing time"]) == ["diverted"]


async def test_who_comes_after_closing_time_is_not_let_in(callers, records, world_of_all) -> None:
    assert world_of_all.hears(callers["comes too late"], "closed_now", "leave_message")
    assert outcomes(records["comes too late"]) == []


async def test_who_finds_the_queue_full_hears_it_and_his_menu_goes_on(callers, records, world_of_all) -> None:
    assert world_of_all.hears(callers["finds it full"], "queue_full", "goodbye")
    assert outcomes(records["finds it full"]) == []
    assert outcomes(records["has the only place"]) == ["abandoned"]


async def test_a_minute_of_bonus_goes_before_a_caller_two_seconds_earlier(records) -> None:
    first, second = records["has a bonus"]["visits"][0], records["came first"]["visits"][0]
    assert first["joined_at"] > second["joined_at"]
    assert first["connected_at"] < second["connected_at"]


async def test_after_the_longest_wait_the_menu_goes_on(callers, records, world_of_all) -> None:
    assert world_of_all.hears(callers["waits too long"], "goodbye")
    assert outcomes(records["waits too long"]) == ["timed_out"]
    assert 2.9 < records["waits too long"]["visits"][0]["wait_s"] < 6.0
