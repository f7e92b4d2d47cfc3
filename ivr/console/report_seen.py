"""A report as its pages show it: the rows of a range for one queue, or for several as one, with what stands beside."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort

from ivr.access.account import Scope
from ivr.console.catalogue import _
from ivr.console.report_wish import ReportWish
from ivr.console.seen_queues import seen_queues
from ivr.hours.periods import Period
from ivr.hours.zone import day_start, zone
from ivr.reports.blind import blind_between
from ivr.reports.call_record import Visit
from ivr.reports.counts import Thresholds
from ivr.reports.day_level import ALL
from ivr.reports.figure_list import FIGURES
from ivr.reports.passport import Completeness, Passport, RuleInForce, passport
from ivr.reports.quarters import Quarter, quarter_rows, quarter_total
from ivr.reports.service_level import IntervalRow, Question
from ivr.store import call_events, completeness, pieces, projects, queue_rules, visits
from ivr.store.figures import Range
from ivr.store.queues import Queue

NO_CLOCK = "UTC"


@dataclass(frozen=True, slots=True)
class Choices:
    """The queues somebody may see, those chosen of them, and the projects they belong to."""

    queues: tuple[Queue, ...]
    chosen: tuple[Queue, ...]
    projects: Mapping[str, str]

    @property
    def zone(self) -> ZoneInfo:
        """The clock most of the chosen queues go by."""
        clocks = Counter(queue.timezone for queue in self.chosen)
        return zone(clocks.most_common(1)[0][0] if clocks else NO_CLOCK)

    @property
    def clocks(self) -> int:
        """How many clocks the chosen queues go by."""
        return len({queue.timezone for queue in self.chosen})

    @property
    def goal(self) -> float:
        """The share to be answered in time: of several queues the highest goal."""
        return max((queue.goal_percent for queue in self.chosen), default=80) / 100


@dataclass(frozen=True, slots=True)
class Seen:
    """Rows in order, the whole range from summed counts, and the passports of its figures by their ids."""

    rows: tuple[IntervalRow, ...]
    total: IntervalRow
    passports: Mapping[str, Passport]


def choices(connection: Any, scope: Scope, queue: str, project: str) -> Choices:
    """What can be chosen, and what is; 404 for a queue or project outside of the scope."""
    mine = seen_queues(connection, scope)
    names = {one.id: one.name for one in projects.everyone(connection)}
    of = {one.project: names.get(one.project, one.project) for one in mine if one.project}
    if (queue and queue not in {one.id for one in mine}) or (project and project not in of):
        abort(404, _("There is no such queue, or you may not see it."))
    chosen = tuple(one for one in mine if queue in ("", one.id) and project in ("", one.project))
    return Choices(mine, chosen, of)


def bounds(wish: ReportWish, where: ZoneInfo) -> tuple[datetime, datetime]:
    """The moments a range of days begins and ends at."""
    return day_start(wish.first, where), day_start(wish.last + timedelta(days=1), where)


def seen(connection: Any, found: Choices, wish: ReportWish, now: datetime) -> Seen:
    """The report of the chosen queues as one."""
    since, until = bounds(wish, found.zone)
    wanted = Range(since, until, frozenset(queue.id for queue in found.chosen))
    question = _question(found, wish, now)
    counted = _counted(connection, wanted, question)
    waiting = _as(question.queue, visits.still_waiting(connection, since, until, sorted(wanted.of or ())))
    rows = quarter_rows(counted, waiting, question)
    total = quarter_total(counted, waiting, question)
    legs = sum(piece.counts.offered + piece.counts.offers for piece in counted)
    return Seen(tuple(rows), total, passports(connection, found.chosen, (wanted.since, wanted.until, now), legs))


def each_total(connection: Any, found: Choices, wish: ReportWish, now: datetime) -> list[tuple[Queue, IntervalRow]]:
    """The whole range of each chosen queue, on its own clock."""
    totals: dict[str, IntervalRow] = {}
    for clock in {queue.timezone for queue in found.chosen}:
        mine = [queue for queue in found.chosen if queue.timezone == clock]
        since, until = bounds(wish, zone(clock))
        of = frozenset(queue.id for queue in mine)
        counted = pieces.by_queue(connection, Range(since, until, of), Period.DAY, clock)
        waiting = visits.still_waiting(connection, since, until, sorted(of))
        for queue in mine:
            question = _question(Choices(found.queues, (queue,), {}), wish, now)
            totals[queue.id] = quarter_total(counted.get(queue.id, ()), waiting, question)
    return [(queue, totals[queue.id]) for queue in found.chosen]


def passports(
    connection: Any, queues: Sequence[Queue], times: tuple[datetime, datetime, datetime], legs: int = 0
) -> dict[str, Passport]:
    """The passport of every figure over a range of these queues; times: since, until, now; legs: 0 if not known."""
    since, until, now = times
    rules: list[RuleInForce] = []
    of_queues = queue_rules.of_queues(connection, [queue.id for queue in queues], since, until)
    for queue in queues:
        limits = Thresholds(queue.service_level_s, queue.short_abandon_s)
        now_in_force = RuleInForce(None, limits, queue.goal_percent, queue.contact_days)
        held = of_queues.get(queue.id, ()) or (now_in_force,)
        rules += [rule for rule in held if rule not in rules]
    seen_until = min(until, now)
    events = call_events.asterisk_seen(connection, since, seen_until + timedelta(seconds=1))
    wanted = Range(since, until, frozenset(queue.id for queue in queues))
    complete = Completeness(
        open=completeness.open_calls(connection, wanted),
        legs=legs,
        legs_of_others=completeness.legs_of_others(connection, wanted),
        blind=tuple(blind_between(events, since, seen_until)),
    )
    return {name: passport(figure, rules, complete) for name, figure in FIGURES.items()}


def _question(found: Choices, wish: ReportWish, now: datetime) -> Question:
    one = found.chosen[0] if found.chosen else None
    limits = Thresholds(one.service_level_s, one.short_abandon_s) if one else Thresholds()
    name = one.id if one and len(found.chosen) == 1 else ALL
    since, until = bounds(wish, found.zone)
    return Question(name, since, until, now, found.zone, wish.period, limits)


def _counted(connection: Any, wanted: Range, question: Question) -> list[Quarter]:
    read = pieces.together if question.queue == ALL else pieces.pieces
    return read(connection, wanted, question.period, question.zone.key)


def _as(queue: str, waiting: Iterable[Visit]) -> list[Visit]:
    return [replace(visit, queue=queue) for visit in waiting]
