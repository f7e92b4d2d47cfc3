"""What a waiting caller meets: keys, announcements, levels that widen, wrap-up, the agent of last time, a dead phone.

Each story has a queue and agents of its own (centre.yaml, menus/departments.yaml), and all are played at once.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio

from ivr.asterisk.far_end import Caller
from ivr.asterisk.far_end_call import FarEndCall
from ivr.asterisk.far_end_phones import RINGS, answers

pytestmark = pytest.mark.long
DEPARTMENTS = "101"
HANNA, ESZTER, FERI, GABI = "agent-hanna", "agent-eszter", "agent-feri", "agent-gabi"
IVAN, JULIA, KAROLY, LASZLO, MARIA = "agent-ivan", "agent-julia", "agent-karoly", "agent-laszlo", "agent-maria"
SPOKEN = "This telephone does not belong to an agent."  # a clip no menu plays
SHORT, LONG = answers("wait:1 hangup", after_s=0.2), answers("wait:200", after_s=0.2)


@dataclass
class Story:
    """Callers by what they are in it, when things happened (seconds), and what the report says of the callers."""

    calls: dict[str, FarEndCall] = field(default_factory=dict)
    at: dict[str, float] = field(default_factory=dict)
    records: dict[str, dict[str, Any]] = field(default_factory=dict)

    def mark(self, what: str) -> None:
        self.at[what] = time.monotonic()

    def after(self, earlier: str, later: str) -> float:
        return self.at[later] - self.at[earlier]


Play = Callable[[Any, Story], Awaitable[None]]


async def keys(world, story: Story) -> None:
    """Two wait, the first one hears the opening hours and is served first all the same."""
    story.calls["first"] = await world.call("wait:1 1 wait:3 1 wait:60", DEPARTMENTS, max_s=60.0)
    await asyncio.sleep(1.5)
    story.calls["second"] = await world.call("wait:1 1 wait:60", DEPARTMENTS, max_s=60.0)
    story.calls["leaver"] = await world.call("wait:1 1 wait:5 * wait:3 hangup", DEPARTMENTS)
    await asyncio.sleep(20.0)  # both have been told all there is to tell
    world.far_end.phone(HANNA).behave(SHORT)
    await world.log_in(HANNA)


async def announcement(world, story: Story) -> None:
    """One talks with the only agent, the next is told how long it may take, and it takes no longer."""
    world.far_end.phone(IVAN).behave(answers("wait:12 hangup", after_s=0.2), SHORT)
    await world.log_in(IVAN)
    story.calls["talks"] = await world.call("wait:1 3 wait:60", DEPARTMENTS)
    await (await world.arrival(IVAN)).settled.wait()
    story.calls["told"] = await world.call("wait:1 3 wait:60", DEPARTMENTS)
    await asyncio.sleep(1.0)
    story.calls["elsewhere"] = await world.call("wait:1 4 wait:60", DEPARTMENTS)
    await (await world.arrival(IVAN)).over.wait()
    story.mark("talked")
    await world.arrival(IVAN, 2, within_s=15.0)
    story.mark("rings again")


async def widening(world, story: Story) -> None:
    """The best agent is busy; the one who is good enough rings after ten seconds, the other one after twenty."""
    world.far_end.phone(ESZTER).behave(LONG)
    world.far_end.phone(FERI).behave(RINGS)
    await world.log_in(ESZTER)
    story.calls["talks"] = await world.call("wait:1 2 wait:60", DEPARTMENTS)
    await (await world.arrival(ESZTER)).settled.wait()
    await world.log_in(FERI, GABI)
    world.far_end.phone(GABI).behave(SHORT)
    story.calls["waits"] = await world.call("wait:1 2 wait:60", DEPARTMENTS)
    story.mark("pressed")
    await world.arrival(FERI, within_s=20.0)
    story.mark("feri rings")
    await world.arrival(GABI, within_s=20.0)
    story.mark("gabi rings")
    await story.calls["waits"].over.wait()
    await world.far_end.hang_up(story.calls["talks"])


async def same_agent(world, story: Story) -> None:
    """Who talked with one of two agents is given to that one again, although the other has been idle for longer."""
    number = Caller("+36305554433")
    world.far_end.phone(KAROLY).behave(SHORT)
    world.far_end.phone(JULIA).behave(SHORT)
    await world.log_in(KAROLY)
    first = await world.far_end.place_call(DEPARTMENTS, "wait:1 5 wait:20", number)
    world.placed.append(first)
    await first.over.wait()
    await world.log_in(JULIA)
    await asyncio.sleep(6.0)  # the report of the first call
    story.calls["again"] = await world.far_end.place_call(DEPARTMENTS, "wait:1 5 wait:20", number)
    world.placed.append(story.calls["again"])
    story.calls["another"] = await world.call("wait:4 5 wait:20", DEPARTMENTS)
    await asyncio.gather(story.calls["again"].over.wait(), story.calls["another"].over.wait())


async def dying_phone(world, story: Story) -> None:
    """The phone that rings goes off the air; the caller is offered to the next agent before one behind him."""
    world.far_end.phone(LASZLO).behave(RINGS)
    await world.log_in(LASZLO)
    story.calls["first"] = await world.call("wait:1 6 wait:60", DEPARTMENTS)
    await world.arrival(LASZLO)
    story.calls["second"] = await world.call("wait:1 6 wait:60", DEPARTMENTS)
    await asyncio.sleep(2.0)
    world.far_end.phone(MARIA).behave(SHORT)
    await world.log_in(MARIA)
    story.mark("dies")
    await world.far_end.unregister(LASZLO)
    await world.arrival(MARIA, within_s=10.0)
    story.mark("next rings")
    await asyncio.gather(story.calls["first"].over.wait(), story.calls["second"].over.wait())
    await world.far_end.register_phones()


async def message(world, story: Story) -> None:
    """Nobody comes, and the longest wait leads to a message."""
    script = f"wait:1 7 silence:4 wait:1 say:{world.speech(SPOKEN)} wait:4 # wait:20"
    story.calls["speaks"] = await world.call(script, DEPARTMENTS)
    await story.calls["speaks"].over.wait()


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def stories(world_of_all) -> dict[Play, Story]:
    """All of them at once."""
    world, played = world_of_all, (keys, announcement, widening, same_agent, dying_phone, message)
    world.start_test()
    stories = {play: Story() for play in played}
    await asyncio.gather(*(play(world, story) for play, story in stories.items()))
    for story in stories.values():
        by_number = {name: call for name, call in story.calls.items() if call.caller_id in world.numbers}
        await asyncio.gather(*(call.over.wait() for call in by_number.values()))
        found = await world.records(list(by_number.values()), within_s=30.0)
        story.records = dict(zip(by_number, found, strict=True))
    await world.end_test()
    return stories


async def test_a_key_while_waiting_gives_information_and_keeps_the_place(stories, world_of_all) -> None:
    story = stories[keys]
    first, second = story.records["first"], story.records["second"]
    assert world_of_all.hears_hours(story.calls["first"])
    assert world_of_all.hears(story.calls["second"], "no_agents", "waiting_keys")
    assert [visit["outcome"] for visit in first["visits"]] == ["answered"]
    assert first["visits"][0]["connected_at"] < second["visits"][0]["connected_at"]


async def test_a_key_that_leads_elsewhere_gives_the_place_up(stories, world_of_all) -> None:
    story = stories[keys]
    assert [visit["outcome"] for visit in story.records["leaver"]["visits"]] == ["key_exit"]
    assert world_of_all.hears(story.calls["leaver"], "main_menu_2")


async def test_the_time_a_caller_is_told_is_heard_and_kept(stories, world_of_all) -> None:
    story = stories[announcement]
    (visit,) = story.records["told"]["visits"]
    spoken = [words.text for words in world_of_all.listen(story.calls["told"]).words]
    assert any("served in less than" in text for text in spoken), spoken
    assert visit["outcome"] == "answered"


async def test_wrap_up_after_a_call_of_one_queue_holds_for_the_other_too(stories) -> None:
    story = stories[announcement]
    assert 5.0 < story.after("talked", "rings again") < 9.0


async def test_levels_widen_after_ten_and_twenty_seconds_and_ring_exactly_the_right_phones(stories) -> None:
    story = stories[widening]
    assert 9.5 < story.after("pressed", "feri rings") < 13.0
    assert 19.5 < story.after("pressed", "gabi rings") < 23.0
    legs = [(leg["agent"], leg["cause"]) for leg in story.records["waits"]["legs"] if leg["kind"] == "agent"]
    assert legs == [(FERI, "no_answer"), (GABI, None)]


async def test_a_caller_comes_back_to_the_agent_of_last_time(stories, world_of_all) -> None:
    again = stories[same_agent].calls["again"]
    calls = [row for row in await world_of_all.house.calls() if row["caller_id"] == again.caller_id]
    talked = [leg["agent"] for row in calls for leg in row["legs"] if leg["kind"] == "agent"]
    assert talked == [KAROLY, KAROLY]


async def test_a_stranger_goes_to_the_agent_idle_longest(stories) -> None:
    legs = stories[same_agent].records["another"]["legs"]
    assert [leg["agent"] for leg in legs if leg["kind"] == "agent"] == [JULIA]


async def test_a_phone_that_dies_while_ringing_is_passed_over_within_five_seconds(stories) -> None:
    story = stories[dying_phone]
    assert story.after("dies", "next rings") < 5.0
    legs = [(leg["agent"], leg["cause"]) for leg in story.records["first"]["legs"] if leg["kind"] == "agent"]
    assert legs == [(LASZLO, "unreachable"), (MARIA, None)]


async def test_a_message_is_asked_for_heard_and_kept(stories, world_of_all) -> None:
    call = stories[message].calls["speaks"]
    record = stories[message].records["speaks"]
    kept = (world_of_all.house.settings.home / "messages" / "archive").glob("*.wav")
    assert world_of_all.hears(call, "leave_message", "message_kept")
    # Ids sort by the time they were made: what others said in this house is older.
    assert len([path for path in kept if path.stem > record["call_id"]]) == 1
    assert [visit["outcome"] for visit in record["visits"]] == ["diverted"]
