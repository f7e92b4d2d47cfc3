"""Two hundred calls of all kinds: report, CEL, CDR and queue_log agree call by call, also when the engine is killed.

All kinds come at once, fifty callers at a time, while reminders ring and callbacks are called. In the first story the
keeper is stopped for a while as well, so that Asterisk's own queue serves; in the second the engine is killed three
times and comes back by itself. Nothing here depends on how fast the machine is.
"""

import asyncio
import json
import os
import re
import signal
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import cycle, islice, pairwise
from typing import Any

import pytest
import pytest_asyncio

from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import BUSY, DECLINES, RINGS, answers

pytestmark = pytest.mark.long
WAVES = 4
LAST = WAVES - 1
KINDS = {  # number, what the caller does, and how many of fifty do so
    "hears information": ("100", "wait:1 2 wait:4 hangup", 8),
    "leaves the menu": ("100", "wait:0.5 hangup", 4),
    "reception": ("100", "wait:1 1 wait:60", 8),
    "nurse": ("100", "wait:1 3 wait:60", 4),
    "pharmacy": ("101", "wait:1 1 wait:60", 4),
    "ward": ("101", "wait:1 4 wait:60", 4),
    "dentist": ("101", "wait:1 5 wait:60", 4),
    "gives up": ("101", "wait:1 6 wait:8 hangup", 3),
    "gives up at once": ("101", "wait:1 6 wait:2 hangup", 2),
    "is put through outside": ("101", "wait:1 8 wait:30", 3),
    "is sent on to a colleague": ("101", "wait:1 0 wait:60", 2),
    "leaves a message": ("101", "wait:1 7 silence:4 wait:1 say:{speech} wait:4 # wait:20", 2),
    "no such number": ("555", "wait:4 hangup", 2),
}
SPOKEN = "It is kept, callers hear it from now on."
CONFIRMS = answers("silence:1 1 wait:30")
REMINDED = {  # how the telephone of somebody behaves whom we remind, and how the attempts end
    "is busy at first": ((BUSY, CONFIRMS), ["busy", "confirmed"]),
    "does not hear it at first": ((RINGS, CONFIRMS), ["confirmed", "no_answer"]),
    "confirms": ((CONFIRMS,), ["confirmed"]),
    "refuses": ((DECLINES,), ["rejected"]),
    "hangs up in the greeting": ((answers("wait:1 hangup"),), ["cut_short"]),
}
REMINDED_A_WAVE = 3
CALLBACK = "wait:1 3 wait:1.5 2 silence:1 1 silence:1 wait:1 hangup"
AGENTS = ("agent-anna", "agent-bela", "agent-hanna", "agent-ivan", "agent-julia", "agent-karoly")
SENDS_ON, COLLEAGUE = (
    "agent-petra",
    "agent-maria",
)  # the first is the only one of the helpdesk; the other logs in nowhere
NURSES = ("agent-csilla", "agent-dora")
OUTSIDE = "+36205559000"
MID_WAVE_S = 2.0
PATIENCE_S = 120.0


@dataclass
class Story:
    """What was called, and what is said of it."""

    began: str
    calls: list[FarEndCall] = field(default_factory=list)
    reminded: dict[str, str] = field(default_factory=dict)  # number -> which of REMINDED
    undisturbed: set[str] = field(default_factory=set)  # of them: over before any engine was killed
    printed: str = ""
    compared: dict[str, int] = field(default_factory=dict)
    records: list[dict[str, Any]] = field(default_factory=list)

    @property
    def numbers(self) -> set[str]:
        return {call.caller_id for call in self.calls}


async def wave(world, story: Story) -> list[FarEndCall]:
    """Fifty callers, within some seconds."""
    placed, speech = [], world.speech(SPOKEN)
    for number, script, many in KINDS.values():
        for _ in range(many):
            placed.append(await world.call(script.format(speech=speech), number, max_s=90.0))
            await asyncio.sleep(0.04)
    story.calls += placed
    return placed


async def over(calls: list[FarEndCall]) -> None:
    await asyncio.wait_for(asyncio.gather(*(call.over.wait() for call in calls)), PATIENCE_S)


async def staffed(world) -> None:
    talks = answers("wait:1 hangup", after_s=0.2)
    for agent in (*AGENTS, *NURSES):
        world.far_end.phone(agent).behave(talks)
    for other in (OUTSIDE, COLLEAGUE):
        world.far_end.phone(other).behave(talks)
    world.far_end.phone(SENDS_ON).behave(answers("wait:1 transfer:219", after_s=0.2))
    await world.log_in(*AGENTS, SENDS_ON)


async def callbacks(world, story: Story) -> None:
    """Some ask to be called back while no nurse is there."""
    asked = [await world.call(CALLBACK, max_s=60.0) for _ in range(3)]
    for call in asked:
        world.far_end.phone(call.caller_id).behave(answers("silence:1 1 wait:4 1 wait:25"))
    await over(asked)
    story.calls += asked
    await world.log_in(*NURSES)


async def remind(world, story: Story, where: str) -> None:
    """Some people are to be reminded now, of the kinds in turn."""
    kinds = list(islice(cycle(REMINDED), len(story.reminded), len(story.reminded) + REMINDED_A_WAVE))
    numbers = [f"+3620{5_580_000 + len(world.numbers) * 10 + place}" for place in range(len(kinds))]
    for number, kind in zip(numbers, kinds, strict=True):
        world.far_end.phone(number).behave(*REMINDED[kind][0])
        story.reminded[number] = kind
    words = ("reminders", "add", "--at", "now", "--text", "Please come.", "--timezone", where)
    await asyncio.gather(*(world.house.verb(*words, "--to", number) for number in numbers))


async def all_reminded(world, story: Story) -> None:
    async with asyncio.timeout(2 * PATIENCE_S):
        while True:
            listed = (await world.house.verb("reminders", "list", "--limit", "100")).splitlines()
            mine = [line.split() for line in listed if line.split()[1] in story.reminded]
            if len(mine) == len(story.reminded) and all(words[3] == "done" for words in mine):
                return
            await asyncio.sleep(1.0)


async def kill(world) -> int:
    engine = (await world.house.status())["pids"]["engine"]
    os.kill(engine, signal.SIGKILL)
    return engine


async def back(world, engine: int) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while True:
            child = (await world.house.status())["children"]["engine"]
            if child["pid"] != engine and child["phase"] == "up":
                return
            await asyncio.sleep(0.2)


async def alone(world) -> None:
    """Asterisk serves by itself for a while."""
    keeper = (await world.house.status())["pids"]["keeper"]
    os.kill(keeper, signal.SIGSTOP)
    try:
        served, engine = await served_by_asterisk(world), await kill(world)
        async with asyncio.timeout(PATIENCE_S):
            while await served_by_asterisk(world) == served:  # noqa: ASYNC110 - it is Asterisk that moves
                await asyncio.sleep(1.0)
    finally:
        os.kill(keeper, signal.SIGCONT)
    await back(world, engine)


async def served_by_asterisk(world) -> int:
    """How many talks in Asterisk's own queue are over."""
    found = re.search(r"\bC:(\d+)", await world.house.console("queue show fallback"))
    return int(found[1]) if found else 0


async def held(world, story: Story) -> None:
    """What is said once every witness has been read up to the last call."""
    async with asyncio.timeout(2 * PATIENCE_S):
        while not story.printed or "compared later" in story.printed:
            await asyncio.sleep(2.0)
            story.printed = await reconciled(world, story.began)
            found = re.findall(r"^(CEL|CDR|queue_log): (\d+) calls compared", story.printed, re.MULTILINE)
            story.compared = {name: int(calls) for name, calls in found}
    words = ("report", "calls", "--from", story.began, "--limit", "1000", "--format", "json")
    rows = json.loads(await world.house.verb(*words, timeout_s=PATIENCE_S))
    callers = Counter(row["caller_id"] for row in rows if row["direction"] == "inbound")
    assert {number: callers[number] for number in story.numbers} == dict.fromkeys(story.numbers, 1)
    story.records = [row for row in rows if row["caller_id"] in story.numbers or row["dialled"] in story.reminded]


async def reconciled(world, began: str) -> str:
    """The books and the comparison as printed, whether anything disagrees or not."""
    words = ("report", "reconcile", "--from", began)
    printed: str = await world.house.verb(*words, timeout_s=PATIENCE_S, codes=(0, 1))
    return printed


async def told(world, where: str, kills: int) -> Story:
    world.start_test()
    story = Story(datetime.now(UTC).isoformat())
    await staffed(world)
    await callbacks(world, story)
    for number in range(WAVES):
        if number == LAST and not kills:
            await all_reminded(world, story)
            story.undisturbed = set(story.reminded)
        await remind(world, story, where)
        calling = asyncio.ensure_future(wave(world, story))
        await asyncio.sleep(MID_WAVE_S)
        if number < kills:
            await back(world, await kill(world))
        elif number == LAST and not kills:
            await alone(world)
        await over(await calling)
    await all_reminded(world, story)
    await held(world, story)
    await world.end_test()
    return story


def attempts(story: Story) -> list[dict[str, Any]]:
    return [row for row in story.records if row["dialled"] in story.reminded]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def quiet(world_of_all, meanwhile, day_zone) -> Story:
    await over(list(meanwhile.values()))
    return await told(world_of_all, day_zone, kills=0)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def killed(world_of_all, quiet, day_zone) -> Story:
    return await told(world_of_all, day_zone, kills=3)


async def test_every_call_of_two_hundred_is_told_alike_by_all(quiet: Story) -> None:
    assert len(quiet.calls) > 200
    assert "no discrepancies" in quiet.printed, quiet.printed
    assert min(quiet.compared["CEL"], quiet.compared["CDR"]) >= len(quiet.calls) + len(attempts(quiet))
    assert quiet.compared["queue_log"] > 0


async def test_all_kinds_were_among_them(quiet: Story) -> None:
    ends = {row["disposition"] for row in quiet.records}
    assert {"served", "self_served", "left_menu", "abandoned", "transferred", "callback"} <= ends
    outcomes = {visit["outcome"] for row in quiet.records for visit in row["visits"]}
    assert {"answered", "abandoned", "callback", "diverted"} <= outcomes
    talked = [[leg["agent"] for leg in row["legs"] if leg["agent"] and leg["answered_at"]] for row in quiet.records]
    assert [SENDS_ON, COLLEAGUE] in talked


async def test_every_ringing_of_a_reminder_is_a_call_with_its_end(quiet: Story) -> None:
    ends: dict[str, list[str]] = {number: [] for number in quiet.reminded}
    for row in attempts(quiet):
        ends[row["dialled"]].append(row["disposition"])
    assert {quiet.reminded[number] for number in quiet.undisturbed} == set(REMINDED)
    for number in quiet.undisturbed:
        assert sorted(ends[number]) == REMINDED[quiet.reminded[number]][1]


async def test_the_same_with_an_engine_killed_three_times(killed: Story) -> None:
    assert "no discrepancies" in killed.printed, killed.printed


async def test_every_leg_is_there_and_marked_with_who_saw_it(killed: Story) -> None:
    legs = [leg for row in killed.records for leg in row["legs"]]
    assert all(any(leg["kind"] == "caller" and leg["ended_at"] for leg in row["legs"]) for row in killed.records)
    assert {leg["witness"] for leg in legs} == {"engine", "cel"}


async def test_also_then_every_ringing_of_a_reminder_is_a_call(world_of_all, killed: Story) -> None:
    rang = Counter(call.number for call in world_of_all.far_end.arrived if call.number in killed.reminded)
    told_of = Counter(row["dialled"] for row in attempts(killed))
    assert all(row["disposition"] for row in attempts(killed))
    assert all(rang[number] <= told_of[number] <= 2 for number in killed.reminded), (rang, told_of)


async def test_nobody_had_more_than_one_talk_at_a_time(killed: Story) -> None:
    talks: dict[str, list[tuple[str, str]]] = {}
    for leg in (leg for row in killed.records for leg in row["legs"] if leg["agent"] and leg["answered_at"]):
        if leg["agent"] == COLLEAGUE:  # who sends a caller on rings her himself, whether she talks or not
            continue
        talks.setdefault(leg["agent"], []).append((leg["answered_at"], leg["ended_at"]))
    for found in talks.values():
        ordered = sorted(found)
        assert all(ended <= began for (_, ended), (began, _) in pairwise(ordered))


async def test_the_books_balance_after_all_of_it(world_of_all, killed: Story) -> None:
    books = await reconciled(world_of_all, world_of_all.house.began)
    differences = re.findall(r"^(\S+)(?: +\d+){9} +(-?\d+)$", books, re.MULTILINE)
    assert {queue for queue, _ in differences} >= {"reception", "nurse", "pharmacy", "ward", "dentist", "surgery"}
    assert {difference for _, difference in differences} == {"0"}


async def test_folding_anew_gives_the_same(world_of_all, killed: Story) -> None:
    assert "the same as before" in await world_of_all.house.verb("report", "rebuild", timeout_s=120.0)
