"""The words of reports in the reader's language: intervals, what a figure is called, and its passport."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from babel.dates import format_date, format_skeleton

from ivr.console import report_words_beside as beside
from ivr.console.agent_rows import STATES
from ivr.console.catalogue import _, _l, language, viewers_zone
from ivr.console.report_wish import ReportWish
from ivr.console.shown import FORMATS, NO_VALUE, decimal, length, moment, share
from ivr.hours.periods import Period
from ivr.reports import day_level
from ivr.reports.passport import LEGS_COUNTED, Completeness, Passport, Rule, RuleInForce, Unit
from ivr.reports.service_level import IntervalRow

HEADS: dict[str, Any] = {
    "service_level": _l("Service level"),
    "offered": _l("Offered"),
    "answered": _l("Answered"),
    "abandoned": _l("Abandoned"),
    "short_abandoned": _l("Short"),
    "timed_out": _l("Timed out"),
    "key_exit": _l("Key"),
    "callback": _l("Callback"),
    "diverted": _l("Diverted"),
    "still_waiting": _l("Still waiting"),
    "refused": _l("Refused"),
    "transferred": _l("Transfers"),
    "attended": _l("Attended"),
    "not_taken": _l("Not taken"),
    "asa_s": "ASA",
    "longest_wait_s": _l("Longest wait"),
    "aht_s": "AHT",
    "abandon_rate": _l("Abandon rate"),
    "logged_in_s": _l("Logged in"),
    "occupancy": _l("Occupancy"),
    "utilisation": _l("Utilisation"),
    "paused_s": _l("Paused"),
    "agent_offers": _l("Rang"),
    "agent_not_taken": _l("Not taken"),
    **beside.HEADS,
}
FORMULAS: dict[str, Any] = {
    "service_level": _l("answered within T ÷ (answered + abandoned after more than S)"),
    "offered": _l("visits that joined the queue"),
    "answered": _l("visits that ended with caller and agent connected"),
    "abandoned": _l("visits whose caller hung up after more than S"),
    "short_abandoned": _l("visits whose caller hung up within S"),
    "timed_out": _l("visits whose longest wait was over with nowhere to go on to"),
    "key_exit": _l("visits whose caller left by a key"),
    "callback": _l("visits whose caller asked to be called back"),
    "diverted": _l("visits sent on after the longest wait"),
    "still_waiting": _l("visits that have not ended"),
    "refused": _l("callers the queue did not let in: closed, full or nobody logged in"),
    "transferred": _l("answered visits after whose talk the call went to another queue or number"),
    "attended": _l("transfers whose agent had talked with the colleague before"),
    "not_taken": _l("phones that rang for a visit and were not answered, busy or out of reach"),
    "asa_s": _l("sum of the waits of answered visits ÷ answered"),
    "longest_wait_s": _l("the longest wait of any visit, until now of who still waits"),
    "aht_s": _l("(talk + wrap-up) ÷ visits whose talk is over"),
    "abandon_rate": _l("abandoned ÷ (offered − abandoned within S)"),
    "logged_in_s": _l("time in any state but logged out"),
    "occupancy": _l("(on call + wrap-up) ÷ (on call + wrap-up + available + ringing)"),
    "utilisation": _l("(on call + wrap-up) ÷ time logged in"),
    "paused_s": _l("time in a pause"),
    "agent_offers": _l("times the agent's phone rang"),
    "agent_not_taken": _l("offers not answered, busy or out of reach"),
    **beside.FORMULAS,
}
NEVER_LEFT = _l("agents of an imported log that never tells when they left")
LEFT_OUT: dict[str, Any] = {
    "service_level": _l("short abandons, time-outs, keys, callbacks, diversions, who still waits, who was refused"),
    "abandon_rate": _l("short abandons"),
    "asa_s": _l("visits that were not answered"),
    "aht_s": _l("talks that are not over"),
    "occupancy": _l("pauses, and agents of an imported log that never tells when they left"),
    "utilisation": NEVER_LEFT,
    "logged_in_s": NEVER_LEFT,
    "refused": _l("not offered, and in no other figure"),
    **beside.LEFT_OUT,
}
RULES: dict[Rule, Any] = {
    Rule.JOINED: _l("by the moment of joining the queue"),
    Rule.PASSED: _l("by the moment the time passed"),
    Rule.RANG: _l("by the moment the phone rang"),
    Rule.REFUSED: _l("by the moment of refusal"),
    Rule.STARTED: _l("by the moment the call came in"),
    Rule.TOLD: _l("by the moment the caller was told"),
    Rule.ENTERED: _l("by the moment the caller came to the menu"),
    Rule.DIALLED: _l("by the moment of dialling"),
    Rule.FIRST_DIALLED: _l("by the moment the person was first dialled; what came of it until now counts"),
}


def labels(rows: Sequence[IntervalRow], wish: ReportWish) -> list[str]:
    """What each interval is called: its clock, with the day where there are several; or its days."""
    return period_labels([row.start for row in rows], wish)


def period_labels(starts: Sequence[datetime], wish: ReportWish) -> list[str]:
    """The same for periods that begin at these moments, on the clock they are shown by."""
    if wish.period is Period.MONTH:
        return [_of_day(start, "yMMMM") for start in starts]
    if wish.period.minutes is None:
        return [_of_day(start, "MMMd") for start in starts]
    if wish.days == 1:
        return day_level.labels(starts)
    days = {start.date(): start for start in reversed(starts)}
    named = {day: _of_day(start, "MMMd") for day, start in days.items()}
    return [f"{named[start.date()]} {start:%H:%M}" for start in starts]


def range_said(wish: ReportWish) -> str:
    """The days of a report."""
    first, last = (format_date(day, "long", locale=FORMATS[language()]) for day in (wish.first, wish.last))
    return str(first) if wish.days == 1 else f"{first} – {last}"


def state(name: str) -> str:
    """What an agent did, as the list of agents calls it."""
    return str(STATES.get(name, name))


def day_short(day: date) -> str:
    """A day at the head of a narrow column: its weekday and number."""
    return str(format_skeleton("Ed", day, locale=FORMATS[language()]))


def value(found: Any, shown: Passport) -> str:
    """A figure as it is shown."""
    unit = shown.figure.unit
    if unit is Unit.COUNT:
        return NO_VALUE if found is None else decimal(found) if isinstance(found, float) else str(found)
    return share(found) if unit is Unit.SHARE else length(found)


def passport_lines(name: str, shown: Passport) -> Iterator[tuple[str, str]]:
    """A passport as words and what they are about."""
    yield str(_("Formula")), f"{HEADS[name]} = {FORMULAS[name]}"
    for rule in shown.rules:
        yield str(_("Thresholds")), _rule(rule, shown.figure.window)
    if name in LEFT_OUT:
        yield str(_("Left out")), str(LEFT_OUT[name])
    yield str(_("Interval")), str(RULES[shown.figure.rule])
    yield str(_("Completeness")), " ".join(_complete(shown.completeness))


def _complete(seen: Completeness) -> Iterator[str]:
    blind, others, seen_share = len(seen.blind), seen.legs_of_others, seen.engine_share
    yield str(
        _("Asterisk was seen all the time.") if not blind else _("Blind %(times)d times: see above.", times=blind)
    )
    if not others:
        yield str(_("The engine saw every leg."))
    elif others > LEGS_COUNTED:
        yield str(_("More than %(most)d legs are known from Asterisk's own record only.", most=LEGS_COUNTED))
    else:
        yield str(_("%(legs)d legs are known from Asterisk's own record only.", legs=others))
    if others and seen_share is not None:
        yield str(_("The engine saw %(share)s of all.", share=share(seen_share)))
    if seen.open:
        yield str(_("%(calls)d calls are not over, or their end was never told.", calls=seen.open))


def _rule(rule: RuleInForce, of_days: bool) -> str:
    short = rule.thresholds.short_s
    limits = _("D = %(days)d days", days=rule.contact_days) if of_days else _(
        "T = %(answer)d s, S = %(short)d s, goal %(goal)d %%",
        answer=rule.thresholds.answer_s, short=short, goal=rule.goal_percent,
    )  # fmt: skip
    if rule.since is None:
        return str(limits)
    return str(_("%(limits)s, since %(since)s", limits=limits, since=moment(rule.since.astimezone(viewers_zone()))))


def _of_day(start: datetime, skeleton: str) -> str:
    return str(format_skeleton(skeleton, start, locale=FORMATS[language()]))
