"""The words for an announcement: which prompts tell a waiting caller what the router promised."""

from ivr.calls.commands import Say
from ivr.calls.values import Duration, Number
from ivr.routing.promises import Announcement


def wait_phrases(announcement: Announcement) -> tuple[Say, ...]:
    """Return what to say: an apology if one is due, the place if it is told, and the promise or why there is none."""
    if announcement.p50 is None:
        return (Say("no_agents"),)
    place = _place(announcement.position) if announcement.tells_position else ()
    if announcement.seconds_upper is None:
        return place or (Say("please_hold"),)
    return (*((Say("longer_wait"),) if announcement.apologises else ()), *place, _wait(announcement))


def _place(position: int) -> tuple[Say, ...]:
    """Return how a caller is told his place in the line (1 = next)."""
    return (Say("you_are_next"),) if position == 1 else (Say("position", (("position", Number(position)),)),)


def _wait(announcement: Announcement) -> Say:
    upper = Duration(announcement.seconds_upper or 0)
    if announcement.seconds_lower is None:
        return Say("expected_wait", (("duration", upper),))
    return Say("expected_range", (("least", Duration(announcement.seconds_lower)), ("most", upper)))
