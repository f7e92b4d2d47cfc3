"""Every figure of a queue over a range, with the passport of each."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from ivr.hours.periods import Period
from ivr.reports.contacts_again import AgainRow
from ivr.reports.counts import Counts, total
from ivr.reports.figure_list import FIGURES
from ivr.reports.fractions import OF_COUNTS, PERCENTILES, of_counts
from ivr.reports.passport import Passport, passport
from ivr.reports.promises import promise_total
from ivr.reports.quarters import quarter_of
from ivr.reports.service_level import Question
from ivr.store import contacts, promises, queue_rules, visits
from ivr.store.completeness import completeness
from ivr.store.contacts import AgainAsked
from ivr.store.figures import Range
from ivr.store.percentiles import percentiles
from ivr.store.pieces import pieces

SHOWN = tuple(name for name in OF_COUNTS if name in FIGURES and name not in PERCENTILES)


@dataclass(frozen=True, slots=True)
class QueueFigure:
    """One figure of a queue: its value (None: it has none) and its passport."""

    id: str
    value: float | None
    passport: Passport


@dataclass(frozen=True, slots=True)
class QueueReport:
    """A queue over a range."""

    queue: str
    figures: tuple[QueueFigure, ...]
    again: AgainRow


def queue_report(connection: Connection, asked: Question, days: int | None = None) -> QueueReport:
    """Every figure of a queue by the rules of the time (contacts by other days if asked), from a quarter on."""
    since, until = quarter_of(asked.since), asked.until
    wanted = Range(since, until, frozenset({asked.queue}))
    again = contacts.rows(connection, AgainAsked((asked.queue,), since, until, days), asked.now)[asked.queue]
    told = promise_total(promises.told_between(connection, since, until, [asked.queue]), asked)
    counts = _counts(connection, wanted, asked)
    values: dict[str, float | None] = {name: of_counts(name, counts) for name in SHOWN}
    values |= {"fcr": again.fcr, "repeat_share": again.repeat_share, "kept_share": told.kept_share}
    places = percentiles(connection, wanted, asked.zone.key, tuple(PERCENTILES.values()))
    rules = queue_rules.between(connection, asked.queue, since, until)
    seen = completeness(connection, since, until, asked.queue)
    passports = {name: passport(FIGURES[name], rules, seen) for name in (*values, *PERCENTILES)}
    found = [QueueFigure(name, value, passports[name]) for name, value in values.items()]
    found += [
        QueueFigure(name, place.seconds, replace(passports[name], bucket_s=place.bucket_s))
        for name, place in zip(PERCENTILES, places, strict=True)
    ]
    return QueueReport(asked.queue, tuple(found), again)


def _counts(connection: Connection, wanted: Range, asked: Question) -> Counts:
    found = [one.counts for one in pieces(connection, wanted, Period.DAY, asked.zone.key)]
    waiting = visits.still_waiting(connection, wanted.since, wanted.until, [asked.queue])
    longest = [Counts(longest_wait_s=(asked.now - visit.joined_at).total_seconds()) for visit in waiting]
    return total([*found, *longest])
