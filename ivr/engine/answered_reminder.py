"""A reminder's call once it was answered, as the door sees it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from ivr.calls.disposition import Disposition
from ivr.menus.rules import Facts


@dataclass(frozen=True, slots=True)
class AnsweredReminder:
    """A reminder whose call was answered: the menu it is told in and what that menu needs."""

    reminder_id: str
    attempt_id: str
    menu: str
    language: str
    facts: Facts
    listens: bool = False  # first, to who took the call

    @property
    def entry(self) -> str:
        """What the call is for, as its history says."""
        return f"reminder:{self.reminder_id}"


@dataclass(frozen=True, slots=True)
class Reminders:
    """What the door needs to know of outbound calls."""

    of_call: Callable[[str], Awaitable[AnsweredReminder | None]]
    call_ended: Callable[[AnsweredReminder, str, Disposition], Awaitable[None]]
