"""The calls of this moment, for who may see them: a list that changes while one looks."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import render_template

from ivr.access.account import Scope
from ivr.console.live_page import shows
from ivr.console.live_view import Group
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.source import source
from ivr.reports.live_rows import LiveCall
from ivr.store import agents, live

VIEW = "live_calls"


@dataclass(frozen=True, slots=True)
class LiveCalls:
    """What the list shows."""

    now: datetime
    calls: tuple[LiveCall, ...]
    queues: dict[str, str]
    agents: dict[str, str]


def live_calls(scope: Scope) -> LiveCalls:
    """The calls that are in a queue of this scope; all of them when nothing is left out."""
    with source().database.read() as connection:
        queues = seen_queues(connection, scope)
        found = live.calls(connection)
        people = agents.names(connection) if found else {}
    only = scope_of(queues, scope)
    return LiveCalls(
        now=source().now(),
        calls=tuple(call for call in found if only is None or call.queue in only),
        queues={queue.id: queue.name for queue in queues},
        agents=people,
    )


def live_call(connection: Any, call_id: str) -> LiveCall | None:
    """A call as it is just now; None when it is over."""
    return next((call for call in live.calls(connection) if call.call_id == call_id), None)


@shows(VIEW)
def fragment(group: Group) -> str:
    """The list for these readers."""
    return render_template("live_calls.html", live=live_calls(group.scope))
