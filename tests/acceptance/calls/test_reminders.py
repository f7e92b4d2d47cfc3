"""Reminders: the server rings the carrier's numbers, which are answered, busy, or must not be rung now."""

import asyncio
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.asterisk.far_end_phones import BUSY, RINGS, answers

ZONES = ("Europe/Budapest", "Asia/Tokyo", "America/Los_Angeles")  # at each moment it is day in one, night in another
APPOINTMENT = "2026-12-01T15:30+01:00"


def zone_at(*, day: bool) -> str:
    """A zone where it is well inside (or well outside) 8:00 to 21:00 now."""
    for name in ZONES:
        hour = datetime.now(UTC).astimezone(ZoneInfo(name)).hour
        if (9 <= hour < 20) if day else (hour >= 22 or hour < 7):
            return name
    return pytest.fail("the zones of this test do not cover the day")


async def remind(world, number: str, *, day: bool = True, language: str = "hu") -> str:
    words = ("--to", number, "--at", "now", "--language", language, "--timezone", zone_at(day=day))
    said = ("--name", "Kovács Anna", "--appointment", APPOINTMENT, "--text", "Kérjük, hozza magával a leleteit.")
    return (await world.house.verb("reminders", "add", *words, *said)).strip()


async def listed(world, reminder: str) -> str:
    lines = (await world.house.verb("reminders", "list", "--limit", "50")).splitlines()
    return next(line for line in lines if line.startswith(reminder))


async def test_a_reminder_is_heard_and_confirmed(world) -> None:
    number = "+36205551001"
    world.far_end.phone(number).behave(answers("silence:1 1 wait:30"))
    reminder = await remind(world, number)
    call = await world.arrival(number, within_s=6.0)
    await asyncio.wait_for(call.over.wait(), 40.0)
    assert world.hears(call, "reminder_greeting", "reminder_appointment", "reminder_menu", "reminder_confirmed")
    line = await listed(world, reminder)
    assert "confirmed" in line


async def test_a_busy_number_is_rung_once_more(world) -> None:
    number = "+36205551002"
    world.far_end.phone(number).behave(BUSY, answers("wait:4 2 wait:10"))
    reminder = await remind(world, number, language="en")
    await world.arrival(number, 1, within_s=6.0)
    second = await world.arrival(number, 2, within_s=15.0)
    await asyncio.wait_for(second.over.wait(), 30.0)
    assert world.hears(second, "reminder_cancelled")
    line = await listed(world, reminder)
    assert "attempts 2" in line
    assert "cancelled" in line
    records = [row for row in await world.house.calls() if (row["attempt"] or {}).get("reminder_id") == reminder]
    assert sorted(record["disposition"] for record in records) == ["busy", "cancelled"]


async def test_nobody_is_rung_outside_the_window_of_his_zone(world) -> None:
    number = "+36205551003"
    world.far_end.phone(number).behave(RINGS)
    reminder = await remind(world, number, day=False)
    await asyncio.sleep(3.0)
    assert not [call for call in world.far_end.arrived if call.number == number]
    assert "outside the calling window" in await listed(world, reminder)
