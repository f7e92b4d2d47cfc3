"""The outside world: a second Asterisk whose callers, carrier and agents' phones do what they are told, and listen.

Everything known about a call here was seen by this second Asterisk or is in the sound that came back to it; nothing is
taken from our own telephony server, so what is asserted about that server can be wrong only if it is wrong.
"""

import asyncio
import contextlib
import logging
import time
from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ivr.asterisk import far_end_script as does
from ivr.asterisk.far_end_ami import FarEndAmi, Message
from ivr.asterisk.far_end_call import FarEndCall, Seen
from ivr.asterisk.far_end_dialog import dialog_of
from ivr.asterisk.far_end_phones import Answers, Phone, Refuses
from ivr.asterisk.far_end_script import Step, parse_script
from ivr.calls.ids import fresh_id
from ivr.errors import ActionRefused

log = logging.getLogger(__name__)

SERVER = "centre"  # the endpoint of the telephony server under test
ARRIVING = "arriving"
KEY_S = 0.27  # a key and the pause after it, as the dialplan says
NORMAL_CLEARING = 16
HANGUP_S = 2.0


@dataclass(frozen=True, slots=True)
class Caller:
    """Who places a call: a number outside, or one of the registered phones."""

    number: str = "+3612345678"
    endpoint: str = SERVER


OUTSIDE = Caller()


class FarEnd:
    """The far end behind its manager connection: places calls, takes calls, keeps what it saw."""

    def __init__(self, recordings: Path) -> None:
        self.ami = FarEndAmi(self.see)
        self.phones: dict[str, Phone] = {}
        self.arrived: list[FarEndCall] = []
        self.registered: set[str] = set()
        self.booted = asyncio.Event()
        self._recordings = recordings
        self._calls: dict[str, FarEndCall] = {}
        self._lives: set[asyncio.Task[None]] = set()

    def phone(self, number: str) -> Phone:
        """The phone with this number or agent's id; calls to numbers without one ring for ever."""
        return self.phones.setdefault(number, Phone())

    async def place_call(
        self, number: str, script: str = "", caller: Caller = OUTSIDE, max_s: float = 60.0
    ) -> FarEndCall:
        """Ring a number of the server's: the script runs once it answers, after max_s the call is ended."""
        steps = parse_script(script)
        call = self._new_call(fresh_id(), number)
        call.caller_id = caller.number
        call.mark(Seen.PLACED)
        await self.ami.action(
            "Originate",
            Channel=f"PJSIP/{number}@{caller.endpoint}",
            ChannelId=call.call_id,
            Context="talking",
            Exten="s",
            Priority="1",
            Timeout=str(int((max_s + HANGUP_S) * 1000)),
            CallerID=caller.number,
            Async="true",
            Variable=f"RECORDING={call.call_id}",
        )
        self._start(self._live(call, steps, max_s))
        await call.under_way.wait()
        return call

    async def press(self, call: FarEndCall, keys: str) -> None:
        """Press keys on a call, as RFC 4733 events."""
        await self._move(call, "pressing", keys)
        for key in keys:
            call.mark(Seen.KEY, key)
            await asyncio.sleep(KEY_S)

    async def speak(self, call: FarEndCall, speech: Path) -> None:
        """Say an audio file (without ending) on a call."""
        await self._set(call, SPEECH=str(speech))
        await self._move(call, "speaking")

    async def hang_up(self, call: FarEndCall) -> None:
        """Hang up and wait until the channel is gone; nothing when the other side was quicker."""
        if call.over.is_set():
            return
        call.leave()
        with contextlib.suppress(ActionRefused):  # it is gone, or there never was a channel
            await self.ami.action("Hangup", Channel=call.call_id, Cause=str(NORMAL_CLEARING))
        try:
            async with asyncio.timeout(HANGUP_S):
                await call.over.wait()
        except TimeoutError:
            call.end(0)

    async def hang_up_all(self) -> None:
        """Hang up every call there is."""
        await asyncio.gather(*(self.hang_up(call) for call in list(self._calls.values())))

    async def register_phones(self) -> None:
        """Read pjsip_phones.conf again and have every phone of it register."""
        await self.ami.action("Command", Command="module reload res_pjsip.so")
        await self.ami.action("Command", Command="pjsip send register *all")

    async def unregister(self, agent: str) -> None:
        """Switch an agent's phone off."""
        await self.ami.action("Command", Command=f"pjsip send unregister {agent}-registration")

    async def close(self) -> None:
        """Hang up whatever is left and let go of the connection."""
        await self.hang_up_all()
        for life in list(self._lives):
            life.cancel()
        await asyncio.gather(*self._lives, return_exceptions=True)
        await self.ami.close()

    def see(self, event: Message) -> None:
        """Take in an event of the far end's Asterisk."""
        call = self._calls.get(event.get("Uniqueid") or event.get("DestUniqueid", ""))
        match event["Event"]:
            case "Newchannel" if call is None and event.get("Context") == ARRIVING:
                self._arrive(event)
            case "FullyBooted":
                self.booted.set()
            case "Registry":
                self._registry(event)
            case "DialBegin" | "Newstate" | "Hangup" | "ChannelTalkingStart" | "ChannelTalkingStop" if call is not None:
                call.see(event)
        if call is not None and call.over.is_set():
            self._calls.pop(call.call_id, None)

    def _arrive(self, event: Message) -> None:
        phone = self.phones.get(event["Exten"])
        if phone is None:
            return
        call = self._new_call(event["Uniqueid"], event["Exten"])
        call.caller_id = event.get("CallerIDNum", "")
        call.mark(Seen.ARRIVED)
        self.arrived.append(call)
        self._start(self._meet(call, phone))

    def _registry(self, event: Message) -> None:
        agent = event.get("Username", "").removeprefix("sip:").partition("@")[0]
        if event.get("Status") == "Registered":
            self.registered.add(agent)
        else:
            self.registered.discard(agent)

    def _new_call(self, call_id: str, number: str) -> FarEndCall:
        call = FarEndCall(call_id, number, self._recordings / f"{call_id}.ulaw", time.time)
        self._calls[call_id] = call
        return call

    async def _live(self, call: FarEndCall, steps: Sequence[Step], max_s: float) -> None:
        doing = asyncio.create_task(self._perform(call, steps))
        try:
            async with asyncio.timeout(max_s):
                await call.over.wait()
        except TimeoutError:
            await self.hang_up(call)
        finally:
            doing.cancel()
            await asyncio.gather(doing, return_exceptions=True)

    async def _meet(self, call: FarEndCall, phone: Phone) -> None:
        match phone.next_behaviour():
            case Refuses(context):
                call.leave()
                await self._move(call, context)
            case Answers(after_s, script, speech):
                await asyncio.sleep(after_s)
                await self._set(call, RECORDING=call.call_id, SPEECH=str(speech or ""))
                await self._move(call, "talking")
                await self._perform(call, script)

    async def _perform(self, call: FarEndCall, steps: Sequence[Step]) -> None:
        await call.settled.wait()
        for step in steps:
            if call.over.is_set():
                return
            await self._do(call, step)

    async def _do(self, call: FarEndCall, step: Step) -> None:
        match step:
            case does.Wait(seconds):
                await asyncio.sleep(seconds)
            case does.Silence(seconds):
                await call.silence(seconds)
            case does.Press(keys):
                await self.press(call, keys)
            case does.Speak(speech):
                await self.speak(call, speech)
            case does.HangUp():
                await self.hang_up(call)
            case does.SendOn(number):
                await self._move(call, "sending_on", number)
            case does.Consult(number):
                call.second = await self.place_call(number, "", Caller(call.number, call.number))
            case does.Drop() if call.second:
                await self.hang_up(call.second)
            case does.Join() if call.second:
                await self._join(call, call.second)

    async def _join(self, call: FarEndCall, second: FarEndCall) -> None:
        """Ask the server to connect the other sides of both."""
        await self._set(call, REPLACES=await dialog_of(self.ami, second))
        await self._move(call, "joining", second.number)

    async def _move(self, call: FarEndCall, context: str, exten: str = "s") -> None:
        await self.ami.action("Redirect", Channel=call.call_id, Context=context, Exten=exten, Priority="1")

    async def _set(self, call: FarEndCall, **variables: str) -> None:
        for name, value in variables.items():
            await self.ami.action("Setvar", Channel=call.call_id, Variable=name, Value=value)

    def _start(self, life: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(_bearing_the_end(life))
        self._lives.add(task)
        task.add_done_callback(self._lives.discard)


async def _bearing_the_end(life: Coroutine[Any, Any, None]) -> None:
    """An action on a channel that has just gone is refused: the call is over, and its Hangup event says so."""
    try:
        await life
    except ActionRefused as refusal:
        log.debug("the call went before it could be acted on: %s", refusal)
