"""Walking a conversation: one event in, the commands of every node passed out, until a node has to wait again."""

from dataclasses import asdict, dataclass, replace
from typing import Any, Generic, Protocol, TypeVar

from ivr.errors import Misuse
from ivr.graph.limits import STEPS_PER_CALL

Event_contra = TypeVar("Event_contra", contravariant=True)
Command = TypeVar("Command")


@dataclass(frozen=True, slots=True)
class Run:
    """Where a conversation stands: plain values, written to JSON and read back at any turn."""

    graph: str
    version: str
    node: str
    state: str
    language: str
    attempts: int = 0  # failed at this node since it was entered
    steps: int = 0  # nodes entered since the start
    trail: tuple[str, ...] = ()  # asking nodes on the way here, none twice


@dataclass(frozen=True, slots=True)
class Turn(Generic[Command]):
    """A node's answer: what to do, and where to go at once (None: wait for what comes of it)."""

    run: Run
    commands: tuple[Command, ...] = ()
    target: str | None = None


class Rules(Protocol[Event_contra, Command]):
    """What the nodes of one kind of conversation mean."""

    def enter(self, run: Run) -> Turn[Command]:
        """The person reached `run.node`."""

    def resume(self, run: Run, event: Event_contra) -> Turn[Command]:
        """What `run.node` waited for happened."""

    def exhausted(self, run: Run) -> Turn[Command]:
        """`run` took more steps than a conversation may: end it well, at the latest when asked again."""


def receive(rules: Rules[Event_contra, Command], run: Run, event: Event_contra) -> tuple[Run, tuple[Command, ...]]:
    """Walk on from `run` until a node waits."""
    turn = rules.resume(run, event)
    commands = list(turn.commands)
    while turn.target is not None:
        turn = _entered(rules, turn.run, turn.target)
        commands += turn.commands
    return turn.run, tuple(commands)


def to_plain(run: Run) -> dict[str, Any]:
    """The run as JSON values."""
    return {**asdict(run), "trail": list(run.trail)}


def from_plain(plain: dict[str, Any]) -> Run:
    """The run those JSON values stand for; Misuse when they stand for none."""
    try:
        return Run(**{**plain, "trail": tuple(plain["trail"])})
    except (KeyError, TypeError) as error:
        raise Misuse(f"not a run: {error}") from error


def _entered(rules: Rules[Event_contra, Command], run: Run, target: str) -> Turn[Command]:
    run = replace(run, node=target, steps=run.steps + 1, attempts=0)
    return rules.enter(run) if run.steps <= STEPS_PER_CALL else rules.exhausted(run)
