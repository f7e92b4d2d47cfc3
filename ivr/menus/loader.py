"""The text of a menu file read into a menu: every mistake in it at once, each with its line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ivr.errors import AuthorError
from ivr.graph.lint import Finding, lint, missing_prompts
from ivr.graph.node import Node as ShapeNode
from ivr.menus import fields
from ivr.menus.definition import (
    BACK,
    NEXT_LANGUAGE,
    CallbackNode,
    InformationNode,
    LanguageNode,
    MenuTree,
    Node,
    Person,
    QueueNode,
    RespondNode,
    targets_of,
)
from ivr.menus.definition_json import with_version
from ivr.menus.node_kinds import read_node
from ivr.menus.shape import prompts_of, shape
from ivr.menus.sheet import Place, Sheet
from ivr.spoken.prompt import PromptBook

HEAD = {
    "menu": fields.name,
    "languages": fields.languages,
    "start": fields.name,
    "on_failure": fields.name,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds: a menu if there is no mistake in it; warnings are advice."""

    tree: MenuTree | None
    mistakes: tuple[AuthorError, ...]
    warnings: tuple[AuthorError, ...] = ()


def load(text: str, file: str, book: PromptBook | None = None) -> MenuTree:
    """The menu written in `text`; AuthorError for the first mistake."""
    reading = read(text, file, book)
    if reading.tree is None:
        raise reading.mistakes[0]
    return reading.tree


def check(text: str, file: str, book: PromptBook | None = None) -> list[AuthorError]:
    """All mistakes in `text`, in the order of its lines."""
    return list(read(text, file, book).mistakes)


def read(text: str, file: str, book: PromptBook | None = None) -> Reading:
    """The menu, mistakes and warnings of a file; prompts are looked up when the book is given."""
    sheet = Sheet(file)
    tree = _tree(sheet, sheet.root(text), book)
    if tree is None:
        return Reading(None, _by_line(sheet.mistakes))
    findings = [(finding.warning, _error(sheet, finding)) for finding in lint(shape(tree))]
    mistakes = _by_line([error for warning, error in findings if not warning])
    warnings = _by_line([error for warning, error in findings if warning])
    return Reading(None if mistakes else tree, mistakes, warnings)


def _tree(sheet: Sheet, root: Any, book: PromptBook | None) -> MenuTree | None:
    if not isinstance(root, dict):
        if not sheet.mistakes:
            Place(sheet).wrong("expected a menu: menu, languages, start, on_failure, nodes")
        return None
    head = _head(Place(sheet), root)
    nodes = _nodes(Place(sheet), root, str(head.get("on_failure")))
    declared = {str(node) for node in root["nodes"]} if nodes else set()
    for node in nodes.values():
        _check_node(sheet, node, declared, head.get("languages") or (), book)
        _check_callbacks(sheet, node, nodes)
        if isinstance(node, QueueNode):
            _check_keys(sheet, node, nodes)
    _check_ends(Place(sheet), root, declared, nodes)
    if sheet.mistakes:
        return None
    return with_version(MenuTree(head["menu"], "", head["languages"], head["start"], head["on_failure"], nodes))


def _head(place: Place, root: Any) -> dict[str, Any]:
    for key in root:
        if key not in HEAD and key != "nodes":
            place.of_key(root, key).wrong(f"a menu has no such key: it has {', '.join(HEAD)}, nodes")
    for key in [*HEAD, "nodes"]:
        if key not in root:
            place.wrong(f"a menu needs {key!r}")
    return {key: reader(root[key], place.of_key(root, key)) for key, reader in HEAD.items() if key in root}


def _nodes(place: Place, root: Any, on_failure: str) -> dict[str, Node]:
    raw = root.get("nodes")
    if not isinstance(raw, dict) or not raw:
        if "nodes" in root:
            place.of_key(root, "nodes").wrong("expected nodes, each under its name")
        return {}
    read: dict[str, Node] = {}
    for node_id, fields_of_node in raw.items():
        at = place.of_node(raw, node_id)
        if node_id == BACK:
            at.wrong(f"{BACK!r} is a word of its own and cannot name a node")
        elif fields.name(node_id, at) and (node := read_node(node_id, fields_of_node, at, on_failure)):
            read[node_id] = node
    return read


def _check_node(
    sheet: Sheet, node: Node, declared: set[str], languages: tuple[str, ...], book: PromptBook | None
) -> None:
    for label, target in targets_of(node):
        if target not in declared and target != BACK:
            _wrong(sheet, node.id, label, f"there is no node {target!r}")
    if isinstance(node, LanguageNode) and node.language not in {*languages, NEXT_LANGUAGE}:
        _wrong(sheet, node.id, "language", f"the menu does not speak {node.language!r}")
    if book is None:
        return
    for prompt, message in _wrong_prompts(node, languages, book):
        sheet.mistakes.append(
            AuthorError(message, file=sheet.file, line=sheet.prompt_lines.get((node.id, prompt)), node=node.id)
        )


def _check_callbacks(sheet: Sheet, node: Node, nodes: Mapping[str, Node]) -> None:
    if isinstance(node, CallbackNode) and (node.queue is None) != (node.skill is None):
        _wrong(sheet, node.id, None, "name both queue and skill of a callback, or neither")
    for label, target in targets_of(node):
        found = nodes.get(target)
        waits = isinstance(node, QueueNode) and label != "then"
        if isinstance(found, CallbackNode) and found.queue is None and not waits:
            _wrong(sheet, node.id, label, f"the callback {target!r} names no queue: only who waits can be led there")


def _check_keys(sheet: Sheet, queue: QueueNode, nodes: Mapping[str, Node]) -> None:
    """A caller who waits loses his place only by going somewhere, never by hearing or choosing something."""
    for key, target in queue.keys:
        match nodes.get(target):
            case InformationNode(then=then) if then != BACK:
                _wrong(sheet, queue.id, key, f"information for who waits leads {BACK}: {target!r} leads to {then!r}")
            case LanguageNode() | RespondNode() as node:
                _wrong(sheet, queue.id, key, f"a key of who waits cannot lead to {target!r}, a {node.kind} node")


def _wrong_prompts(node: Node, languages: tuple[str, ...], book: PromptBook) -> Iterator[tuple[str, str]]:
    spoken = prompts_of(node, languages)
    for finding in missing_prompts(ShapeNode(node.id, prompts=spoken), book.prompts):
        yield str(finding.label), finding.message
    for prompt in {each.prompt for each in spoken}:
        needed = {name for template in book.prompts.get(prompt, {}).values() for name in template.names}
        if needed:
            yield prompt, f"the prompt {prompt!r} needs {', '.join(sorted(needed))}: only a fact can give values"


def _check_ends(place: Place, root: Any, declared: set[str], nodes: Mapping[str, Node]) -> None:
    for key in ("start", "on_failure"):
        if declared and isinstance(root.get(key), str) and root[key] not in declared:
            place.of_key(root, key).wrong(f"there is no node {root[key]!r}")
    last = nodes.get(str(root.get("on_failure")))
    if last and not isinstance(last, Person):
        place.of_key(root, "on_failure").wrong(f"{last.id!r} is no person: name a queue or a transfer")


def _wrong(sheet: Sheet, node: str, label: str | None, message: str) -> None:
    sheet.mistakes.append(_error(sheet, Finding(node, message, label)))


def _error(sheet: Sheet, finding: Finding) -> AuthorError:
    line = sheet.line(finding.node, finding.label)
    return AuthorError(finding.message, file=sheet.file, line=line, node=finding.node, key=finding.label)


def _by_line(mistakes: list[AuthorError]) -> tuple[AuthorError, ...]:
    return tuple(sorted(mistakes, key=lambda error: error.line or 0))
