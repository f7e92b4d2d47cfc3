"""One call in a menu: what the caller did comes in, what is to be done next goes out; pure, plain data at any turn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from ivr.calls.commands import (
    CallbackAsked,
    Collect,
    Collected,
    Command,
    EnterQueue,
    HangUp,
    MessageTaken,
    Play,
    Played,
    QueueLeft,
    RequestCallback,
    Result,
    Started,
    TakeMessage,
    Transfer,
    TransferEnded,
)
from ivr.errors import IllegalTransition, Misuse
from ivr.graph import run as graph_run
from ivr.menus.definition import MenuTree, QueueNode, facts_of
from ivr.menus.rules import Facts, Rules


class State(StrEnum):
    """What the call is in the middle of."""

    NEW = "new"
    DECIDING = "deciding"  # only inside receive: between a result and the command that is its answer
    PLAYING = "playing"
    COLLECTING = "collecting"
    QUEUED = "queued"
    CALLBACK = "callback"
    MESSAGE = "message"
    TRANSFERRING = "transferring"
    ENDED = "ended"


MOVES: Mapping[State, Mapping[type[Result | Command], State]] = {
    State.NEW: {Started: State.DECIDING},
    State.DECIDING: {
        Play: State.PLAYING,
        Collect: State.COLLECTING,
        EnterQueue: State.QUEUED,
        RequestCallback: State.CALLBACK,
        TakeMessage: State.MESSAGE,
        Transfer: State.TRANSFERRING,
        HangUp: State.ENDED,
    },
    State.PLAYING: {Played: State.DECIDING},
    State.COLLECTING: {Collected: State.DECIDING},
    State.QUEUED: {QueueLeft: State.DECIDING},
    State.CALLBACK: {CallbackAsked: State.DECIDING},
    State.MESSAGE: {MessageTaken: State.DECIDING},
    State.TRANSFERRING: {TransferEnded: State.DECIDING},
    State.ENDED: {},
}


@dataclass(frozen=True, slots=True)
class Run:
    """A call's way through a menu so far; `place` alone changes, and alone has to be kept."""

    tree: MenuTree
    facts: Facts
    place: graph_run.Run


def start(tree: MenuTree, language: str | None, facts: Facts) -> Run:
    """Before the first word; `language` when the caller's is already known. Misuse when a fact is missing."""
    if missing := facts_of(tree) - facts.keys():
        raise Misuse(f"menu {tree.id} needs facts nobody gave: {', '.join(sorted(missing))}")
    spoken = language if language and language in tree.languages else tree.languages[0]
    return Run(tree, facts, graph_run.Run(tree.id, tree.version, tree.start, State.NEW, spoken))


def receive(run: Run, result: Result) -> tuple[Run, tuple[Command, ...]]:
    """The commands that answer `result`: notes first, and last the one to perform, whose result comes next."""
    place = replace(run.place, state=_after(run.place.state, result))
    place, commands = graph_run.receive(Rules(run.tree, run.facts), place, result)
    return replace(run, place=replace(place, state=_after(place.state, commands[-1]))), commands


def queued_at(tree: MenuTree, language: str, facts: Facts, node: str) -> tuple[Run, EnterQueue] | None:
    """The run of a caller who waits at a node, and what he asked for there; None where this menu has no such queue."""
    if not isinstance(tree.nodes.get(node), QueueNode):
        return None
    run = start(tree, language, facts)
    turn = Rules(tree, facts).enter(replace(run.place, node=node, state=State.QUEUED))
    wish = turn.commands[-1]
    return (replace(run, place=turn.run), wish) if isinstance(wish, EnterQueue) else None


def to_plain(run: Run) -> dict[str, Any]:
    """Where the call stands, as JSON values."""
    return graph_run.to_plain(run.place)


def from_plain(tree: MenuTree, facts: Facts, plain: dict[str, Any]) -> Run:
    """The run that stood there; Misuse when it was in another menu or another version of it."""
    place = graph_run.from_plain(plain)
    if (place.graph, place.version) != (tree.id, tree.version):
        raise Misuse(f"a run of {place.graph} {place.version} cannot go on in {tree.id} {tree.version}")
    return Run(tree, facts, place)


def _after(state: str, event: Result | Command) -> State:
    try:
        return MOVES[State(state)][type(event)]
    except KeyError:
        raise IllegalTransition("menu run", state, type(event).__name__) from None
