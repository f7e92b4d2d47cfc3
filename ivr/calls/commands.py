"""What a line can do: commands (imperative), their results, and the Voice port that performs them.

Outcomes are results, never exceptions; only the hang-up travels as one (HungUp), caught in one place, engine/caller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from ivr.calls.admission import EVERYBODY, Admission
from ivr.calls.disposition import Disposition
from ivr.calls.recording import TapedLine
from ivr.calls.values import Value

ALL_KEYS = "0123456789*#"
WAKE_KEY = "D"  # the engine's own knock while a caller holds; never a caller's choice


@dataclass(frozen=True, slots=True)
class Say:
    """A prompt to be said, with the values its text has places for."""

    prompt: str
    values: tuple[tuple[str, Value], ...] = ()


@dataclass(frozen=True, slots=True)
class SetLanguage:
    """From here on speak this language."""

    language: str


@dataclass(frozen=True, slots=True)
class Play:
    """Say prompts; a key among `interrupt_keys` ends them."""

    says: tuple[Say, ...]
    interrupt_keys: str = ""


@dataclass(frozen=True, slots=True)
class Collect:
    """Ask for keys: say prompts, then wait for the first key `timeout_s`, for each further one `between_s`."""

    says: tuple[Say, ...]
    choices: tuple[str, ...] = ()  # keys that mean something; empty: any number of up to max_digits
    max_digits: int = 1
    terminator: str = "#"  # ends free entry; a key like any other where choices are given
    timeout_s: float = 5.0
    between_s: float = 2.0
    interruptible: bool = True
    wakes: bool = False  # our own knock ends it, without digits

    def wants_more(self, digits: str) -> bool:
        """Whether another key could still change what these digits mean."""
        if self.choices:
            return any(choice != digits and choice.startswith(digits) for choice in self.choices)
        return len(digits) < self.max_digits and not (self.terminator and digits.endswith(self.terminator))


@dataclass(frozen=True, slots=True)
class EnterQueue:
    """Wait for an agent with the skill; one of the `keys` performs its commands beside the wait, or ends it."""

    queue: str
    skill: str
    min_level: int = 1
    priority: int = 0
    keys: tuple[tuple[str, tuple["Command", ...]], ...] = ()  # (key, commands; none: it ends the wait)
    hint: tuple[Say, ...] = ()  # which keys there are, said after each announcement
    door: Admission = EVERYBODY
    same_agent: bool = False  # whom the caller talked with last


@dataclass(frozen=True, slots=True)
class RequestCallback:
    """Agree on a number at which the caller is called back when it is his turn."""

    queue: str
    skill: str
    min_level: int = 1
    priority: int = 0


@dataclass(frozen=True, slots=True)
class TakeMessage:
    """Let the caller speak after a tone, and keep it in a box."""

    box: str


@dataclass(frozen=True, slots=True)
class Transfer:
    """Connect the caller with a number outside (E.164)."""

    number: str


@dataclass(frozen=True, slots=True)
class Respond:
    """Write down the answer to a reminder."""

    response: str  # confirmed | cancelled | speak


@dataclass(frozen=True, slots=True)
class HangUp:
    """End the call on purpose; `disposition` when the menu knows better than the road already travelled."""

    disposition: Disposition | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """Nothing to perform: the node reached, for the history."""

    menu: str
    node: str
    kind: str


@dataclass(frozen=True, slots=True)
class Heard:
    """Keys were evaluated, for the history."""

    node: str
    digits: str
    outcome: str  # match | no_match | no_input


Performed = Play | Collect | EnterQueue | RequestCallback | TakeMessage | Transfer
Command = Performed | SetLanguage | Respond | HangUp | Note | Heard


@dataclass(frozen=True, slots=True)
class Started:
    """The call is connected and may be spoken to: the first thing a menu receives."""

    language: str | None = None


@dataclass(frozen=True, slots=True)
class Played:
    """The prompts ended, `key` when one cut them short."""

    key: str = ""
    seconds: float = 0.0
    completed: bool = True


@dataclass(frozen=True, slots=True)
class Collected:
    """What came when keys were asked for: the digits without terminator, empty for no input."""

    digits: str
    seconds: float = 0.0  # how long the prompts were heard
    completed: bool = True  # the prompts were heard to their end


@dataclass(frozen=True, slots=True)
class QueueLeft:
    """The visit is over and the caller is still there."""

    served: bool
    key: str = ""


@dataclass(frozen=True, slots=True)
class CallbackAsked:
    """Whether the caller will be called back."""

    agreed: bool


@dataclass(frozen=True, slots=True)
class MessageTaken:
    """How long the caller spoke, 0 when nothing could be kept."""

    seconds: float


@dataclass(frozen=True, slots=True)
class TransferEnded:
    """The outside leg is over or never came to be, and the caller is still there."""

    connected: bool


Result = Started | Played | Collected | QueueLeft | CallbackAsked | MessageTaken | TransferEnded


class DialOutcome(StrEnum):
    """How ringing somebody ended while the caller was still there."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    BUSY = "busy"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class DialEnded:
    """The dialled party is gone or never came; who hung up first when they had talked."""

    outcome: DialOutcome
    hung_up_by_caller: bool = False


@dataclass(frozen=True, slots=True)
class RecordingEnded:
    """What was spoken is in its file; `key` when one ended it, else it was long enough or could not be written."""

    seconds: float
    key: str = ""


class HungUp(Exception):
    """The other party hung up: the one exception of the Voice port."""


class Voice(TapedLine, Protocol):
    """Everything we need from a phone line; each may raise HungUp, outcomes are in the return types."""

    async def answer(self) -> None:
        """Take the call."""

    async def play(self, clips: Sequence[Path], interrupt_keys: str) -> Played:
        """Play clips in order; one of the keys ends them."""

    async def collect(self, clips: Sequence[Path], wish: Collect) -> Collected:
        """Play clips, gather keys as the wish says; keys pressed meanwhile count when it is interruptible."""

    async def hold(self, seconds: float) -> str:
        """Music for so long or until a key: the key, or an empty string."""

    async def dial(self, target: str, ring_s: int, music: bool) -> DialEnded:
        """Ring a target (a dial string built by outbound/destination) and stay until both have talked."""

    async def record(self, file: Path, stop_key: str, longest_s: int) -> RecordingEnded:
        """Write what is spoken into a file (its path without ending) until a key or for so long."""

    async def set_variables(self, variables: Mapping[str, str]) -> None:
        """Set channel variables that outlive this conversation."""

    async def hang_up(self) -> None:
        """End the call; nothing may follow."""
