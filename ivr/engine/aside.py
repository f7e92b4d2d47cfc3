"""What a waiting caller does while he keeps his seat: hears information, agrees on a callback."""

from dataclasses import dataclass, replace

from ivr.calls.commands import WAKE_KEY, Command, Heard, Note, Play, RequestCallback
from ivr.engine.callback_ask import CallbackAsk, CallbackDesk, Seated, agree
from ivr.engine.place import Hears
from ivr.engine.visit import Visit
from ivr.errors import Misuse


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it: the key that cut it short, or a callback agreed on."""

    key: str = ""
    callback: bool = False


@dataclass(frozen=True, slots=True)
class Aside:
    """Performs what the menu put on the keys of a queue."""

    callbacks: CallbackDesk | None

    async def perform(self, visit: Visit, commands: tuple[Command, ...]) -> Done:
        """Do it to its end, or until the caller is called from his seat."""
        done = Done()
        with visit.place.hearing(Hears.WORDS):
            for command in commands:
                done = await self._one(visit, command)
        return done

    async def _one(self, visit: Visit, command: Command) -> Done:
        match command:
            case Note() | Heard():
                visit.speaks.note(command)
            case Play(says, keys):
                played = await visit.speaks.say(says, keys + WAKE_KEY)
                return Done(key=played.key)
            case RequestCallback():
                return Done(callback=await self._callback(visit, command))
            case _:
                raise Misuse(f"{type(command).__name__} cannot be done beside waiting")
        return Done()

    async def _callback(self, visit: Visit, command: RequestCallback) -> bool:
        wish = visit.wish
        here = replace(command, queue=wish.queue, skill=wish.skill, min_level=wish.min_level, priority=wish.priority)
        since = visit.entered_at or visit.history.now()

        async def request(ask: CallbackAsk) -> bool:
            visit.called_back = desk is not None and await desk.request(ask)  # also when he hangs up at once
            return visit.called_back

        desk = self.callbacks
        seated = Seated(visit.history, visit.visit_id, since, lambda: visit.place.is_called)
        return await agree(visit.speaks, here, seated, desk and replace(desk, request=request))
