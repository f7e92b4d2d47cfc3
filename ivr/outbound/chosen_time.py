"""Whether somebody can be called back at a time he chose. Pure."""

from datetime import datetime, timedelta

from ivr.hours.schedule import Schedule, is_open

FARTHEST = timedelta(days=7)
OVER = "This time is over."
TOO_FAR = "Choose a time within the next seven days."
CLOSED = "The centre is closed then: choose a time within its opening hours."
REFUSALS = (OVER, TOO_FAR, CLOSED)


def time_refusal(at: datetime, now: datetime, schedule: Schedule) -> str | None:
    """Return why nobody can be called back at that moment, in a sentence; None when he can."""
    if at <= now:
        return OVER
    if at - now > FARTHEST:
        return TOO_FAR
    return None if is_open(schedule, at) else CLOSED
