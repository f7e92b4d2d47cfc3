"""Callers out of Asterisk's own queue: who is fetched, in which order, and who is left."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from ivr.asterisk.ami_lists import ChannelSeen
from ivr.calls.events import CallQueued, CallStarted, Direction, Event
from ivr.calls.ids import fresh_id, leg_id
from ivr.engine import taking_back as module
from ivr.engine.history import Diary, History
from ivr.engine.taking_back import Records, TakingBack
from ivr.errors import ConnectionLost
from ivr.store import call_events
from ivr.store.database import Database


@dataclass
class Exchange:
    """Asterisk: its channels, those fetched, and whether its own queue rests."""

    channels: list[ChannelSeen] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)
    told: list[Event] = field(default_factory=list)
    rests: bool = False
    fails: int = 0

    async def core_show_channels(self) -> list[ChannelSeen]:
        if self.fails:
            self.fails -= 1
            raise ConnectionLost
        return self.channels

    async def redirect(self, channel: str, context: str, exten: str) -> bool:
        assert (self.rests, context, exten) == (True, "back", "s")
        self.fetched.append(channel)
        return True

    @asynccontextmanager
    async def resting(self) -> AsyncIterator[None]:
        self.rests = True
        yield
        self.rests = False

    async def seated(self, call_id: str, within_s: float) -> None:
        """He has."""


def channel(name: str, call_id: str = "", linkedid: str = "", **changed: str) -> ChannelSeen:
    seen = {
        "channel": name, "uniqueid": name, "linkedid": linkedid or name, "state": "Up", "context": "fallback",
        "exten": "s", "application": "Queue", "application_arguments": "fallback", "account": call_id,
        "caller_id": "", "bridge": "",
    }  # fmt: skip
    return ChannelSeen(**{**seen, **changed})


@pytest.fixture
def exchange() -> Exchange:
    return Exchange()


@pytest.fixture
def taking_back(exchange: Exchange, database: Database, monkeypatch: pytest.MonkeyPatch) -> TakingBack:
    monkeypatch.setattr(module, "SETTLE_S", 0)
    monkeypatch.setattr(module, "LOOK_AGAIN_S", 0)
    records = Records(database, lambda limit_s: None, exchange.told.append)
    return TakingBack(exchange, exchange.resting, records, exchange.seated)


async def until(taking_back: TakingBack, is_so: Callable[[], bool]) -> None:
    """Let the looking go on until something is so."""
    taking_back.look()
    task = asyncio.create_task(taking_back.run())
    async with asyncio.timeout(60):
        while not is_so():  # noqa: ASYNC110 - what is looked at is Asterisk's
            await asyncio.sleep(0.01)
    task.cancel()


def waiting(database: Database, office, joined_after_s: float | None) -> str:
    """A call in the history, in a queue since a moment or in its menu."""
    call_id, events = fresh_id(), []
    history = History(call_id, Diary(events.append, office.clock.now))
    line = {"entry": "menu:main", "caller_id": None, "dialled": "100", "channel": "c", "linkedid": "1"}
    history.add(CallStarted, direction=Direction.INBOUND, leg_id=leg_id(call_id, 0), **line)
    if joined_after_s is not None:
        office.clock.forward(joined_after_s)
        history.add(CallQueued, visit_id=call_id, queue="q", skill="q", min_level=1, priority=0)
        office.clock.forward(-joined_after_s)
    with database.write() as connection:
        call_events.append(connection, events)
    return call_id


async def test_callers_are_fetched_in_the_order_they_joined(taking_back, exchange, database, office) -> None:
    calls = {name: waiting(database, office, after_s) for name, after_s in (("b", 2), ("menu", None), ("a", 1))}
    exchange.channels = [channel("stranger"), *(channel(name, call_id) for name, call_id in calls.items())]

    await until(taking_back, lambda: len(exchange.fetched) == 4)

    assert exchange.fetched == ["a", "b", "menu", "stranger"]


async def test_the_door_learns_where_a_call_stood_once_and_the_live_view_hears_of_it(
    taking_back, exchange, database, office
) -> None:
    call_id = waiting(database, office, 1)
    exchange.channels = [channel("a", call_id)]
    await until(taking_back, lambda: bool(exchange.fetched))

    stood = taking_back.expected(call_id)

    assert stood is not None
    assert (stood.call_id, stood.queued.queue) == (call_id, "q")
    assert exchange.told == [stood.started, stood.queued]
    assert taking_back.expected(call_id) is None


async def test_who_talks_or_is_rung_for_is_left_until_the_phone_has_stopped(taking_back, exchange) -> None:
    phone = channel("phone", linkedid="rung for", context="inbound", application="AppQueue", state="Ringing")
    talks = channel("talks", bridge="b")
    exchange.channels = [channel("rung for"), phone, talks, channel("elsewhere", context="call", application="AGI")]
    await until(taking_back, lambda: exchange.rests)
    assert exchange.fetched == []

    exchange.channels.remove(phone)
    await until(taking_back, lambda: bool(exchange.fetched))

    assert exchange.fetched == ["rung for"]


async def test_nobody_is_fetched_twice(taking_back, exchange) -> None:
    exchange.channels = [channel("a")]
    await until(taking_back, lambda: exchange.fetched == ["a"])

    exchange.channels = [channel("a"), channel("b")]
    await until(taking_back, lambda: len(exchange.fetched) > 1)

    assert exchange.fetched == ["a", "b"]


async def test_a_lost_connection_ends_nothing(taking_back, exchange) -> None:
    exchange.fails, exchange.channels = 1, [channel("a")]
    await until(taking_back, lambda: exchange.fails == 0)

    await until(taking_back, lambda: bool(exchange.fetched))

    assert exchange.fetched == ["a"]
