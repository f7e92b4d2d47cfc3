"""The kinds of node a menu file may hold, and the fields of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ivr.menus import fields
from ivr.menus.definition import (
    CallbackNode,
    HangUpNode,
    InformationNode,
    LanguageNode,
    MenuNode,
    Node,
    QueueNode,
    RespondNode,
    TransferNode,
    VoicemailNode,
)
from ivr.menus.fields import Read
from ivr.menus.sheet import Place


@dataclass(frozen=True, slots=True)
class Kind:
    """A node class, its required fields and those that have a default."""

    make: type[Node]
    required: Mapping[str, Read]
    optional: Mapping[str, Read]


KINDS: dict[str, Kind] = {
    kind.make.kind: kind
    for kind in (
        Kind(
            MenuNode,
            {"prompts": fields.attempts_of_lines, "choices": fields.choices},
            {
                "again": fields.lines,
                "no_input": fields.attempts_of_lines,
                "no_match": fields.attempts_of_lines,
                "on_failure": fields.name,
                "attempts": fields.attempts,
                "timeout_s": fields.seconds,
                "between_s": fields.seconds,
                "interruptible": fields.flag,
            },
        ),
        Kind(InformationNode, {"say": fields.lines}, {"then": fields.name, "interruptible": fields.flag}),
        Kind(
            QueueNode,
            {"queue": fields.name, "skill": fields.name, "then": fields.name},
            {
                "min_level": fields.level,
                "priority": fields.priority,
                "keys": fields.single_keys,
                "hint": fields.lines,
                "full_at": fields.callers,
                "only_open": fields.flag,
                "only_staffed": fields.flag,
                "same_agent": fields.flag,
            },
        ),
        Kind(
            CallbackNode,
            {"then": fields.name},
            {"queue": fields.name, "skill": fields.name, "min_level": fields.level, "otherwise": fields.name},
        ),
        Kind(VoicemailNode, {"box": fields.name, "then": fields.name}, {}),
        Kind(TransferNode, {"number": fields.number_outside, "then": fields.name}, {}),
        Kind(LanguageNode, {"language": fields.language, "then": fields.name}, {}),
        Kind(RespondNode, {"response": fields.response, "then": fields.name}, {}),
        Kind(HangUpNode, {}, {"say": fields.lines, "disposition": fields.disposition}),
    )
}


def read_node(node_id: str, raw: Any, place: Place, on_failure: str) -> Node | None:
    """The node written there, None when there are mistakes in it; failing menus lead to `on_failure` by default."""
    kind = _kind(raw, place)
    if kind is None:
        return None
    before = len(place.sheet.mistakes)
    known = {**kind.required, **kind.optional}
    values: dict[str, Any] = {"on_failure": on_failure} if kind.make is MenuNode else {}
    for key, value in raw.items():
        if key in known:
            values[key] = known[key](value, place.of_key(raw, key))
        elif key != "kind":
            place.of_key(raw, key).wrong(f"a node of kind {kind.make.kind} has no such key: it has {', '.join(known)}")
    for key in kind.required.keys() - raw.keys():
        place.wrong(f"a node of kind {kind.make.kind} needs {key!r}")
    return None if len(place.sheet.mistakes) > before else kind.make(id=node_id, **values)


def _kind(raw: Any, place: Place) -> Kind | None:
    if not isinstance(raw, dict):
        place.wrong(f"expected a node: kind (one of {', '.join(KINDS)}) and its fields")
        return None
    kind = KINDS.get(str(raw.get("kind")))
    if kind is None:
        place.wrong(f"expected a kind, one of {', '.join(KINDS)}, not {raw.get('kind')!r}")
    return kind
