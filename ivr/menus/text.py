"""A menu as text: what a caller hears and where that leads; for the terminal and the golden scripts."""

from collections.abc import Callable, Iterable, Iterator

from ivr.calls.commands import (
    Collect,
    Command,
    EnterQueue,
    HangUp,
    Play,
    RequestCallback,
    Respond,
    Say,
    TakeMessage,
    Transfer,
)
from ivr.menus.definition import (
    CallbackNode,
    FactLine,
    HangUpNode,
    InformationNode,
    LanguageNode,
    Lines,
    MenuNode,
    MenuTree,
    Node,
    QueueNode,
    RespondNode,
    TransferNode,
    VoicemailNode,
)
from ivr.menus.rules import Facts
from ivr.spoken.prompt import PromptBook, Slot

Wording = Callable[[Say, str], str]  # what is written for a prompt in a language


def by_id(say: Say, language: str) -> str:
    """Write a prompt as its id."""
    return say.prompt


def by_book(book: PromptBook) -> Wording:
    """Write prompts as the words of the book, places of values as <name>; what is not in it as its id."""

    def words(say: Say, language: str) -> str:
        template = book.prompts.get(say.prompt, {}).get(language)
        if template is None:
            return say.prompt
        sentences = (piece if isinstance(piece, str) else "".join(map(_part, piece)) for piece in template.pieces)
        return " ".join(sentences)

    return words


def stand_ins(facts: Iterable[str]) -> Facts:
    """Facts for a call that is none: each says only <its name>."""
    return {fact: (Say(f"<{fact}>"),) for fact in facts}


def told(command: Command, language: str, wording: Wording) -> str | None:  # noqa: PLR0911 - one line a command
    """One line for what the caller notices of a command, None when it is nothing."""
    match command:
        case Play(says) | Collect(says) if says:
            return f"hear {language}: {'; '.join(wording(say, language) for say in says)}"
        case EnterQueue(queue, skill, min_level, priority):
            return "reach " + _queue(queue, skill, min_level, priority)
        case RequestCallback(queue):
            return f"ask for a callback from queue {queue}"
        case TakeMessage(box):
            return f"speak into box {box}"
        case Transfer(number):
            return f"reach number {number}"
        case Respond(response):
            return f"respond {response}"
        case HangUp(disposition):
            return f"end {disposition}" if disposition else "end"
    return None


def outline(tree: MenuTree, language: str, wording: Wording) -> Iterator[str]:
    """The whole menu in one language, node by node, the first heard first."""
    yield f"menu {tree.id} (version {tree.version}, {language})"
    nodes = sorted(tree.nodes.values(), key=lambda node: node.id != tree.start)
    for node in nodes:
        yield f"{node.id}:"
        yield from (f"  {line}" for line in _described(node, language, wording))


def _described(node: Node, language: str, wording: Wording) -> Iterator[str]:
    match node:
        case MenuNode():
            yield _heard(node.prompts[0], language, wording)
            yield from (f"{keys}: {target}" for keys, target in node.choices)
            yield f"after {node.attempts} attempts: {node.on_failure}"
        case InformationNode():
            yield _heard(node.say, language, wording)
            yield f"then: {node.then}"
        case QueueNode():
            yield f"wait in {_queue(node.queue, node.skill, node.min_level, node.priority)}"
            yield from _door(node)
            if node.hint:
                yield _heard(node.hint, language, wording)
            yield from (f"{key}: {target}" for key, target in node.keys)
            yield f"when nobody came: {node.then}"
        case CallbackNode():
            here = _queue(node.queue, node.skill or "", node.min_level, 0) if node.queue else "the queue he waits in"
            yield f"callback from {here}"
            yield f"when it is agreed on: {node.then}"
            yield f"otherwise: {node.otherwise}"
        case VoicemailNode():
            yield f"a message for box {node.box}"
            yield f"then: {node.then}"
        case TransferNode():
            yield f"connect with {node.number}"
            yield f"when that fails: {node.then}"
        case LanguageNode():
            yield f"language: {node.language}"
            yield f"then: {node.then}"
        case RespondNode():
            yield f"the answer is: {node.response}"
            yield f"then: {node.then}"
        case HangUpNode():
            if node.say:
                yield _heard(node.say, language, wording)
            yield "the call ends"


def _heard(lines: Lines, language: str, wording: Wording) -> str:
    said = (f"<{line.fact}>" if isinstance(line, FactLine) else wording(Say(line.prompt), language) for line in lines)
    return " ".join(said)


def _queue(queue: str, skill: str, min_level: int, priority: int) -> str:
    level = f", level {min_level}" if min_level > 1 else ""
    return f"queue {queue}, skill {skill}{level}{f', priority {priority}' if priority else ''}"


def _door(node: QueueNode) -> Iterator[str]:
    if node.full_at is not None:
        yield f"nobody more when {node.full_at} wait"
    if node.only_open:
        yield "only within opening hours"
    if node.only_staffed:
        yield "only while somebody is logged in"
    if node.same_agent:
        yield "with the agent the caller talked with last, if that agent can"


def _part(part: str | Slot) -> str:
    return part if isinstance(part, str) else f"<{part.name}>"
