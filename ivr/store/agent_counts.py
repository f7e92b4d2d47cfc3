"""What visits, legs and states add to an agent's quarter of an hour, added up without a database."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from ivr.calls.disposition import VisitOutcome
from ivr.reports.agent_time import TIME_SUMS, AgentTime, Span, by_quarter
from ivr.reports.call_record import Leg, Visit
from ivr.reports.counts import work_of
from ivr.reports.quarters import quarter_of
from ivr.reports.visit_offers import is_not_taken
from ivr.store.sums import Key, add, column_of, kept

AGENT_SUMS = ("answered", "handled", "talk_s", "wrap_s", "transferred", "attended")
WORK = {name: column_of(name) for name in AGENT_SUMS if name != "answered"}
TAKEN, NOT_TAKEN = {"agent_offers": 1}, {"agent_offers": 1, "agent_not_taken": 1}  # as columns: there are many

Counted = Visit | Leg | Span
Adds = AgentTime | Mapping[str, int]
Piece = tuple[Key, Adds, int]
Sums = dict[Key, dict[str, int]]  # by quarter and agent: what is added to which column


def sums_of(new: Iterable[Visit | Leg]) -> Sums:
    """What these visits and legs add."""
    return added_up(pieces_of(new))


def pieces_of(some: Iterable[Counted], sign: int = 1) -> Iterator[Piece]:
    """What each of these adds, quarter by quarter; sign -1: takes away."""
    return ((key, adds, sign) for one in some for key, adds in _pieces(one))


def pauses_of(pieces: Iterable[Piece]) -> Sums:
    """The pauses among these, by reason."""
    return added_up((part for piece in pieces for part in _by_reason(piece)), ("paused_s",))


def added_up(pieces: Iterable[Piece], names: tuple[str, ...] = TIME_SUMS) -> Sums:
    """What pieces come to; `names`: the times of states that are counted."""
    sums: Sums = {}
    for key, adds, sign in pieces:
        row = sums.setdefault(key, defaultdict(int))
        if isinstance(adds, dict):
            add_to(row, adds, sign)
        else:
            add(row, adds, names, sign)
    return sums


def add_to(row: dict[str, Any], more: Mapping[str, int], sign: int = 1) -> None:
    """Add columns to those of a row; sign -1: take them away."""
    for name, value in more.items():
        row[name] += sign * value


def _pieces(one: Counted) -> Iterator[tuple[Key, Adds]]:
    if isinstance(one, Span):
        for start, time in by_quarter(one, one.until) if one.until else ():
            yield (start, one.agent), time
    elif isinstance(one, Leg):
        if one.rang_at and one.agent and one.visit_id:  # a colleague's call and a transfer to him are no offers
            yield _key(one.rang_at, one.agent), NOT_TAKEN if is_not_taken(one) else TAKEN
    elif one.agent and one.outcome is VisitOutcome.ANSWERED:
        # Of his work each talk is one, also the rest of a wait that was counted where it began.
        work = work_of(one)
        yield (
            _key(one.joined_at, one.agent),
            {"answered": 1} | {to: kept(work[name], name) for name, to in WORK.items()},
        )


def _by_reason(piece: Piece) -> Iterator[Piece]:
    (start, agent), adds, sign = piece
    pauses: Mapping[str, float] = adds.pauses if isinstance(adds, AgentTime) else {}
    for reason, seconds in pauses.items():
        yield (start, agent, reason[:64]), AgentTime(paused_s=seconds), sign


def _key(at: datetime, agent: str) -> Key:
    return quarter_of(at), agent
