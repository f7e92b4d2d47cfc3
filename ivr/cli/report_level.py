"""`report service-level`: by the rules of the time, or counted anew by others; V1 to V7 side by side when asked."""

import dataclasses
from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any

import typer

from ivr.cli.report_options import (
    Format,
    Interval,
    OneQueue,
    Since,
    Until,
    Written,
    Zone,
    chosen_queues,
    opened,
    question_of,
    say_blind,
    time_range,
)
from ivr.cli.written import write_rows
from ivr.hours.periods import Period
from ivr.hours.zone import zone
from ivr.reports.counts import Thresholds
from ivr.reports.service_level import Formula, IntervalRow, Question, variants
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


def report_service_level(  # noqa: PLR0913, PLR0917 — each is an option of the command line
    since: Since = None,
    until: Until = None,
    interval: Interval = Period.HALF_HOUR,
    queue: OneQueue = None,
    timezone: Zone = None,
    formula: Annotated[Formula, typer.Option(help="how abandoned calls count")] = Formula.V6,
    all_variants: Annotated[bool, typer.Option("--variants", help="V1 to V7 side by side")] = False,
    rule: Annotated[By, typer.Option(help="thresholds of the time, or those of today")] = By.IN_FORCE,
    within: Within = None,
    short: Short = None,
    written: Written = Format.TABLE,
) -> None:
    """Service level by interval of joining the queue."""
    now = datetime.now(UTC)
    with opened() as (database, own_zone):
        where = zone(timezone) if timezone else own_zone
        start, end = time_range(since, until, where, now)
        refresh(database)
        with database.read() as connection:
            queues = chosen_queues(
                centre.load_queues(connection), level_report.queues_seen(connection, start, end), queue
            )
            seen = call_events.asterisk_seen(connection, start, end)
            asked = [question_of(one, (start, end, now), timezone, interval, formula) for one in queues]
            made = (_made(connection, _with_limits(one, within, short), rule) for one in asked)
            anew = _anew(rule, within, short)
            if written is Format.TABLE:
                typer.echo(_table(list(made), interval, all_variants, anew))
            else:
                rows = (row for report in made for row in report.rows)
                write_rows((_plain(row, all_variants) | ({"counted": anew} if anew else {}) for row in rows), written)
    say_blind(seen, (start, end), where, written)


def _made(connection: Any, asked: tuple[Question, bool], rule: By) -> LevelReport:
    question, own = asked
    if own or rule is By.TODAY:
        return level_report.by_thresholds(connection, question)
    return level_report.by_rule_in_force(connection, question)


def _with_limits(question: Question, within: float | None, short: float | None) -> tuple[Question, bool]:
    """The question with thresholds asked for, and whether there were any."""
    known = question.thresholds
    limits = Thresholds(known.answer_s if within is None else within, known.short_s if short is None else short)
    return dataclasses.replace(question, thresholds=limits), (within, short) != (None, None)


def _anew(rule: By, within: float | None, short: float | None) -> str:
    """How this version of the report differs from the one of the time; empty: not at all."""
    if (within, short) != (None, None):
        return "anew, by the thresholds asked for"
    return "anew, by today's thresholds" if rule is By.TODAY else ""


def _plain(row: IntervalRow, all_variants: bool) -> dict[str, Any]:
    plain = row._asdict()
    levels = {f"service_level_{one.value.lower()}": level for one, level in variants(row).items()}
    return plain | levels if all_variants else plain


def _table(reports: list[LevelReport], interval: Period, all_variants: bool, anew: str) -> str:
    rows, totals = [row for report in reports for row in report.rows], [report.total for report in reports]
    busy = [row for row in rows if row.offered or row.refused]
    shown = [_shown(row, all_variants) for row in busy]
    shown += [_shown(row, all_variants) | {"start": "all"} for row in totals]
    quiet = f"by join time, intervals of {interval}; {len(rows) - len(busy)} without calls not shown"
    lines = [as_table(shown), *sorted({_rule(row) for row in totals}), quiet]
    return "\n".join([*lines, f"counted {anew}"] if anew else lines)


def _rule(row: IntervalRow) -> str:
    if row.threshold_s is None or row.short_abandon_s is None:
        return f"{row.queue}: formula {row.formula.value}, the thresholds changed inside the range"
    limits = f"answered within {row.threshold_s:g} s, short abandon within {row.short_abandon_s:g} s"
    return f"{row.queue}: formula {row.formula.value}, {limits}"


def _shown(row: IntervalRow, all_variants: bool) -> dict[str, Any]:
    named = {"formula", "threshold_s", "short_abandon_s", "offers", "abandoned_within", "longest_answered_s"}
    if all_variants:  # a screen is not wide enough for both
        named |= {"service_level", "asa_s", "aht_s", "timed_out", "key_exit", "callback", "diverted", "transferred"}
    return {name: value for name, value in _plain(row, all_variants).items() if name not in named}
