import asyncio
from datetime import UTC, datetime, timedelta

from ivr.engine.fallback import Fallback, held_variables
from ivr.errors import ActionRefused
from ivr.routing.agent import AgentState

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


class Members:
    """Asterisk's queue: refuses what it refuses."""

    def __init__(self) -> None:
        self.paused: dict[str, bool] = {}

    async def queue_add(self, interface: str, name: str) -> None:
        if interface in self.paused:
            raise ActionRefused("already there")
        self.paused[interface] = False

    async def queue_remove(self, interface: str) -> None:
        if self.paused.pop(interface, None) is None:
            raise ActionRefused("not there")

    async def queue_pause(self, interface: str, paused: bool) -> None:
        self.paused[interface] = paused


async def follow(fallback: Fallback) -> None:
    task = asyncio.create_task(fallback.run())
    for _ in range(20):
        await asyncio.sleep(0)
    task.cancel()


async def test_members_follow_log_in_pause_and_log_out() -> None:
    members = Members()
    fallback = Fallback(members)

    fallback.agent_is("agent-anna", AgentState.AVAILABLE)
    fallback.agent_is("agent-bela", AgentState.PAUSED)
    await follow(fallback)
    assert members.paused == {"PJSIP/agent-anna": False, "PJSIP/agent-bela": True}

    fallback.agent_is("agent-anna", AgentState.LOGGED_OUT)
    fallback.agent_is("agent-bela", AgentState.WRAP_UP)
    await follow(fallback)
    assert members.paused == {"PJSIP/agent-bela": False}


async def test_a_restarted_asterisk_gets_every_member_anew_and_keeps_those_it_still_has() -> None:
    members = Members()
    fallback = Fallback(members)
    fallback.agent_is("agent-anna", AgentState.AVAILABLE)
    fallback.agent_is("agent-bela", AgentState.LOGGED_OUT)
    await follow(fallback)

    members.paused = {"PJSIP/agent-anna": True, "PJSIP/agent-bela": False}
    fallback.asterisk_found()
    await follow(fallback)

    assert members.paused == {"PJSIP/agent-anna": False}


async def test_nobody_new_is_rung_while_callers_are_taken_back() -> None:
    members = Members()
    fallback = Fallback(members)
    fallback.agent_is("agent-anna", AgentState.AVAILABLE)
    await follow(fallback)

    async with fallback.resting():
        fallback.agent_is("agent-bela", AgentState.AVAILABLE)
        await follow(fallback)
        assert members.paused == {"PJSIP/agent-anna": True}
    await follow(fallback)

    assert members.paused == {"PJSIP/agent-anna": False, "PJSIP/agent-bela": False}


def test_who_joined_later_ranks_lower_in_the_fallback() -> None:
    first, second = (
        int(held_variables("call", "reception", "reception", NOON + timedelta(milliseconds=late))["QUEUE_PRIO"])
        for late in (0, 100)
    )

    assert 0 < second < first < 2**31
