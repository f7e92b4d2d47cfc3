"""Reminders: the server rings the carrier's numbers, which are answered, busy, or must not be rung now. All at once."""

import asyncio

import pytest_asyncio

from ivr.asterisk.far_end_phones import BUSY, RINGS, answers

APPOINTMENT = "2026-12-01T15:30+01:00"
CONFIRMS, BUSY_FIRST, ASLEEP = "+36205551001", "+36205551002", "+36205551003"
TEXT = "Kérjük, hozza magával a leleteit."


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def reminders(world_of_all, day_zone, night_zone) -> dict[str, str]:
    """Number -> id of the reminder that rings it, or must not."""
    phone = world_of_all.far_end.phone
    phone(CONFIRMS).behave(answers("silence:1 1 wait:30"))
    phone(BUSY_FIRST).behave(BUSY, answers("wait:3 2 wait:10"))
    phone(ASLEEP).behave(RINGS)
    said = ("--at", "now", "--name", "Kovács Anna", "--appointment", APPOINTMENT, "--text", TEXT)
    wishes = {
        CONFIRMS: ("--language", "hu", "--timezone", day_zone),
        BUSY_FIRST: ("--language", "en", "--timezone", day_zone),
        ASLEEP: ("--language", "hu", "--timezone", night_zone),
    }
    verbs = [world_of_all.house.verb("reminders", "add", "--to", to, *said, *more) for to, more in wishes.items()]
    return dict(zip(wishes, [printed.strip() for printed in await asyncio.gather(*verbs)], strict=True))


async def listed(world, reminder: str) -> str:
    lines = (await world.house.verb("reminders", "list", "--limit", "50")).splitlines()
    return next(line for line in lines if line.startswith(reminder))


async def test_a_busy_number_is_rung_once_more_and_its_answer_counts(world, reminders) -> None:
    await world.arrival(BUSY_FIRST, 1, within_s=6.0)
    second = await world.arrival(BUSY_FIRST, 2, within_s=15.0)
    await asyncio.wait_for(second.over.wait(), 30.0)
    assert world.hears(second, "reminder_cancelled")
    line = await listed(world, reminders[BUSY_FIRST])
    assert "attempts 2" in line
    assert "cancelled" in line


async def test_each_attempt_is_a_call_of_the_report(world, reminders) -> None:
    await (await world.arrival(BUSY_FIRST, 2, within_s=15.0)).over.wait()
    wanted = reminders[BUSY_FIRST]
    records = [row for row in await world.house.calls() if (row["attempt"] or {}).get("reminder_id") == wanted]
    assert sorted(record["disposition"] for record in records) == ["busy", "cancelled"]


async def test_nobody_is_rung_outside_the_window_of_his_zone(world, reminders) -> None:
    await world.arrival(BUSY_FIRST, 1, within_s=6.0)
    assert ASLEEP not in [call.number for call in world.far_end.arrived]
    assert "outside the calling window" in await listed(world, reminders[ASLEEP])


async def test_a_reminder_is_heard_to_its_end_and_confirmed(world, reminders) -> None:
    call = await world.arrival(CONFIRMS, within_s=6.0)
    await asyncio.wait_for(call.over.wait(), 45.0)
    assert world.hears(call, "reminder_greeting", "reminder_appointment", TEXT, "reminder_menu", "reminder_confirmed")
    assert "confirmed" in await listed(world, reminders[CONFIRMS])
