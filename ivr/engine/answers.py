"""Who picked up: Asterisk's report that the phone rung for a caller was answered, as it comes in beside the dial."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

LAST_WORD_S = 0.2  # how long the report of an answer may trail the end of the dial itself


@dataclass(slots=True)
class Answer:
    """Whether and when the phone being rung was picked up."""

    on_answer: Callable[[datetime], None] | None = None
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
    def expect(self, channel: str, on_answer: Callable[[datetime], None] | None = None) -> Iterator[Answer]:
        """While a dial of this channel runs, note its answer."""
        answer = self._expected[channel] = Answer(on_answer)
        try:
            yield answer
        finally:
            if self._expected.get(channel) is answer:
                del self._expected[channel]

    def picked_up(self, channel: str, at: datetime) -> None:
        """Hear from Asterisk that the phone rung for this channel was picked up."""
        answer = self._expected.get(channel)
        if answer is not None:
            answer.came(at)
