"""Events to and from plain JSON values: one table of classes, one line an event."""

import dataclasses
import json
from collections.abc import Callable
from datetime import datetime
from enum import Enum
from functools import lru_cache
from json.encoder import encode_basestring_ascii
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ivr.calls import callback_events, events, listening_events, recording_events, transfer_events, waiting_events
from ivr.calls.events import Event
from ivr.errors import Misuse

MODULES = (events, callback_events, waiting_events, transfer_events, recording_events, listening_events)
KINDS: dict[str, type[Event]] = {
    name: kind
    for module in MODULES
    for name, kind in vars(module).items()
    if isinstance(kind, type) and issubclass(kind, Event) and name not in {"Event", "CallEvent"}
}
FIELDS = {name: tuple(field.name for field in dataclasses.fields(kind)) for name, kind in KINDS.items()}
COMPACT = json.JSONEncoder(separators=(",", ":"))  # made once: `json.dumps` makes one for each value
FIELD_TYPES = {name: get_type_hints(kind) for name, kind in KINDS.items()}


def to_plain(event: Event) -> dict[str, Any]:
    """The event as JSON values, its class name under `kind`; moments as ISO 8601 in UTC."""
    kind = type(event).__name__
    return {"kind": kind, **{name: _plain(getattr(event, name)) for name in FIELDS[kind]}}


def to_text(event: Event) -> str:
    """The event as JSON: the text of `to_plain`, made several times as fast, for there are millions of events."""
    return TEXTS[type(event).__name__](event)


def from_plain(plain: dict[str, Any]) -> Event:
    """The event those JSON values stand for; Misuse when the kind or a field is unknown or missing."""
    kind = KINDS.get(str(plain.get("kind", "")))
    if kind is None:
        raise Misuse(f"no event is called {plain.get('kind')!r}")
    types = FIELD_TYPES[kind.__name__]
    try:
        return kind(**{name: _typed(types[name], value) for name, value in plain.items() if name != "kind"})
    except (KeyError, TypeError, ValueError) as error:
        raise Misuse(f"not a {kind.__name__}: {error}") from error


@lru_cache(maxsize=4096)
def _moment(at: datetime) -> str:
    return f'"{at.isoformat()}"'


def _written(value: object) -> str:
    if value is None:
        return "null"
    if type(value) is int:
        return str(value)
    return encode_basestring_ascii(value) if isinstance(value, str) else _dumped(value)


def _dumped(value: object) -> str:
    return COMPACT.encode(_plain(value))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _typed(wanted: Any, value: Any) -> Any:
    if get_origin(wanted) in (Union, UnionType):
        return None if value is None else _typed(get_args(wanted)[0], value)
    if wanted is datetime:
        return datetime.fromisoformat(value)
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return wanted(value)
    return tuple(value) if get_origin(wanted) is tuple else value


def _text_of(kind: str) -> Callable[[Event], str]:
    """What writes events of a kind: made of their fields as `dataclasses` makes `__init__`, three times as fast."""
    types = FIELD_TYPES[kind]
    parts = ",".join(f'"{name}":{{{_writer(types[name])}(event.{name})}}' for name in FIELDS[kind])
    code = f'lambda event: f\'{{{{"kind":"{kind}",{parts}}}}}\''
    names = {"text": encode_basestring_ascii, "moment": _moment, "any": _written}
    return eval(code, names)  # type: ignore[no-any-return]  # noqa: S307 — of names in our own classes


def _writer(wanted: Any) -> str:
    if wanted is datetime:
        return "moment"
    # A word of an Enum is a text as well.
    return "text" if isinstance(wanted, type) and issubclass(wanted, str) else "any"


TEXTS = {kind: _text_of(kind) for kind in KINDS}
