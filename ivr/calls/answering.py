"""What a line can do when we placed the call and do not know yet who took it."""

from dataclasses import dataclass
from typing import Protocol

from ivr.calls.commands import Voice


@dataclass(frozen=True, slots=True)
class AnswerSound:
    """What Asterisk's AMD() made of the first seconds: its status and its cause, as it writes them."""

    status: str
    cause: str


class PlacedVoice(Voice, Protocol):
    """The phone line of a call we placed."""

    async def listen(self) -> AnswerSound:
        """Listen to whoever took the call until it is clear who speaks, at most five seconds."""

    async def await_silence(self, silence_s: float, longest_s: float) -> None:
        """Wait until the other side was silent for so long: a machine has said its greeting and its tone."""
