"""What somebody called back hears: why we call, and the key that connects him; a machine hears it as a message.

Whoever answered is asked for the key, a machine too: a person taken for one loses nothing (outbound/machine).
"""

import asyncio
from dataclasses import dataclass, replace

from ivr.calls.answering import PlacedVoice
from ivr.calls.call import Progress
from ivr.calls.callback_events import CallbackConfirmed
from ivr.calls.commands import Collect, Say
from ivr.calls.disposition import Disposition
from ivr.calls.standing import Standing
from ivr.engine.callbacks import Callbacks
from ivr.engine.caller import Caller
from ivr.engine.who_answered import who_answered
from ivr.outbound.callback import CallbackEvent, CallbackState
from ivr.outbound.machine import AnsweredBy
from ivr.store.callbacks import Callback

CONNECT, NOT_NEEDED = "1", "2"
ASKED = 2  # times a person is asked for the key: an agent is kept meanwhile
KEY_S = 5.0
BY_PERSON = "the person called back does not need it any more"


@dataclass(frozen=True, slots=True)
class AnsweredCallback:
    """A callback whose call was answered."""

    callback: Callback
    call_id: str

    @property
    def entry(self) -> str:
        """What the call is for, as its history says."""
        return f"callback:{self.callback.id}"


class CallbackTalk:
    """Talks with whoever took the call."""

    def __init__(self, callbacks: Callbacks) -> None:
        self._callbacks = callbacks

    async def of_call(self, call_id: str) -> AnsweredCallback | None:
        """The callback an answered call is an attempt of."""
        callback = await asyncio.to_thread(self._callbacks.book.of_call, call_id)
        if callback is None:
            return None
        self._callbacks.adopt(callback, call_id)
        return AnsweredCallback(callback, call_id)

    async def lead(self, caller: Caller, voice: PlacedVoice, answered: AnsweredCallback) -> None:
        """Walk the call to its end."""
        callback = answered.callback
        caller.progress, caller.language = Progress(outbound=True), callback.language
        if callback.state is not CallbackState.DIALLED:  # cancelled, or he rang in, while his telephone rang
            await self._say_over(caller)
            return
        machine = await who_answered(caller, voice) is AnsweredBy.MACHINE
        key = await self._ask(caller, machine)
        if key == CONNECT:
            await self._connect(caller, callback)
        elif key == NOT_NEEDED:
            await self._callbacks.receive(callback, CallbackEvent.CANCEL, BY_PERSON)
            caller.decided = Disposition.CANCELLED  # also when he hangs up before the goodbye is over
            await caller.say((Say("called_back_not_needed"),))
            await caller.end(caller.decided)
        else:
            await caller.end(Disposition.MACHINE if machine else None)

    @staticmethod
    async def _ask(caller: Caller, machine: bool) -> str:
        first = Say("called_back_message" if machine else "called_back_greeting")
        for turn in range(1 if machine else ASKED):
            says = (first, Say("called_back_keys")) if turn == 0 else (Say("called_back_keys"),)
            got = await caller.collect(Collect(says, choices=(CONNECT, NOT_NEEDED), timeout_s=KEY_S))
            if got.digits in (CONNECT, NOT_NEEDED):
                return got.digits
        return ""

    async def _connect(self, caller: Caller, callback: Callback) -> None:
        if not await self._callbacks.confirm(callback):
            await self._say_over(caller)
            return
        caller.write(CallbackConfirmed, callback_id=callback.id, entered_at=callback.entered_at)
        await self.go_on(caller, callback)

    async def go_on(self, caller: Caller, callback: Callback, stood: Standing | None = None) -> None:
        """Wait for the agent, for the first time or after Asterisk's own queue had kept the person."""
        try:
            await caller.go_on_waiting(callback, stood)
        finally:
            event = CallbackEvent.CONNECT if caller.progress.served else CallbackEvent.LEAVE
            await self._callbacks.receive(callback, event, at=caller.connected_at)
        await caller.end()

    @staticmethod
    async def _say_over(caller: Caller) -> None:
        caller.progress = replace(caller.progress, reached_end=True)
        await caller.say((Say("called_back_over"),))
        await caller.end()
