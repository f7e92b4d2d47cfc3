"""The words for an announcement: which prompts tell a waiting caller what the router promised."""

from ivr.calls.commands import Say
from ivr.calls.values import Duration, Number
from ivr.routing.announcements import Announcement


def wait_phrases(announcement: Announcement) -> tuple[Say, ...]:
    """Return what to say: the promise and the place, or why there is no promise."""
    if announcement.p50 is None:
        return (Say("no_agents"),)
    if announcement.seconds_upper is None:
        return (Say("you_are_next"),) if announcement.position == 1 else (Say("please_hold"),)
    wait = Say("expected_wait", (("duration", Duration(announcement.seconds_upper)),))
    if announcement.position == 1:
        return (Say("you_are_next"), wait)
    return (Say("position", (("position", Number(announcement.position)),)), wait)
