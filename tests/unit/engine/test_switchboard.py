"""What Asterisk's manager reports reaches those whom it concerns."""

import asyncio
from dataclasses import dataclass, field

import pytest

from ivr.asterisk.ami_events import (
    AttendedTransfer,
    ContactLost,
    DeviceStateChange,
    DialEnd,
    FullyBooted,
    Hangup,
    KeyPressed,
    OriginateResponse,
    QueueCallerJoin,
    RecordKeyPressed,
)
from ivr.asterisk.ami_lists import ChannelSeen
from ivr.calls.events import AsteriskFound, AsteriskLost
from ivr.engine import switchboard as module
from ivr.engine.switchboard import Parts, Switchboard
from ivr.errors import ConnectionLost, Misuse
from ivr.routing.agent import AgentState

ANNA = "agent-anna"


@dataclass
class Supervisors:
    """Those who listen in."""

    heard: list[object] = field(default_factory=list)

    def responded(self, response: OriginateResponse) -> None:
        self.heard.append(response)

    def hung_up(self, hangup: Hangup) -> None:
        self.heard.append(hangup)

    def key_pressed(self, uniqueid: str, key: str) -> None:
        self.heard.append((uniqueid, key))

    def take_up(self, living: set[str]) -> None:
        self.heard.append(living)


@dataclass
class Everybody:
    """The manager, the fallback queue and the dialer, each with its ears."""

    is_up: bool = True
    fails: int = 0
    bridge: str = ""
    phones: dict[str, str] = field(default_factory=dict)
    heard: list[object] = field(default_factory=list)
    taken_up: asyncio.Event = field(default_factory=asyncio.Event)
    supervisors: Supervisors = field(default_factory=Supervisors)

    async def device_states(self) -> dict[str, str]:
        if self.fails:
            self.fails -= 1
            raise ConnectionLost
        return self.phones

    async def core_show_channels(self) -> list[ChannelSeen]:
        return [ChannelSeen("PJSIP/x", "leg-1", *[""] * 8, self.bridge)]

    def asterisk_found(self) -> None:
        self.heard.append("found")

    def record_key(self, channel: str) -> None:
        self.heard.append(f"key at {channel}")

    def connected(self, event: AttendedTransfer) -> None:
        self.heard.append(event)

    def callers_kept(self) -> None:
        self.heard.append("callers kept")

    def responded(self, response: OriginateResponse) -> None:
        self.heard.append(response)

    def hung_up(self, hangup: Hangup) -> None:
        self.heard.append(hangup)

    def lost(self, phone: str) -> None:
        self.heard.append(f"lost {phone}")

    async def take_up(self, living: set[str]) -> None:
        self.heard.append(living)
        self.taken_up.set()


@pytest.fixture
def everybody() -> Everybody:
    return Everybody()


@pytest.fixture
def switchboard(office, everybody: Everybody, monkeypatch: pytest.MonkeyPatch) -> Switchboard:
    monkeypatch.setattr(module, "LOOK_AGAIN_S", 0)
    board = Switchboard(office.diary, office.answers)
    board.attach(
        Parts(
            ami=everybody,
            desk=office.desk,
            fallback=everybody,
            legs=everybody,
            lost_phones=everybody,
            record_key=everybody.record_key,
            listening=everybody.supervisors,
            callers_kept=everybody.callers_kept,
            connected=everybody.connected,
        )
    )
    return board


def test_a_phone_that_lost_its_address_is_looked_at(switchboard: Switchboard, everybody: Everybody) -> None:
    switchboard.on_event(ContactLost("agent-anna"))

    assert everybody.heard == ["lost agent-anna"]


def test_an_answer_reaches_the_dial_it_belongs_to(switchboard: Switchboard, office) -> None:
    with office.answers.expect("PJSIP/x") as answer:
        switchboard.on_event(DialEnd("PJSIP/x", "1", "PJSIP/agent-anna-1", "2", "NOANSWER"))
        assert answer.at is None
        switchboard.on_event(DialEnd("PJSIP/x", "1", "PJSIP/agent-anna-1", "2", "ANSWER"))

    assert answer.at == office.clock.now()


def test_a_phones_state_reaches_its_agent(switchboard: Switchboard, office) -> None:
    office.log_in(ANNA)

    switchboard.on_event(DeviceStateChange("PJSIP/agent-anna", "UNAVAILABLE"))
    switchboard.on_event(DeviceStateChange("Queue:fallback", "NOT_INUSE"))

    assert office.state(ANNA) is AgentState.PAUSED


def test_a_caller_in_asterisks_own_queue_is_told_of(switchboard: Switchboard, everybody: Everybody) -> None:
    switchboard.on_event(QueueCallerJoin("PJSIP/x"))

    assert everybody.heard == ["callers kept"]


def test_the_dialer_hears_of_its_calls(switchboard: Switchboard, everybody: Everybody) -> None:
    response, hangup = OriginateResponse("leg-1", False, "", "", 0), Hangup("PJSIP/x", "leg-1", "leg-1", 17)

    for event in (response, hangup, FullyBooted()):
        switchboard.on_event(event)

    assert everybody.heard == [response, hangup]


async def test_after_a_connection_everything_is_looked_at(
    switchboard: Switchboard, everybody: Everybody, office
) -> None:
    office.log_in(ANNA)
    everybody.phones = {"PJSIP/agent-anna": "UNAVAILABLE"}
    everybody.fails = 1

    switchboard.on_found("22.10.1")
    await asyncio.wait_for(everybody.taken_up.wait(), 60)

    assert office.only(AsteriskFound).version == "22.10.1"
    assert everybody.heard == ["found", "found", "callers kept", {"leg-1"}]
    assert everybody.supervisors.heard == [{"leg-1"}]
    assert office.state(ANNA) is AgentState.PAUSED


@pytest.mark.parametrize("bridge", ["", "f3b0c442"])
async def test_an_answer_while_nobody_listened_is_found_out(
    switchboard: Switchboard, everybody: Everybody, office, bridge: str
) -> None:
    everybody.bridge = bridge
    with office.answers.expect("PJSIP/x") as answer:
        switchboard.on_found("22.10.1")
        await asyncio.wait_for(everybody.taken_up.wait(), 60)

    assert (answer.at is not None) == bool(bridge)


async def test_a_connection_lost_again_is_not_asked_for_ever(switchboard: Switchboard, everybody: Everybody) -> None:
    everybody.is_up = False

    switchboard.on_found("22.10.1")
    await switchboard._taking_up

    assert everybody.heard == ["found", "found"]


def test_a_lost_connection_is_written_down(switchboard: Switchboard, office) -> None:
    switchboard.on_lost()

    assert office.only(AsteriskLost).at == office.clock.now()


def test_nothing_may_be_heard_before_somebody_listens(office) -> None:
    with pytest.raises(Misuse):
        Switchboard(office.diary, office.answers).on_event(Hangup("x", "1", "1", 16))


def test_who_listens_in_is_followed_from_the_ring_to_the_end(switchboard: Switchboard, everybody: Everybody) -> None:
    response, hangup = OriginateResponse("leg-s1", True, "", "", 4), Hangup("PJSIP/x", "leg-s1", "leg-s1", 16)
    for event in (response, KeyPressed("leg-s1", "5"), hangup):
        switchboard.on_event(event)
    assert everybody.supervisors.heard == [response, ("leg-s1", "5"), hangup]


def test_an_agents_key_for_recording_is_told_of(switchboard: Switchboard, everybody: Everybody) -> None:
    switchboard.on_event(RecordKeyPressed(f"PJSIP/{ANNA}-0000002a"))
    assert everybody.heard == [f"key at PJSIP/{ANNA}-0000002a"]
