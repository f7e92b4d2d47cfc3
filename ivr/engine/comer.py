"""Who stands at the door."""

from dataclasses import dataclass

from ivr.asterisk.caller_line import CallerLine
from ivr.engine.answered_reminder import AnsweredReminder
from ivr.engine.callback_talk import AnsweredCallback
from ivr.menus.rules import Facts

Placed = AnsweredReminder | AnsweredCallback


@dataclass(frozen=True, slots=True)
class Comer:
    """Who stands at the door: his line, and why, when it was we who rang."""

    line: CallerLine
    placed: Placed | None
    language: str | None = None  # of one who was here before

    @property
    def facts(self) -> Facts:
        """What his menu may say of him."""
        return self.placed.facts if isinstance(self.placed, AnsweredReminder) else {}
