"""A phone line that follows a script: the Voice port for tests and simulations, in strict order.

Each verb expected is one Step, built by the function of its name; what was not named when building it may be anything.
A reply may be HungUp() to be raised, or a coroutine function to be awaited: a step that lasts until something happens.
"""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from ivr.calls.answering import AnswerSound
from ivr.calls.commands import Collect, Collected, DialEnded, HungUp, Played, RecordingEnded

Answer = TypeVar("Answer")
Reply: TypeAlias = Answer | HungUp | Callable[[], Awaitable[Answer]]

HEARD_ALL = Played()


class ScriptBroken(AssertionError):
    """The line was asked for something else than its script says."""


@dataclass(frozen=True, slots=True)
class Step:
    """One verb the script expects, with the arguments it insists on (None: any), and what comes of it."""

    verb: str
    expected: Mapping[str, object]
    reply: object = None

    def allows(self, verb: str, given: Mapping[str, object]) -> bool:
        """Whether this is what was asked of the line."""
        wishes = ((name, wish) for name, wish in self.expected.items() if wish is not None)
        return verb == self.verb and all(_as_wished(wish, given[name]) for name, wish in wishes)


def answers(reply: Reply[None] | None = None) -> Step:
    """The call is taken."""
    return Step("answer", {}, reply)


def plays(
    clips: Iterable[str] | None = None, reply: Reply[Played] = HEARD_ALL, *, interrupt_keys: str | None = None
) -> Step:
    """Clips (their paths as text) are played."""
    return Step("play", {"clips": clips and tuple(clips), "interrupt_keys": interrupt_keys}, reply)


def collects(reply: Reply[Collected], clips: Iterable[str] | None = None, *, wish: Collect | None = None) -> Step:
    """Keys are asked for."""
    return Step("collect", {"clips": clips and tuple(clips), "wish": wish}, reply)


def holds(reply: Reply[str] = "", *, seconds: float | None = None) -> Step:
    """Music is played."""
    return Step("hold", {"seconds": seconds}, reply)


def dials(
    reply: Reply[DialEnded], target: str | None = None, *, music: bool | None = None, ring_s: int | None = None
) -> Step:
    """A target is rung."""
    return Step("dial", {"target": target, "music": music, "ring_s": ring_s}, reply)


def listens(reply: Reply[AnswerSound]) -> Step:
    """Whoever took the call we placed is listened to."""
    return Step("listen", {}, reply)


def awaits_silence(reply: Reply[None] | None = None) -> Step:
    """A machine is let speak to its end."""
    return Step("await_silence", {}, reply)


def records(reply: Reply[RecordingEnded], *, stop_key: str | None = None) -> Step:
    """What is spoken is written into a file."""
    return Step("record", {"stop_key": stop_key}, reply)


def tapes(reply: Reply[bool] = True) -> Step:
    """The sides of the next talk are to be written into files."""
    return Step("tape", {}, reply)


def stops_tape(reply: Reply[None] | None = None) -> Step:
    """No more of talks is written."""
    return Step("stop_tape", {}, reply)


def sets(variables: Mapping[str, str] | None = None, reply: Reply[None] | None = None) -> Step:
    """Channel variables are set, these among them."""
    return Step("set_variables", {"variables": variables}, reply)


def hangs_up(reply: Reply[None] | None = None) -> Step:
    """The call is ended on purpose."""
    return Step("hang_up", {}, reply)


class ScriptedVoice:
    """The line; `finish` at the end says whether all of the script was needed and nothing else."""

    def __init__(self, *steps: Step) -> None:
        self._steps = list(steps)
        self._broken: ScriptBroken | None = None

    def finish(self) -> None:
        """ScriptBroken when a step is left, or when one was missing and nobody heard of it."""
        if self._broken:
            raise self._broken
        if self._steps:
            raise ScriptBroken(f"the line was never asked for {self._steps[0]}")

    async def answer(self) -> None:
        """Follow the script's `answers`."""
        await self._follow("answer", {})

    async def play(self, clips: Sequence[Path], interrupt_keys: str) -> Played:
        """Follow the script's `plays`."""
        played: Played = await self._follow("play", {"clips": _texts(clips), "interrupt_keys": interrupt_keys})
        return played

    async def collect(self, clips: Sequence[Path], wish: Collect) -> Collected:
        """Follow the script's `collects`."""
        collected: Collected = await self._follow("collect", {"clips": _texts(clips), "wish": wish})
        return collected

    async def hold(self, seconds: float) -> str:
        """Follow the script's `holds`."""
        key: str = await self._follow("hold", {"seconds": seconds})
        return key

    async def dial(self, target: str, ring_s: int, music: bool) -> DialEnded:
        """Follow the script's `dials`."""
        ended: DialEnded = await self._follow("dial", {"target": target, "ring_s": ring_s, "music": music})
        return ended

    async def listen(self) -> AnswerSound:
        """Follow the script's `listens`."""
        heard: AnswerSound = await self._follow("listen", {})
        return heard

    async def await_silence(self, silence_s: float, longest_s: float) -> None:
        """Follow the script's `awaits_silence`."""
        await self._follow("await_silence", {"silence_s": silence_s, "longest_s": longest_s})

    async def record(self, file: Path, stop_key: str, longest_s: int) -> RecordingEnded:
        """Follow the script's `records`."""
        given = {"file": str(file), "stop_key": stop_key, "longest_s": longest_s}
        ended: RecordingEnded = await self._follow("record", given)
        return ended

    async def tape(self, caller: Path, agent: Path) -> bool:
        """Follow the script's `tapes`."""
        can: bool = await self._follow("tape", {"caller": str(caller), "agent": str(agent)})
        return can

    async def stop_tape(self) -> None:
        """Follow the script's `stops_tape`."""
        await self._follow("stop_tape", {})

    async def set_variables(self, variables: Mapping[str, str]) -> None:
        """Follow the script's `sets`."""
        await self._follow("set_variables", {"variables": dict(variables)})

    async def hang_up(self) -> None:
        """Follow the script's `hangs_up`."""
        await self._follow("hang_up", {})

    async def _follow(self, verb: str, given: dict[str, object]) -> Any:
        step = self._steps.pop(0) if self._steps else None
        if self._broken or step is None or not step.allows(verb, given):
            self._broken = self._broken or ScriptBroken(
                f"the line was asked for {verb} {given}, the script says {step}"
            )
            raise self._broken
        if isinstance(step.reply, HungUp):
            raise step.reply
        return await step.reply() if callable(step.reply) else step.reply


def _texts(clips: Sequence[Path]) -> tuple[str, ...]:
    return tuple(map(str, clips))


def _as_wished(wish: object, given: object) -> bool:
    if isinstance(wish, Mapping) and isinstance(given, Mapping):
        return wish.items() <= given.items()
    return wish == given
