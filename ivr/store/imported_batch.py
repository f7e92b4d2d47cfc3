"""Calls of another system's history made into rows of the tables, and added up, without a database.

So a process of its own does it, while another one writes (`store/imported`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any

from ivr.calls.events import AgentStateChanged, CallEvent, Event
from ivr.reports.call_record import LegKind
from ivr.reports.counts import Thresholds
from ivr.reports.fold import fold
from ivr.reports.settled import settled
from ivr.store import agent_counts, event_rows, record_rows, rollup_sums, stale_spans
from ivr.store.moments import moment_in
from ivr.store.stale_spans import StaleAgent
from ivr.store.sums import Key

AGENT = LegKind.AGENT
AT = attrgetter("at")


@dataclass(frozen=True, slots=True)
class Way:
    """How rows are made: for which database, told by which import, counted by which rules queues seem to have."""

    dialect: str
    import_id: int | None = None
    limits: Mapping[str, Thresholds] = field(default_factory=dict)


@dataclass(slots=True)
class Batch:
    """New calls with all that is told of them here, and what stands apart: `apart` may be known already.

    `told` are rows of the history, by call; `ends` those of numbers, of earlier calls as well
    (`number_ends.ends_of`).
    """

    told: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    stale: list[StaleAgent] = field(default_factory=list)
    folded: record_rows.Rows = field(default_factory=record_rows.Rows)
    queues: dict[Key, rollup_sums.Sum] = field(default_factory=dict)
    agents: agent_counts.Sums = field(default_factory=dict)
    ends: list[str] = field(default_factory=list)
    events: int = 0
    apart: list[Event] = field(default_factory=list)


def batch_of(events: Iterable[Event], way: Way, before: Collection[str] = ()) -> Batch:
    """A batch of these events; `before`: calls that have been told of already."""
    calls, alone = _by_call(events)
    apart = [event for call_id in before if call_id in calls for event in calls.pop(call_id)]
    batch = Batch(
        {call_id: _row_of(some, way) for call_id, some in calls.items()},
        events=sum(map(len, calls.values())),
        apart=[*apart, *alone],
    )
    _fold(batch, calls.values(), way)
    return batch


def rows_of(events: Sequence[Event], way: Way) -> list[tuple[Any, ...]]:
    """The rows of the history for these events: one for those of a call, one for each change of an agent's state."""
    at = moment_in(way.dialect)
    rows = [(*event_rows.row_of(one, at), way.import_id) for one in events if isinstance(one, AgentStateChanged)]
    calls = [event for event in events if isinstance(event, CallEvent)]
    return [*rows, _row_of(calls, way)] if calls else rows


def _row_of(events: Sequence[CallEvent], way: Way) -> tuple[Any, ...]:
    at, first = moment_in(way.dialect), min(events, key=AT)
    body = event_rows.body_of(events)
    named = (events[0].event_id, at(first.at), event_rows.TOLD, first.call_id, None, first.witness, body)
    return (*named, way.import_id)


def _by_call(events: Iterable[Event]) -> tuple[dict[str, list[CallEvent]], list[Event]]:
    """The events of each call, and the changes of agents' states, each event once."""
    calls: dict[str, list[CallEvent]] = {}
    changes: list[Event] = []
    for event in {event.event_id: event for event in events}.values():
        if isinstance(event, CallEvent):
            calls.setdefault(event.call_id, []).append(event)
        else:
            changes.append(event)
    return calls, changes


def _fold(batch: Batch, calls: Iterable[Sequence[CallEvent]], way: Way) -> None:
    records = [record for some in calls if (record := fold(settled(some))) is not None]
    batch.folded = record_rows.rows_of(records, way.dialect)
    stays = [visit for record in records for visit in record.visits]
    refused = [refusal for record in records for refusal in record.refusals]
    batch.queues = rollup_sums.sums_of([*stays, *refused], way.limits)
    rung = [leg for record in records for leg in record.legs if leg.kind is AGENT]
    batch.agents = agent_counts.sums_of([*stays, *rung])
    batch.stale = stale_spans.of_legs(rung)
