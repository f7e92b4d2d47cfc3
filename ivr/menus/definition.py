"""Menus as data: what each kind of node says, asks and leads to (docs/architecture.md)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ivr.calls.disposition import Disposition
from ivr.errors import Misuse

BACK = "back"  # a target: the menu the caller came from
NEXT_LANGUAGE = "next"  # a language: the one after the caller's, so the other one of two


@dataclass(frozen=True, slots=True)
class PromptLine:
    """A prompt to say."""

    prompt: str


@dataclass(frozen=True, slots=True)
class FactLine:
    """What a fact of this call has to say, with its values: opening hours, a reminder's date and time."""

    fact: str


Line = PromptLine | FactLine
Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MenuNode:
    """Asks for a key: the n-th attempt with the n-th prompts, the last repeat; `again` welcomes who comes back."""

    kind: ClassVar[str] = "menu"
    id: str
    prompts: tuple[Lines, ...]
    choices: tuple[tuple[str, str], ...]  # (keys, target)
    on_failure: str  # after the last attempt
    again: Lines = ()
    no_input: tuple[Lines, ...] = ()  # said before the prompts that follow the n-th failure
    no_match: tuple[Lines, ...] = ()
    attempts: int = 3
    timeout_s: float = 5.0
    between_s: float = 2.0
    interruptible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class InformationNode:
    """Says something a caller came for; any key cuts it short."""

    kind: ClassVar[str] = "information"
    id: str
    say: Lines
    then: str = BACK
    interruptible: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueNode:
    """Waits for an agent; `then` when nobody came in time.

    A key that leads to information or a callback keeps the place until the callback is agreed on; any other node is
    reached by giving it up. `hint` says which keys there are. Who is not let in goes on at once, as after a wait:
    when `full_at` callers wait, outside opening hours, while nobody is logged in.
    """

    kind: ClassVar[str] = "queue"
    id: str
    queue: str
    skill: str
    then: str
    min_level: int = 1
    priority: int = 0
    keys: tuple[tuple[str, str], ...] = ()  # (key, target)
    hint: Lines = ()
    full_at: int | None = None
    only_open: bool = False
    only_staffed: bool = False
    same_agent: bool = False  # the one the caller talked with last, if that agent can


@dataclass(frozen=True, slots=True, kw_only=True)
class CallbackNode:
    """Agrees on a number to be called back at; `then` when that is done, `otherwise` when the caller would not.

    Without a queue it can only be reached by the key of one, which it then is for.
    """

    kind: ClassVar[str] = "callback"
    id: str
    then: str
    queue: str | None = None
    skill: str | None = None
    min_level: int = 1
    otherwise: str = BACK


@dataclass(frozen=True, slots=True, kw_only=True)
class VoicemailNode:
    """Keeps what the caller says after a tone in a box."""

    kind: ClassVar[str] = "voicemail"
    id: str
    box: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferNode:
    """Connects with a number outside; `then` when that fails."""

    kind: ClassVar[str] = "transfer"
    id: str
    number: str  # E.164
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageNode:
    """Speaks another language from here on."""

    kind: ClassVar[str] = "language"
    id: str
    language: str
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondNode:
    """Writes down the answer to a reminder."""

    kind: ClassVar[str] = "respond"
    id: str
    response: str  # confirmed | cancelled | speak
    then: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HangUpNode:
    """Ends the call, with a last word or without."""

    kind: ClassVar[str] = "hang_up"
    id: str
    say: Lines = ()
    disposition: Disposition | None = None


Person = QueueNode | TransferNode
Node = MenuNode | InformationNode | Person | CallbackNode | VoicemailNode | LanguageNode | RespondNode | HangUpNode


@dataclass(frozen=True, slots=True)
class MenuTree:
    """A whole menu: its nodes by id; the first language is spoken until another is chosen."""

    id: str
    version: str  # content_version of the rest
    languages: tuple[str, ...]
    start: str
    on_failure: str  # the queue or transfer for callers whom this menu could not help
    nodes: Mapping[str, Node]

    def __post_init__(self) -> None:
        for node in self.nodes.values():
            for _, target in targets_of(node):
                if target != BACK and target not in self.nodes:
                    raise Misuse(f"menu {self.id}: node {node.id} leads to {target!r}, which is no node")
        if self.start not in self.nodes or not isinstance(self.nodes.get(self.on_failure), Person):
            raise Misuse(f"menu {self.id}: it needs a node to start with, and a queue or transfer for failures")


def targets_of(node: Node) -> tuple[tuple[str, str], ...]:
    """Where the node leads: (key or field, target)."""
    match node:
        case MenuNode():
            return (*node.choices, ("on_failure", node.on_failure))
        case QueueNode():
            return (*node.keys, ("then", node.then))
        case CallbackNode():
            return (("then", node.then), ("otherwise", node.otherwise))
        case HangUpNode():
            return ()
    return (("then", node.then),)


def keys_of(node: Node) -> tuple[tuple[str, str], ...]:
    """The keys a caller may press at the node, each with its target."""
    return node.choices if isinstance(node, MenuNode) else node.keys if isinstance(node, QueueNode) else ()


def keeps_place(node: Node) -> bool:
    """Whether a waiting caller may come here without leaving his queue."""
    return isinstance(node, CallbackNode) or (isinstance(node, InformationNode) and node.then == BACK)


def lines_of(node: Node) -> Lines:
    """Everything the node may say."""
    if isinstance(node, MenuNode):
        said = (*node.prompts, node.again, *node.no_input, *node.no_match)
        return tuple(line for lines in said for line in lines)
    if isinstance(node, QueueNode):
        return node.hint
    return node.say if isinstance(node, InformationNode | HangUpNode) else ()


def facts_of(tree: MenuTree) -> frozenset[str]:
    """Names of the facts a call through this menu needs."""
    lines = [line for node in tree.nodes.values() for line in lines_of(node)]
    return frozenset(line.fact for line in lines if isinstance(line, FactLine))
