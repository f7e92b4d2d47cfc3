"""What a menu may say that is not written in it: opening hours out of the schedule, a reminder's own words."""

from datetime import datetime, timedelta

from ivr.calls.commands import Say
from ivr.calls.values import Moment, MomentPart, Money, Text
from ivr.hours.schedule import Schedule, is_open, next_opening
from ivr.hours.zone import to_local

DAYS_SAID = 2  # after today: a caller asks for these, and nobody listens to a whole week


def opening_hours(schedule: Schedule, now: datetime) -> tuple[Say, ...]:
    """Return whether the place is open now, when it opens next, and the hours of the coming days."""
    today = to_local(now, schedule.where).date()
    days = (_day(schedule, now + timedelta(days=number)) for number in range(1, DAYS_SAID + 1))
    return (
        *_at_present(schedule, now, today_spans=bool(schedule.spans_on(today))),
        *(say for day in days for say in day),
    )


def reminder_words(
    name: str | None, appointment: datetime | None, zone: str, text: str | None, amount: Money | None
) -> tuple[Say, ...]:
    """Return a reminder: the greeting, then of date and time, amount to pay and planner's text what there is."""
    greeting = Say("reminder_greeting", (("name", Text(name)),)) if name else Say("reminder_greeting_unnamed")
    says = [greeting]
    if appointment is not None:
        date, time = (Moment(appointment, zone, part) for part in (MomentPart.DATE, MomentPart.TIME))
        says.append(Say("reminder_appointment", (("date", date), ("time", time))))
    if amount is not None:
        says.append(Say("reminder_amount", (("amount", amount),)))
    if text:
        says.append(Say("reminder_text", (("text", Text(text)),)))
    return tuple(says)


def _at_present(schedule: Schedule, now: datetime, *, today_spans: bool) -> tuple[Say, ...]:
    if is_open(schedule, now):
        return (Say("open_until", (("closes", _time(schedule, _closing(schedule, now))),)),)
    opens = next_opening(schedule, now)
    closed = Say("closed_now" if today_spans else "closed_today")
    if opens is None:
        return (closed,)
    day = Moment(opens, schedule.where.key, MomentPart.WEEKDAY)
    return closed, Say("next_open", (("day", day), ("opens", _time(schedule, opens))))


def _closing(schedule: Schedule, now: datetime) -> datetime:
    today = to_local(now, schedule.where).date()
    spans = [
        span.on(day, schedule.where) for day in (today - timedelta(days=1), today) for span in schedule.spans_on(day)
    ]
    return min(end for start, end in spans if start <= now < end)


def _day(schedule: Schedule, moment: datetime) -> tuple[Say, ...]:
    day = to_local(moment, schedule.where).date()
    name = ("day", Moment(moment, schedule.where.key, MomentPart.WEEKDAY))
    spans = [span.on(day, schedule.where) for span in schedule.spans_on(day)]
    if not spans:
        return (Say("closed_on", (name,)),)
    return tuple(
        Say("open_on", (name, ("opens", _time(schedule, opens)), ("closes", _time(schedule, closes))))
        for opens, closes in spans
    )


def _time(schedule: Schedule, at: datetime) -> Moment:
    return Moment(at, schedule.where.key, MomentPart.TIME)
