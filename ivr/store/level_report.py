"""The service level of a queue over a range: by the rules of the time, or counted anew by others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from ivr.reports.call_record import Visit
from ivr.reports.counts import Thresholds, ended_counts
from ivr.reports.quarters import Quarter, quarter_of, quarter_rows, quarter_total
from ivr.reports.recount import is_exact, recounted
from ivr.reports.service_level import IntervalRow, Question, interval_rows, total_row
from ivr.store import figures, visits
from ivr.store.figures import Range
from ivr.store.pieces import lengths, pieces
from ivr.store.rollups import rollups

Rules = Mapping[tuple[str, datetime], Thresholds]  # queue and quarter of an hour -> what it was counted by


@dataclass(frozen=True, slots=True)
class LevelReport:
    """A queue's rows, and the row of the whole range."""

    rows: tuple[IntervalRow, ...]
    total: IntervalRow


def by_rule_in_force(connection: Connection, asked: Question) -> LevelReport:
    """Each visit by the thresholds that held when it joined."""
    wanted = Range(asked.since, asked.until, frozenset({asked.queue}))
    if _at_quarters(asked):
        return _report(connection, pieces(connection, wanted, asked.period, asked.zone.key), asked)
    rules = rules_of(connection, [asked.queue], asked.since, asked.until)
    found = visits.joined_between(connection, asked.since, asked.until, [asked.queue])
    return _report(connection, [_piece(visit, rules, asked) for visit in found], asked)


def by_thresholds(connection: Connection, asked: Question) -> LevelReport:
    """Each visit by the thresholds of the question, whatever held then."""
    if _at_quarters(asked) and is_exact(asked.thresholds):
        wanted = Range(asked.since, asked.until, frozenset({asked.queue}))
        found = lengths(connection, wanted, asked.period, asked.zone.key)
        return _report(connection, [recounted(piece, asked.thresholds) for piece in found], asked)
    each = visits.joined_between(connection, asked.since, asked.until, [asked.queue])
    return LevelReport(tuple(interval_rows(each, asked)), total_row(each, asked))


def rules_of(connection: Connection, queues: Sequence[str], since: datetime, until: datetime) -> Rules:
    """The thresholds each queue's quarters of an hour were counted by."""
    table = rollups.c
    wish = select(table.queue, table.start, table.service_level_s, table.short_abandon_s).where(
        table.start >= quarter_of(since), table.start < until, table.queue.in_(queues)
    )
    return {
        (queue, start): Thresholds(answer_s, short_s)
        for queue, start, answer_s, short_s in connection.execute(wish).all()
    }


def queues_seen(connection: Connection, since: datetime, until: datetime) -> set[str]:
    """The queues anybody joined, or was refused by, in a range."""
    return set(figures.sums(connection, Range(quarter_of(since), until)))


def _at_quarters(asked: Question) -> bool:
    return asked.since == quarter_of(asked.since) and (
        asked.until >= asked.now or asked.until == quarter_of(asked.until)
    )


def _piece(visit: Visit, rules: Rules, asked: Question) -> Quarter:
    limits = rules.get((visit.queue, quarter_of(visit.joined_at)), asked.thresholds)
    return Quarter(visit.queue, max(quarter_of(visit.joined_at), asked.since), ended_counts(visit, limits), limits)


def _report(connection: Connection, found: Sequence[Quarter], asked: Question) -> LevelReport:
    waiting = visits.still_waiting(connection, asked.since, asked.until, [asked.queue])
    return LevelReport(tuple(quarter_rows(found, waiting, asked)), quarter_total(found, waiting, asked))
