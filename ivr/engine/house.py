"""What every call may use, whoever walks with it."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from ivr.calls.commands import EnterQueue, Say
from ivr.engine.answers import Answers
from ivr.engine.callback_ask import CallbackDesk
from ivr.engine.callbacks import Callbacks
from ivr.engine.messages import MessageDesk
from ivr.engine.place import Knocks
from ivr.engine.takes import TakeDesk
from ivr.engine.transfers import Transfers
from ivr.engine.waiting_room import WaitingRoom
from ivr.errors import IvrError
from ivr.menus.run import Run

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Clips for a list of prompts, and the prompts no voice could speak."""

    clips: tuple[Path, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where calls may be diverted to, as the centre in force has it."""

    wish: Callable[[str, EnterQueue], EnterQueue | None]  # another queue, what was wished of the one before
    menu: Callable[[str, str], Run | None]  # menu, language: before its first word


@dataclass(frozen=True, slots=True)
class House:
    """What every call may use."""

    waiting_room: WaitingRoom
    answers: Answers
    knocks: Knocks
    clips: Callable[[tuple[Say, ...], str], Awaitable[Spoken]]
    dial_outside: Callable[[str], str]  # number -> dial string, or an exception naming why not
    respond: Callable[[str, str], Awaitable[None]]  # reminder id, response: written before the caller hears more
    takes: TakeDesk
    callbacks: CallbackDesk | None  # None: nobody can be called back
    called_back: Callbacks
    messages: MessageDesk
    last_agent: Callable[[str | None, str], Awaitable[str | None]]  # of a number, in a queue
    elsewhere: Elsewhere
    transfers: Transfers

    def way_out(self, number: str) -> str | None:
        """The dial string of a number outside; None, and the reason in the log, when we may not call it."""
        try:
            return self.dial_outside(number)
        except IvrError as refusal:
            log.error("nobody may be put through to %s: %s", number, refusal)  # noqa: TRY400 - the sentence says it all
            return None
