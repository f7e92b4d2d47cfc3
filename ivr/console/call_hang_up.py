"""Ending a call from afar: who may, and the wish that is written down for the engine."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ivr.access.role import Permission
from ivr.calls.intentions import HangUpCall
from ivr.console.changes import Changed, Deed
from ivr.console.gate import may, principal
from ivr.console.live_calls import live_call
from ivr.console.wishes import wished
from ivr.reports.live_rows import LiveCall
from ivr.store.queues import Queue


def may_hang_up(call: LiveCall, seen: Iterable[Queue]) -> bool:
    """Whether who asks may end it."""
    return in_reach(call, seen, Permission.CONTROL_AGENTS)


def in_reach(call: LiveCall, seen: Iterable[Queue], permission: Permission) -> bool:
    """Whether his right reaches the call: in a queue that queue decides, elsewhere that he may see the call at all."""
    if call.queue is None or principal().scope.is_all:
        return may(permission)
    project = next((queue.project for queue in seen if queue.id == call.queue), None)
    return may(permission, queue=call.queue, project=project)


class CallIsOver(Exception):
    """There is no call to hang up any more."""


def hang_up_deed(call_id: str, ids: list[str]) -> Deed:
    """The deed of wishing it, which raises CallIsOver; the wish's id is put into `ids`."""
    deed = wished("call", call_id, HangUpCall(call_id), ids)

    def act(connection: Any) -> Changed:
        if live_call(connection, call_id) is None:
            raise CallIsOver
        return deed.act(connection)

    return replace(deed, act=act)
