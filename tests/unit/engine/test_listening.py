"""A supervisor's telephone rings for one talk, and what becomes of it is written down."""

import asyncio
from dataclasses import dataclass, field, replace

import pytest

from ivr.asterisk.ami_events import Hangup, OriginateResponse
from ivr.asterisk.ami_lists import ChannelSeen
from ivr.asterisk.originate import Originate
from ivr.calls import intentions as wishes
from ivr.calls.events import Event
from ivr.calls.ids import fresh_id
from ivr.calls.intentions import ListenIn
from ivr.calls.listening import listening_leg
from ivr.calls.listening_events import ListeningAsked, ListeningBegan, ListeningEnded, ListeningSwitched
from ivr.engine import listening as module
from ivr.engine.listening import Listening
from ivr.errors import ActionRefused, AsteriskError, ConnectionLost

CALL = fresh_id()
CALLER, ANNA, BELA = "PJSIP/carrier-00000001", "PJSIP/agent-anna-00000002", "PJSIP/agent-bela-00000003"
WISH = ListenIn(CALL, listening_leg(CALL, fresh_id()), "agent-anna", "agent-bela", "listen", "Sára", "told")
BUSY = 17


def channel(name: str, uniqueid: str, bridge: str = "") -> ChannelSeen:
    return ChannelSeen(name, uniqueid, "", "Up", "", "", "", "", "", "", bridge)


@dataclass
class Switch:
    """Asterisk in our hands."""

    there: list[ChannelSeen] = field(default_factory=lambda: [channel(CALLER, "1.1", "b"), channel(ANNA, "1.2", "b")])
    asked: list[Originate] = field(default_factory=list)
    refusal: AsteriskError | None = None

    async def core_show_channels(self) -> list[ChannelSeen]:
        return self.there

    async def originate(self, call: Originate) -> None:
        self.asked.append(call)
        if self.refusal:
            raise self.refusal


@pytest.fixture
def switch() -> Switch:
    return Switch()


@pytest.fixture
def listening(office, switch: Switch, monkeypatch: pytest.MonkeyPatch) -> Listening:
    monkeypatch.setattr(module, "CAUSE_S", 0)
    return Listening(switch, office.diary, {CALL: CALLER}.get)


def told(office) -> list[type[Event]]:
    return [type(event) for event in office.events if type(event).__module__ == "ivr.calls.listening_events"]


def answered(succeeded: bool = True) -> OriginateResponse:
    return OriginateResponse(WISH.leg_id, succeeded, "PJSIP/agent-bela-00000003", WISH.leg_id, 4 if succeeded else 5)


async def test_the_telephone_rings_for_exactly_the_channel_of_the_talk(listening, switch, office) -> None:
    assert await listening.begin(WISH) is None
    (asked,) = switch.asked
    assert (asked.dial_string, asked.channel_id) == ("PJSIP/agent-bela", WISH.leg_id)
    assert (asked.context, asked.exten, asked.variables) == ("listening", "listen", {"IVR_TALK": "1.2"})
    assert told(office) == [ListeningAsked]


async def test_answer_keys_and_end_are_written_down(listening, office) -> None:
    await listening.begin(WISH)
    listening.responded(answered())
    for key in ("5", "5", "1", "6"):
        listening.key_pressed(WISH.leg_id, key)
    listening.hung_up(Hangup("", WISH.leg_id, WISH.leg_id, 16))
    listening.key_pressed(WISH.leg_id, "4")
    switched = ListeningSwitched
    assert told(office) == [ListeningAsked, ListeningBegan, switched, switched, ListeningEnded]
    assert [event.mode for event in office.events if isinstance(event, switched)] == ["whisper", "barge"]


async def test_why_nobody_answered_is_written_down(listening, office) -> None:
    await listening.begin(WISH)
    listening.hung_up(Hangup("", WISH.leg_id, WISH.leg_id, BUSY))
    listening.responded(answered(succeeded=False))
    await asyncio.sleep(0.01)
    assert told(office) == [ListeningAsked, ListeningEnded]
    assert office.events[-1].cause == "busy"


async def test_a_hang_up_heard_before_the_answer_ends_it_too(listening, office) -> None:
    await listening.begin(WISH)
    listening.hung_up(Hangup("", WISH.leg_id, WISH.leg_id, 16))
    listening.responded(answered())
    assert told(office) == [ListeningAsked, ListeningBegan, ListeningEnded]


@pytest.mark.parametrize(
    ("there", "why"),
    [
        ([], wishes.TALK_IS_OVER),
        ([channel(CALLER, "1.1"), channel(ANNA, "1.2")], wishes.TALK_IS_OVER),  # it rings, or each is elsewhere
        ([channel(CALLER, "1.1", "b"), channel(ANNA, "1.2", "c")], wishes.TALK_IS_OVER),  # with somebody else
        ([channel(CALLER, "1.1", "b"), channel(ANNA, "1.2", "b"), channel(BELA, "1.3")], wishes.PHONE_IN_USE),
    ],
)
async def test_without_a_talk_or_a_free_telephone_nothing_rings(listening, switch, office, there, why) -> None:
    switch.there = there
    assert await listening.begin(WISH) == why
    assert (switch.asked, told(office)) == ([], [])


async def test_a_wish_performed_again_rings_no_second_time(listening, switch) -> None:
    await listening.begin(WISH)
    assert await listening.begin(WISH) is None
    switch.there.append(channel("PJSIP/agent-rita-00000009", listening_leg(CALL, fresh_id())))
    again = replace(WISH, leg_id=switch.there[-1].uniqueid)
    assert await listening.begin(again) is None
    assert len(switch.asked) == 1


async def test_what_asterisk_refuses_is_over_at_once(listening, switch, office) -> None:
    switch.refusal = ActionRefused("no")
    assert await listening.begin(WISH) == wishes.NOT_REACHED
    assert told(office) == [ListeningAsked, ListeningEnded]


async def test_what_may_ring_all_the_same_is_left_to_the_witness(listening, switch, office) -> None:
    switch.refusal = ConnectionLost()
    with pytest.raises(ConnectionLost):
        await listening.begin(WISH)
    assert told(office) == [ListeningAsked]


async def test_legs_asterisk_no_longer_has_are_forgotten(listening, office) -> None:
    await listening.begin(WISH)
    listening.take_up(set())
    listening.responded(answered())
    assert told(office) == [ListeningAsked]
