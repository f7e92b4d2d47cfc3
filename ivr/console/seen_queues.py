"""The queues somebody may see: his own, and those of his projects."""

from collections.abc import Iterable
from typing import Any

from ivr.access.account import Scope
from ivr.store import queues
from ivr.store.queues import Queue


def seen_queues(connection: Any, scope: Scope) -> tuple[Queue, ...]:
    """Every queue inside a scope, those out of use among them: their calls are still told."""
    return tuple(queue for queue in queues.everyone(connection) if scope.covers(queue.id, queue.project))


def scope_of(seen: Iterable[Queue], scope: Scope) -> frozenset[str] | None:
    """The ids of these queues as a search takes them; None: the scope leaves nothing out."""
    return None if scope.is_all else frozenset(queue.id for queue in seen)
