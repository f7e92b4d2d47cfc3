"""Recording prompts by ringing a number: a dictation (menus/dictation) performed on a telephone."""

from ivr.calls.commands import ALL_KEYS, Collect, HangUp, Play, Started, Voice
from ivr.engine.caller import Caller
from ivr.engine.takes import TakeDesk
from ivr.menus.dictation import (
    Act,
    Dictation,
    KeepTake,
    PlayPresent,
    PlayTake,
    RecordTake,
    Result,
    TakeKept,
    TakeMade,
    receive,
)

STOP_KEY = "#"
LONGEST_TAKE_S = 60


class Studio:
    """One telephone's time in it; whatever was not kept is gone afterwards."""

    def __init__(self, caller: Caller, voice: Voice, takes: TakeDesk) -> None:
        self._caller = caller
        self._voice = voice
        self._takes = takes
        self._take = takes.fresh()

    async def dictate(self) -> None:
        """Walk the conversation to a hang-up of either side."""
        dictation = Dictation(self._takes.catalogue())
        result: Result = Started()
        try:
            while True:
                dictation, commands = receive(dictation, result)
                for command in commands:
                    if isinstance(command, HangUp):
                        await self._voice.hang_up()
                        return
                    result = await self._perform(command)
        finally:
            await self._takes.discard(self._take)

    async def _perform(self, command: Act) -> Result:
        match command:
            case Play(says, interrupt_keys):
                return await self._caller.say(says, interrupt_keys)
            case Collect():
                return await self._caller.collect(command)
            case PlayPresent(place):
                return await self._voice.play(await self._takes.present(place), ALL_KEYS)
            case RecordTake():
                return TakeMade(await self._record())
            case PlayTake():
                return await self._voice.play((self._take.clip,), ALL_KEYS)
            case KeepTake(place):
                return TakeKept(await self._takes.keep(self._take, place))

    async def _record(self) -> bool:
        await self._takes.discard(self._take)
        self._take = self._takes.fresh()
        await self._voice.play((self._takes.beep,), "")
        await self._voice.record(self._take.spoken, STOP_KEY, LONGEST_TAKE_S)
        return await self._takes.level(self._take)
