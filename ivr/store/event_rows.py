"""Rows of the history: made of events and read as events, without a database."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from ivr.calls.event_json import from_plain, to_text
from ivr.calls.events import AgentStateChanged, CallEvent, Event
from ivr.calls.ids import LENGTH, is_imported

TOLD = "CallImported"  # the kind of a row that holds all an import told of a call: a list of events
ITS_ID = "\u00a7"  # stands for the call's id in such a row; JSON as it is written here has no such sign of its own
COLUMNS = ("event_id", "at", "kind", "call_id", "agent", "witness", "body")
BODY = COLUMNS.index("body")


def in_body(body: str) -> list[Event]:
    """The events a row holds: one, or all an import told of a call."""
    if body.startswith("{"):
        return [from_plain(json.loads(body))]
    call_id, told = body[:LENGTH], body[LENGTH:]
    return [from_plain(one) for one in json.loads(told.replace(ITS_ID, call_id))]


def body_of(events: Sequence[CallEvent]) -> str:
    """The body of a row: its event, or of an imported call the id, then all its events with a sign for the id."""
    call_id, told = events[0].call_id, ",".join(map(to_text, events))
    return f"{call_id}[{told.replace(call_id, ITS_ID)}]" if is_imported(call_id) else told


def row_of(event: Event, at: Callable[[datetime], Any]) -> tuple[Any, ...]:
    """The row of one event; `at` makes moments as the database keeps them (`moments.moment_in`)."""
    call_id = event.call_id if isinstance(event, CallEvent) else None
    agent = event.agent if isinstance(event, AgentStateChanged) else None
    return (event.event_id, at(event.at), type(event).__name__, call_id, agent, event.witness, to_text(event))
