"""Menus to and from plain JSON values, as the store keeps them; the version is the hash of everything else."""

import dataclasses
from collections.abc import Callable
from enum import Enum
from typing import Any, get_args

from ivr.calls.disposition import Disposition
from ivr.errors import Misuse
from ivr.graph.version import content_version
from ivr.menus.definition import FactLine, Line, Lines, MenuTree, Node, PromptLine

NODES: dict[str, type[Node]] = {kind.kind: kind for kind in get_args(Node)}


def to_plain(tree: MenuTree) -> dict[str, Any]:
    """The menu as JSON values."""
    return {
        "id": tree.id,
        "version": tree.version,
        "languages": list(tree.languages),
        "start": tree.start,
        "on_failure": tree.on_failure,
        "nodes": {node.id: {"kind": node.kind, **_fields(node)} for node in tree.nodes.values()},
    }


def from_plain(plain: dict[str, Any]) -> MenuTree:
    """The menu those JSON values stand for; Misuse when they stand for none."""
    try:
        nodes = {name: _node(fields) for name, fields in plain["nodes"].items()}
        return MenuTree(**{**plain, "languages": tuple(plain["languages"]), "nodes": nodes})
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Misuse(f"not a menu: {error!r}") from error


def with_version(tree: MenuTree) -> MenuTree:
    """The menu under the version its content deserves."""
    content = {name: value for name, value in to_plain(tree).items() if name != "version"}
    return dataclasses.replace(tree, version=content_version(content))


def _fields(node: Node) -> dict[str, Any]:
    return {field.name: _plain(getattr(node, field.name)) for field in dataclasses.fields(node)}


def _plain(value: object) -> object:
    if isinstance(value, PromptLine):
        return {"prompt": value.prompt}
    if isinstance(value, FactLine):
        return {"fact": value.fact}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _node(plain: dict[str, Any]) -> Node:
    fields = {name: _READ.get(name, _same)(value) for name, value in plain.items() if name != "kind"}
    return NODES[plain["kind"]](**fields)


def _line(plain: dict[str, Any]) -> Line:
    return FactLine(plain["fact"]) if "fact" in plain else PromptLine(plain["prompt"])


def _lines(plain: list[dict[str, Any]]) -> Lines:
    return tuple(_line(line) for line in plain)


def _turns(plain: list[list[dict[str, Any]]]) -> tuple[Lines, ...]:
    return tuple(_lines(lines) for lines in plain)


def _pairs(plain: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((first, second) for first, second in plain)


def _disposition(plain: str | None) -> Disposition | None:
    return None if plain is None else Disposition(plain)


def _same(plain: Any) -> Any:
    return plain


_READ: dict[str, Callable[[Any], Any]] = {
    "say": _lines,
    "hint": _lines,
    "keys": _pairs,
    "again": _lines,
    "prompts": _turns,
    "no_input": _turns,
    "no_match": _turns,
    "choices": _pairs,
    "disposition": _disposition,
}
