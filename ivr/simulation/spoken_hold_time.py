"""What Asterisk's app_queue believes and says of the wait: recalc_holdtime() and say_position(), in whole seconds."""

from dataclasses import dataclass
from math import floor

DEFAULT_ROUNDING = 0
ROUNDINGS_S = (0, 5, 10, 15, 20, 30)


@dataclass(slots=True)
class HoldTime:
    """The hold time of one queue as app_queue keeps it (QUEUEHOLDTIME), and the counts that decide how it moves."""

    hold_s: int = 0
    completed: int = 0
    abandoned: int = 0

    def answered(self, joined_s: float, t: float) -> None:
        """Take in a caller who was answered at t: a mean of a quarter's weight, cut off to whole seconds."""
        waited_s = floor(t) - floor(joined_s)
        if self.completed + self.abandoned == 0:
            self.hold_s = waited_s
        else:
            self.hold_s = (3 * self.hold_s + waited_s) >> 2

    def ended(self) -> None:
        """Count a talk that is over."""
        self.completed += 1

    def gave_up(self) -> None:
        """Count a caller who hung up."""
        self.abandoned += 1


def spoken_s(hold_s: int, waited_s: int, rounding_s: int = DEFAULT_ROUNDING) -> int:
    """Return the seconds spoken to one who waited so long; zero is silence."""
    expected = abs(hold_s + 30 - waited_s)
    minutes = expected // 60
    seconds = (expected - 60 * minutes) // rounding_s * rounding_s if rounding_s else 0
    return 60 * minutes + seconds
