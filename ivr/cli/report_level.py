"""`report service-level`: by the rules of the time, or counted anew by others; V1 to V7 side by side when asked."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from ivr.cli.option_fields import by_fields
from ivr.cli.report_options import (
    Format,
    IntervalOptions,
    chosen_queues,
    opened,
    question_of,
    say_blind,
    time_range,
)
from ivr.cli.written import write_rows
from ivr.hours.zone import zone
from ivr.reports.counts import Thresholds
from ivr.reports.ratios import Formula, variants
from ivr.reports.service_level import IntervalRow, Question, columns
from ivr.reports.tables import as_table
from ivr.store import call_events, centre, level_report
from ivr.store.folding import refresh
from ivr.store.level_report import LevelReport


class By(StrEnum):
    """Whose thresholds a past range is counted by."""

    IN_FORCE = "in-force"  # those that held then
    TODAY = "today"  # the queue's thresholds of now, a new version of the report


Within = Annotated[float | None, typer.Option(min=0, help="count anew: seconds within which an answer counts")]
Short = Annotated[float | None, typer.Option(min=0, help="count anew: seconds within which a hang-up is short")]


@dataclass(frozen=True, slots=True)
class LevelOptions(IntervalOptions):
    """What the command is asked for."""

    formula: Annotated[Formula, typer.Option(help="how abandoned calls count")] = Formula.V6
    variants: Annotated[bool, typer.Option("--variants", help="V1 to V7 side by side")] = False
    rule: Annotated[By, typer.Option(help="thresholds of the time, or those of today")] = By.IN_FORCE
    within: Within = None
    short: Short = None

    @property
    def anew(self) -> str:
        """How this version of the report differs from the one of the time; empty: not at all."""
        if (self.within, self.short) != (None, None):
            return "anew, by the thresholds asked for"
        return "anew, by today's thresholds" if self.rule is By.TODAY else ""

    def limited(self, question: Question) -> Question:
        """The question with the thresholds asked for."""
        known = question.thresholds
        answer_s = known.answer_s if self.within is None else self.within
        return replace(question, thresholds=Thresholds(answer_s, known.short_s if self.short is None else self.short))


@by_fields(LevelOptions)
def report_service_level(options: LevelOptions) -> None:
    """Service level by interval of joining the queue."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        where = zone(options.timezone) if options.timezone else own_zone
        start, end = time_range(options.since, options.until, where, now)
        refresh(database)
        with database.read() as connection:
            known, joined = centre.load_queues(connection), level_report.queues_seen(connection, start, end)
            queues = chosen_queues(known, joined, options.queue)
            seen = call_events.asterisk_seen(connection, start, end)
            cut = options.timezone, options.interval, options.formula
            asked = [options.limited(question_of(one, (start, end, now), *cut)) for one in queues]
            read = level_report.by_thresholds if options.anew else level_report.by_rule_in_force
            _write((read(connection, question) for question in asked), options)
    say_blind(seen, (start, end), where, options.written)


def _write(reports: Iterable[LevelReport], options: LevelOptions) -> None:
    if options.written is Format.TABLE:
        typer.echo(_table(list(reports), options))
        return
    more = {"counted": options.anew} if options.anew else {}
    rows = (_plain(row, options.variants) | more for report in reports for row in report.rows)
    write_rows(rows, options.written)


def _plain(row: IntervalRow, with_variants: bool) -> dict[str, Any]:
    if not with_variants:
        return columns(row)
    levels = variants(row)
    return columns(row) | {f"service_level_{formula.value.lower()}": level for formula, level in levels.items()}


def _table(reports: list[LevelReport], options: LevelOptions) -> str:
    rows, totals = [row for report in reports for row in report.rows], [report.total for report in reports]
    busy = [row for row in rows if row.offered or row.refused]
    shown = [_shown(row, options.variants) for row in busy]
    shown += [_shown(row, options.variants) | {"start": "all"} for row in totals]
    quiet = f"by join time, intervals of {options.interval}; {len(rows) - len(busy)} without calls not shown"
    lines = [as_table(shown), *sorted({_rule(row) for row in totals}), quiet]
    return "\n".join([*lines, f"counted {options.anew}"] if options.anew else lines)


def _rule(row: IntervalRow) -> str:
    if row.threshold_s is None or row.short_abandon_s is None:
        return f"{row.queue}: formula {row.formula.value}, the thresholds changed inside the range"
    limits = f"answered within {row.threshold_s:g} s, short abandon within {row.short_abandon_s:g} s"
    return f"{row.queue}: formula {row.formula.value}, {limits}"


def _shown(row: IntervalRow, with_variants: bool) -> dict[str, Any]:
    named = {"formula", "threshold_s", "short_abandon_s", "offers", "abandoned_within"}
    named |= {"longest_answered_s", "attended"}
    if with_variants:  # a screen is not wide enough for both
        named |= {"service_level", "asa_s", "aht_s", "timed_out", "key_exit", "callback", "diverted", "transferred"}
    return {name: value for name, value in _plain(row, with_variants).items() if name not in named}
