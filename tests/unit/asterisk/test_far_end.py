import asyncio
from pathlib import Path

import pytest

from ivr.asterisk import far_end as module
from ivr.asterisk import far_end_call
from ivr.asterisk.far_end import Caller, FarEnd
from ivr.asterisk.far_end_call import Seen, Side
from ivr.asterisk.far_end_phones import BUSY, answers
from ivr.errors import ActionRefused


class Asterisk:
    """Does what it is asked at once: what is originated is called, what is hung up is gone."""

    def __init__(self, far_end):
        self.far_end = far_end
        self.asked = []

    async def action(self, name, **fields):
        self.asked.append((name, fields))
        if name == "Getvar":
            return {"Value": "x"}
        if name == "Originate":
            self.far_end.see({"Event": "DialBegin", "DestUniqueid": fields["ChannelId"]})
        if name == "Hangup":
            self.tell("Hangup", fields["Channel"], Cause=fields["Cause"])
        return {}

    async def close(self):
        pass

    def tell(self, event, call_id, **fields):
        self.far_end.see({"Event": event, "Uniqueid": call_id, **fields})

    def names(self):
        return [(name, fields.get("Context") or fields.get("Variable")) for name, fields in self.asked]


@pytest.fixture
async def far_end(monkeypatch):
    monkeypatch.setattr(module, "KEY_S", 0.0)
    monkeypatch.setattr(far_end_call, "LOOK_S", 0.0)
    far_end = FarEnd(Path("recordings"))
    far_end.ami = Asterisk(far_end)
    yield far_end
    await far_end.close()


async def test_a_call_is_placed_by_its_own_id_as_who_calls(far_end):
    call = await far_end.place_call("100", caller=Caller("+3611111111", "agent-anna"))
    name, fields = far_end.ami.asked[0]
    assert (name, fields["Channel"], fields["CallerID"]) == ("Originate", "PJSIP/100@agent-anna", "+3611111111")
    assert fields["ChannelId"] == call.call_id
    assert call.recording == Path(f"recordings/{call.call_id}.ulaw")


async def test_the_script_begins_with_the_answer(far_end):
    call = await far_end.place_call("100", "2 hangup")
    assert call.at(Seen.KEY) is None
    far_end.ami.tell("Newstate", call.call_id, ChannelState="6")
    await call.over.wait()
    assert [mark.seen for mark in call.marks] == [Seen.PLACED, Seen.ANSWERED, Seen.KEY, Seen.HUNG_UP]
    assert call.ended_by is Side.FAR_END


async def test_nothing_is_pressed_after_the_other_side_hung_up(far_end):
    call = await far_end.place_call("100", "2")
    far_end.ami.tell("Hangup", call.call_id, Cause="17")
    await call.over.wait()
    assert [name for name, _ in far_end.ami.asked] == ["Originate"]
    assert (call.ended_by, call.cause) == (Side.OTHER_SIDE, 17)


async def test_a_call_that_lasts_too_long_is_ended(far_end):
    call = await far_end.place_call("100", max_s=0.01)
    await call.over.wait()
    assert call.ended_by is Side.FAR_END


async def test_a_silence_counts_only_after_something_was_said(far_end):
    call = await far_end.place_call("100", "silence:0 2")
    far_end.ami.tell("Newstate", call.call_id, ChannelState="6")
    await asyncio.sleep(0.01)
    assert call.at(Seen.KEY) is None
    call.clock = lambda: 9e9
    far_end.ami.tell("ChannelTalkingStop", call.call_id)
    await asyncio.sleep(0.01)
    assert call.at(Seen.KEY) is not None


async def test_an_arriving_call_is_met_as_the_phone_behaves(far_end):
    far_end.phone("agent-anna").behave(BUSY, answers(after_s=0))
    for call_id in ("1.1", "1.2"):
        far_end.ami.tell("Newchannel", call_id, Context="arriving", Exten="agent-anna", CallerIDNum="+3612345678")
        await asyncio.sleep(0.01)
    assert [call.caller_id for call in far_end.arrived] == ["+3612345678"] * 2
    assert far_end.ami.names() == [
        ("Redirect", "busy"),
        ("Setvar", "RECORDING"),
        ("Setvar", "SPEECH"),
        ("Redirect", "talking"),
    ]


async def test_a_telephone_asks_a_colleague_by_a_second_call_and_connects_both(far_end):
    far_end.phone("agent-anna").behave(answers("consult:202 join", after_s=0))
    far_end.ami.tell("Newchannel", "1.1", Context="arriving", Exten="agent-anna")
    await asyncio.sleep(0.01)
    far_end.ami.tell("Newstate", "1.1", ChannelState="6")
    await asyncio.sleep(0.01)
    placed = next(fields for name, fields in far_end.ami.asked if name == "Originate")
    assert placed["Channel"] == "PJSIP/202@agent-anna"
    assert far_end.ami.asked[-1] == (
        "Redirect",
        {"Channel": "1.1", "Context": "joining", "Exten": "202", "Priority": "1"},
    )


async def test_a_second_call_may_be_dropped_again(far_end):
    call = await far_end.place_call("100", "consult:202 drop", Caller("agent-anna", "agent-anna"))
    far_end.ami.tell("Newstate", call.call_id, ChannelState="6")
    await asyncio.sleep(0.01)
    assert call.second.over.is_set()
    assert not call.over.is_set()


async def test_a_call_to_a_number_nobody_has_here_is_left_alone(far_end):
    far_end.ami.tell("Newchannel", "1.1", Context="arriving", Exten="agent-dora")
    assert far_end.arrived == []


async def test_registered_phones_are_known(far_end):
    for status in ("Registered", "Unregistered", "Registered"):
        far_end.see({"Event": "Registry", "Username": "sip:agent-anna@127.0.0.1:5060", "Status": status})
    assert far_end.registered == {"agent-anna"}


async def test_a_channel_that_never_came_to_be_ends_when_it_is_hung_up(far_end, monkeypatch):
    monkeypatch.setattr(module, "HANGUP_S", 0.01)
    call = await far_end.place_call("100")

    async def refuse(_name, **_fields):
        raise ActionRefused

    far_end.ami.action = refuse
    await far_end.hang_up(call)
    assert (call.cause, call.over.is_set()) == (0, True)
