"""A leg we place is asked for once, within the trunk's pace, and its owner hears how it ended."""

import asyncio

import pytest

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.originate import Originate
from ivr.calls.disposition import Disposition
from ivr.calls.ids import leg_id, uuid7
from ivr.engine import outbound_legs as module
from ivr.engine.outbound_legs import OutboundLegs, Placed, Trunk
from ivr.errors import ActionRefused, AsteriskError, ConnectionLost
from ivr.outbound.pacing import Pace

ONE, TWO, THREE = (leg_id(uuid7(number, bytes(10)), 0) for number in (1, 2, 3))
BUSY = 17


class Carrier:
    """Asterisk in our hands, and somebody who owns the legs."""

    def __init__(self, pace: Pace = Pace(2, 50.0, kept=1)) -> None:  # noqa: B008 - a frozen value
        self.legs = OutboundLegs(Trunk(("HU",), pace, "+3612223333", 20), self.originate)
        self.asked: list[Originate] = []
        self.refusal: AsteriskError | None = None
        self.ended: list[Disposition] = []
        self.alive: set[str] | None = None
        self.over = asyncio.Event()
        self.legs.own(self.end_lost)

    async def originate(self, wish: Originate) -> None:
        self.asked.append(wish)
        if self.refusal:
            raise self.refusal

    async def end(self, disposition: Disposition) -> None:
        self.ended.append(disposition)
        self.over.set()

    async def end_lost(self, alive: set[str]) -> None:
        self.alive = alive
        self.over.set()

    async def place(self, leg: str, ring_s: int | None = None) -> None:
        self.legs.adopt(leg, self.end)
        await self.legs.place(Placed(leg, "+36301234567", {"IVR_LANGUAGE": "hu"}, ring_s))


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Carrier:
    monkeypatch.setattr(module, "CAUSE_S", 0)
    return Carrier()


async def test_a_call_goes_out_over_the_trunk_under_its_own_id(carrier: Carrier) -> None:
    await carrier.place(ONE, ring_s=7)
    (asked,) = carrier.asked
    assert (asked.dial_string, asked.channel_id, asked.ring_s) == ("PJSIP/+36301234567@carrier", ONE, 7)
    assert (asked.caller_id, asked.context, asked.exten) == ("+3612223333", "outbound", "answered")


async def test_a_line_is_left_for_callbacks_and_freed_at_the_end(carrier: Carrier) -> None:
    await carrier.place(ONE)
    assert (carrier.legs.free(), carrier.legs.free(for_callback=True)) == (0, 1)
    carrier.legs.over(ONE)
    assert carrier.legs.free() == 1


async def test_the_cause_of_the_hangup_says_why_nobody_answered(carrier: Carrier) -> None:
    await carrier.place(ONE)
    carrier.legs.responded(OriginateResponse(ONE, False, "", "<null>", 0))
    carrier.legs.hung_up(Hangup("PJSIP/carrier-1", ONE, ONE, BUSY))
    await asyncio.wait_for(carrier.over.wait(), 60)
    assert carrier.ended == [Disposition.BUSY]


async def test_a_call_asterisk_refuses_has_failed(carrier: Carrier) -> None:
    carrier.refusal = ActionRefused()
    await carrier.place(ONE)
    assert carrier.ended == [Disposition.FAILED]


async def test_whether_a_call_rings_is_doubted_when_the_connection_was_lost(carrier: Carrier) -> None:
    carrier.refusal = ConnectionLost()
    await carrier.place(ONE)
    carrier.legs.asterisk_found()
    carrier.refusal = None
    await carrier.place(TWO)
    await carrier.legs.take_up({THREE})
    assert carrier.ended == []
    assert carrier.alive == {TWO, THREE}


async def test_a_stranger_that_hangs_up_is_looked_for_in_the_books(carrier: Carrier) -> None:
    await carrier.legs.take_up({THREE})
    carrier.over.clear()
    carrier.legs.hung_up(Hangup("PJSIP/carrier-1", THREE, THREE, BUSY))
    await asyncio.wait_for(carrier.over.wait(), 60)
    assert carrier.alive == set()


async def test_without_a_carrier_nothing_goes_out(carrier: Carrier) -> None:
    legs = OutboundLegs(None, carrier.originate)
    legs.adopt(ONE, carrier.end)
    await legs.place(Placed(ONE, "+36301234567"))
    assert (carrier.asked, legs.free(for_callback=True)) == ([], 0)
