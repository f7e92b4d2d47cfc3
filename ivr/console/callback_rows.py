"""Callbacks as the console lists them: who, for which queue, how it stands and why; and their figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.console.catalogue import _, _l
from ivr.console.gate import may
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.table import Column
from ivr.outbound.callback import CallbackState
from ivr.reports.callbacks import Asked, CallbackFigures, callback_figures, level_with_callbacks
from ivr.reports.counts import total
from ivr.reports.quarters import quarter_of
from ivr.reports.ratios import service_level
from ivr.store import callbacks, figures
from ivr.store.callbacks import Callback
from ivr.store.figures import Range
from ivr.store.queues import Queue

DAYS = 7
STATES: Mapping[str, tuple[Any, str]] = {
    "requested": (_l("for a chosen time"), "calm"),
    "waiting": (_l("waits for the turn"), "warn"),
    "dialled": (_l("telephone rings"), "calm"),
    "confirmed": (_l("on the line"), "calm"),
    "machine": (_l("machine, again later"), "warn"),
    "no_answer": (_l("not reached, again later"), "warn"),
    "connected": (_l("connected"), "good"),
    "abandoned": (_l("hung up before the agent"), "bad"),
    "unreached": (_l("never reached"), "bad"),
    "expired": (_l("expired"), "bad"),
    "cancelled": (_l("cancelled"), "off"),
    "merged": (_l("rang in"), "good"),
}
MAY_CANCEL = frozenset(set(CallbackState) - {CallbackState.CONFIRMED})


@dataclass(frozen=True, slots=True)
class CallbackRow:
    """One line of the list."""

    callback: Callback
    queue: Queue

    @property
    def waits_s(self) -> float | None:
        """Seconds from the request (or the time chosen) to the agent; None when none came."""
        one = self.callback
        return (one.connected_at - (one.not_before or one.requested_at)).total_seconds() if one.connected_at else None

    @property
    def may_cancel(self) -> bool:
        """Whether who asks may call it off now."""
        return self.callback.is_open and self.callback.state in MAY_CANCEL and self._mine

    @property
    def may_restore(self) -> bool:
        """Whether who asks may take a cancellation back."""
        return self.callback.state is CallbackState.CANCELLED and self._mine

    @property
    def _mine(self) -> bool:
        return may(Permission.CONTROL_CALLBACKS, queue=self.queue.id, project=self.queue.project)


def state_word(row: CallbackRow) -> str:
    """How it stands, in words."""
    return str(STATES[row.callback.state.value][0])


COLUMNS: Sequence[Column[CallbackRow]] = (
    Column("number", _l("Number"), lambda one: one.callback.number),
    Column("queue", _l("Queue"), lambda one: one.queue.name),
    Column("asked", _l("Asked for"), lambda one: one.callback.requested_at),
    Column("place", _l("Place since"), lambda one: one.callback.entered_at),
    Column("state", _l("State"), state_word),
    Column("attempts", _l("Attempts"), lambda one: one.callback.attempts_made, numeric=True),
    Column("waited", _l("Own wait"), lambda one: one.waits_s, numeric=True),
)


@dataclass(frozen=True, slots=True)
class Found:
    """The callbacks somebody may see, and what they come to."""

    rows: list[CallbackRow]
    queues: tuple[Queue, ...]
    figures: CallbackFigures
    level: float | None  # of those who waited on the line
    level_with: float | None  # as if who asked for a callback had been answered late


def found(connection: Any, scope: Scope, now: datetime, open_only: bool) -> Found:
    """Those asked for in the last week, and all open ones."""
    queues = seen_queues(connection, scope)
    by_id = {queue.id: queue for queue in queues}
    lately = callbacks.requested_between(connection, now - timedelta(days=DAYS), now + DAY, scope_of(queues, scope))
    known = {one.id for one in lately}
    older = [one for one in callbacks.open_ones(connection) if one.id not in known and one.queue in by_id]
    rows = [CallbackRow(one, by_id[one.queue]) for one in (*lately, *older) if one.queue in by_id]
    asked = [Asked(row.callback.state.value, row.callback.attempts_made, row.waits_s) for row in rows]
    shown = [row for row in rows if row.callback.is_open or not open_only]
    since = quarter_of(now - timedelta(days=DAYS))
    counts = total(list(figures.sums(connection, Range(since, now, frozenset(by_id))).values()))
    return Found(shown, queues, callback_figures(asked), service_level(counts), level_with_callbacks(counts))


DAY = timedelta(days=1)


def refused_word(state: str) -> str:
    """How a state is called in a refusal."""
    return str(STATES[state][0]) if state in STATES else str(_("gone"))
