"""Fetches what is held against each other: a day at a time, so that a month needs no more memory than a day."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from ivr.calls.ids import is_imported
from ivr.hours.periods import Period
from ivr.reports.blind import Blind, blind_between
from ivr.reports.books import BookRow, book_errors, book_rows
from ivr.reports.call_record import CallRecord
from ivr.reports.discrepancy import Discrepancy
from ivr.reports.quarters import QUARTER, quarter_of
from ivr.reports.reconciliation import Asked, Reconciliation, reconciled
from ivr.reports.statement import Statement, Watched, Witness
from ivr.store import call_events, visits, witness_positions, witness_statements
from ivr.store.figures import Range
from ivr.store.folding import records
from ivr.store.pieces import pieces

A_DAY = timedelta(days=1)
LONGEST_CALL = timedelta(hours=4)  # as the dialplan bounds it
EVERY = 1_000_000_000
CALLS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The books and the calls of a range, which time was not seen, and up to when each witness has spoken."""

    books: tuple[BookRow, ...]
    calls: Reconciliation
    blind: tuple[Blind, ...]
    watched: dict[Witness, Watched]

    @property
    def found(self) -> tuple[Discrepancy, ...]:
        """Every disagreement, those of the books first."""
        return self.calls.found


def reconcile(connection: Connection, since: datetime, until: datetime) -> Reconciled:
    """Hold the history of a range against its books and against what each witness says."""
    watched = witness_positions.watched(connection)
    blind = tuple(blind_between(call_events.asterisk_seen(connection, since, until), since, until))
    books = _quarters_and_visits(connection, since, until)
    parts = [_calls(connection, Asked(begin, end, watched, blind)) for begin, end in _days(since, until)]
    whole = Reconciliation(
        {one: sum(part.compared[one] for part in parts) for one in watched},
        tuple(call_id for part in parts for call_id in part.unwitnessed),
        (*books[1], *(one for part in parts for one in part.found)),
        sum(part.awaited for part in parts),
    )
    return Reconciled(books[0], whole, blind, watched)


def own_calls(connection: Connection, since: datetime, until: datetime) -> list[str]:
    """Ids of the calls of this system that began in a range: of imported ones no witness of ours can know."""
    return [one for one in call_events.started_between(connection, since, until, EVERY) if not is_imported(one)]


def _quarters_and_visits(
    connection: Connection, since: datetime, until: datetime
) -> tuple[tuple[BookRow, ...], list[Discrepancy]]:
    begin, end = quarter_of(since), quarter_of(until + QUARTER - timedelta(microseconds=1))
    kept = pieces(connection, Range(begin, end), Period.QUARTER, "UTC")
    errors = [
        error
        for first, last in _days(begin, end)
        for error in book_errors(
            [one for one in kept if first <= one.start < last], visits.joined_between(connection, first, last)
        )
    ]
    return tuple(book_rows(kept)), errors


def _calls(connection: Connection, asked: Asked) -> Reconciliation:
    ids = own_calls(connection, asked.since - LONGEST_CALL, asked.until)
    calls = list(_records(connection, ids))
    references = [call.linkedid for call in calls if call.linkedid]
    said = witness_statements.of_calls(connection, ids, references)
    strangers = witness_statements.between(connection, asked.since, asked.until)
    known, linked = set(ids), set(references)
    others = [one for one in strangers if one.call_id not in known and one.reference not in linked]
    elsewhere = sorted(call_events.known(connection, sorted({one.call_id for one in others if one.call_id})))
    calls += _records(connection, elsewhere)
    return reconciled(calls, [*said, *_whole(connection, others)], asked)


def _whole(connection: Connection, others: Sequence[Statement]) -> list[Statement]:
    """All that is said of the calls these statements are of."""
    return witness_statements.of_calls(connection, [], sorted({one.reference for one in others}))


def _records(connection: Connection, call_ids: Sequence[str]) -> Iterable[CallRecord]:
    for start in range(0, len(call_ids), CALLS_AT_ONCE):
        yield from records(connection, call_ids[start : start + CALLS_AT_ONCE]).values()


def _days(since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
    while since < until:
        yield since, min(since + A_DAY, until)
        since += A_DAY
