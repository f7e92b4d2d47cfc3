"""What is said to a caller and asked of him, in his language; what he heard of it and pressed is written down."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from ivr.calls.call import Progress
from ivr.calls.commands import Collect, Collected, Heard, HungUp, Note, Played, Say, Voice
from ivr.calls.events import KeysPressed, NodeEntered, PromptPlayed
from ivr.calls.recording import Consent
from ivr.engine.history import History
from ivr.engine.house import House, Spoken

Outcome = TypeVar("Outcome", Played, Collected)


class Speaking:
    """A caller's line as those see it who speak on it; `progress` is the road he has travelled."""

    def __init__(self, house: House, voice: Voice, history: History) -> None:
        self._house = house
        self._voice = voice
        self._history = history
        self.language = ""
        self.progress = Progress()
        self.consent = Consent.NOT_ASKED

    async def say(self, says: tuple[Say, ...], interrupt_keys: str = "") -> Played:
        """Say prompts in the caller's language and write down how much of them was heard."""
        return await self._spoken(says, lambda clips: self._voice.play(clips, interrupt_keys))

    async def collect(self, wish: Collect) -> Collected:
        """Ask for keys in the caller's language and write down how much of the question was heard."""
        return await self._spoken(wish.says, lambda clips: self._voice.collect(clips, wish))

    async def _spoken(
        self, says: tuple[Say, ...], perform: Callable[[tuple[Path, ...]], Awaitable[Outcome]]
    ) -> Outcome:
        spoken = await self._house.clips(says, self.language)
        started = time.monotonic()
        try:
            outcome = await perform(spoken.clips)
        except HungUp:
            self._heard(says, spoken, time.monotonic() - started, completed=False)
            raise
        self._heard(says, spoken, outcome.seconds, outcome.completed)
        # what no voice could speak was not heard to its end
        return replace(outcome, completed=False) if spoken.missing else outcome

    def note(self, command: Note | Heard) -> None:
        """Write down where the caller is, or what he pressed."""
        match command:
            case Note(menu, node, kind):
                self.progress = self.progress.entered(kind)
                self._history.add(NodeEntered, menu=menu, node=node, node_kind=kind)
            case Heard(node, digits, outcome):
                self._history.add(KeysPressed, node=node, digits=digits, outcome=outcome)

    def _heard(self, says: tuple[Say, ...], spoken: Spoken, seconds: float, completed: bool) -> None:
        self._history.add(
            PromptPlayed,
            prompts=tuple(say.prompt for say in says),
            language=self.language,
            seconds=round(seconds, 3),
            completed=completed and not spoken.missing,
            missing=spoken.missing,
        )
