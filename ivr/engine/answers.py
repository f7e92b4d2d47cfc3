"""Who picked up, and who talks there later: Asterisk's reports of a caller's dial, as they come in beside it."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

LAST_WORD_S = 0.2  # how long the report of an answer may trail the end of the dial itself


@dataclass(frozen=True, slots=True)
class Connected:
    """From a moment on a caller talks with another channel; the agent who connected both had `dialled` it."""

    at: datetime
    channel: str
    dialled: str


@dataclass(slots=True)
class Answer:
    """Whether and when the phone being rung was picked up; `channel` is its own."""

    on_answer: Callable[[datetime], None] | None = None
    on_other: Callable[[Connected], None] | None = None
    channel: str = ""
    at: datetime | None = None
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def came(self, at: datetime) -> None:
        """The phone was picked up; only the first report counts."""
        if self.at is not None:
            return
        self.at = at
        self._came.set()
        if self.on_answer is not None:
            self.on_answer(at)

    async def last_word(self) -> bool:
        """Whether the phone was picked up, after waiting a moment for a report still under way."""
        try:
            await asyncio.wait_for(self._came.wait(), LAST_WORD_S)
        except TimeoutError:
            return False
        return True


class Answers:
    """The dials under way, by the caller's channel."""

    def __init__(self) -> None:
        self._expected: dict[str, Answer] = {}

    @contextmanager
    def expect(
        self,
        channel: str,
        on_answer: Callable[[datetime], None] | None = None,
        on_other: Callable[[Connected], None] | None = None,
    ) -> Iterator[Answer]:
        """While a dial of this channel runs, note its answer, and whom its caller is connected with later."""
        answer = self._expected[channel] = Answer(on_answer, on_other)
        try:
            yield answer
        finally:
            if self._expected.get(channel) is answer:
                del self._expected[channel]

    def picked_up(self, channel: str, at: datetime, by: str = "") -> None:
        """Hear from Asterisk that the phone rung for this channel was picked up, on a channel where that is known."""
        answer = self._expected.get(channel)
        if answer is not None:
            answer.channel = by or answer.channel
            answer.came(at)

    def connected(self, channel: str, with_whom: Connected) -> None:
        """Hear from Asterisk that the caller on this channel talks with somebody else from now on."""
        answer = self._expected.get(channel)
        if answer is not None and answer.on_other is not None:
            answer.came(with_whom.at)
            answer.channel = with_whom.channel
            answer.on_other(with_whom)

    def talks_on(self) -> Iterator[tuple[str, str]]:
        """The callers' channels whose dial was answered, each with the channel at its other end."""
        return ((channel, answer.channel) for channel, answer in self._expected.items() if answer.channel)
