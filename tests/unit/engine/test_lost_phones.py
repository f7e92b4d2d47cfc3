"""A phone that vanishes while it rings."""

import asyncio
from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from ivr.engine import lost_phones
from ivr.engine.lost_phones import SUBSCRIBER_ABSENT, LostPhones
from ivr.errors import ConnectionLost

ANNA = "agent-anna"


@dataclass
class Exchange:
    registered: bool = False
    away: bool = False
    hung_up: list[tuple[str, int]] = field(default_factory=list)

    async def is_registered(self, phone: str) -> bool:
        if self.away:
            raise ConnectionLost
        return self.registered

    async def core_show_channels(self) -> list[SimpleNamespace]:
        rows = (("PJSIP/far-end-1", "Up"), (f"PJSIP/{ANNA}-2", "Ringing"), (f"PJSIP/{ANNA}-3", "Up"))
        return [SimpleNamespace(channel=channel, state=state) for channel, state in rows]

    async def hang_up(self, channel: str, cause: int) -> bool:
        self.hung_up.append((channel, cause))
        return True


async def after_losing_it(exchange: Exchange, monkeypatch: pytest.MonkeyPatch, *, rings: bool = True) -> list:
    monkeypatch.setattr(lost_phones, "SURE_S", 0.0)
    phones = LostPhones(exchange, lambda _phone: rings)
    phones.lost(ANNA)
    phones.lost(ANNA)
    await asyncio.gather(*phones._looking.values())
    return exchange.hung_up


async def test_its_ringing_ends_as_that_of_a_phone_that_cannot_be_reached(monkeypatch) -> None:
    assert await after_losing_it(Exchange(), monkeypatch) == [(f"PJSIP/{ANNA}-2", SUBSCRIBER_ABSENT)]


@pytest.mark.parametrize(("exchange", "rings"), [(Exchange(registered=True), True), (Exchange(), False)])
async def test_one_that_registers_anew_or_does_not_ring_is_left_alone(monkeypatch, exchange, rings) -> None:
    assert await after_losing_it(exchange, monkeypatch, rings=rings) == []


async def test_it_rings_on_when_nobody_can_tell(monkeypatch, caplog) -> None:
    assert await after_losing_it(Exchange(away=True), monkeypatch) == []
    assert "it rings on" in caplog.text
