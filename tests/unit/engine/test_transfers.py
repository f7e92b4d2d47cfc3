"""Who has left an agent comes in again, or does not."""

import asyncio

from ivr.calls.standing import Standing
from ivr.engine import transfers as module
from ivr.engine.transfers import Transfers

KNOWN = Standing("call-1")


async def nobody(_call_id: str) -> Standing | None:
    return None


async def known(_call_id: str) -> Standing | None:
    return KNOWN


async def test_who_does_not_come_in_has_hung_up(monkeypatch) -> None:
    monkeypatch.setattr(module, "COMES_S", 0.01)
    assert not await Transfers(nobody, str).comes("call-1")


async def test_who_comes_in_is_met_when_all_of_his_talk_is_told() -> None:
    transfers, order = Transfers(known, str), []

    async def leaves() -> None:
        await asyncio.sleep(0.01)
        order.append("told")
        assert await transfers.comes("call-1")

    async def comes_in() -> None:
        assert await transfers.stood("call-1") is KNOWN
        order.append("met")

    await asyncio.gather(comes_in(), leaves())
    assert order == ["told", "met"]


async def test_whom_an_earlier_engine_had_is_met_all_the_same(monkeypatch) -> None:
    monkeypatch.setattr(module, "COMES_S", 0.01)
    assert await Transfers(known, str).stood("call-1") is KNOWN


async def test_a_call_without_an_id_stands_nowhere() -> None:
    assert await Transfers(known, str).stood(None) is None


def test_an_extension_is_an_agents_a_number_a_menus_and_all_else_is_outside_or_nothing() -> None:
    transfers = Transfers(nobody, {"06301234567": "+36301234567"}.get)
    leads = [transfers.target(number, {"201": "agent-anna"}, {"100": "menu:main"}) for number in
             ("201", "100", "06301234567", "999")]  # fmt: skip
    assert leads == ["agent:agent-anna", "menu:main", "number:+36301234567", "none"]
