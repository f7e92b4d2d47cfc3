"""How soon waiting callers give up: abandonments over all seconds waited, per skill (docs/waiting.md)."""

from collections.abc import Iterable

MEMORY = 1 - 1 / 400  # of each call that waited
PRIOR_ABANDONED, PRIOR_WAITED_S = 1.0, 400.0


class Patience:
    """The rate theta at which callers of each skill hang up, the censored exponential's most likely one, forgetting."""

    def __init__(self) -> None:
        self._sums: dict[str, tuple[float, float]] = {}  # abandoned, seconds waited

    def waited(self, skill: str, seconds: float, abandoned: bool) -> None:
        """Take one wait into account, ended by a hang-up (abandoned) or otherwise."""
        if seconds > 0:
            gone, total = self._sums.get(skill, (0.0, 0.0))
            self._sums[skill] = (gone * MEMORY + abandoned, total * MEMORY + seconds)

    def theta(self, skill: str) -> float:
        """Return hang-ups a second of a waiting caller, with a prior of one in 400 seconds."""
        gone, total = self._sums.get(skill, (0.0, 0.0))
        return (gone + PRIOR_ABANDONED) / (total + PRIOR_WAITED_S)

    def to_plain(self) -> list[list[str | float]]:
        """Return rows of skill, abandonments and seconds for the snapshot."""
        return [[skill, *sums] for skill, sums in self._sums.items()]

    @classmethod
    def from_plain(cls, rows: Iterable[tuple[str, float, float]]) -> "Patience":
        """Return the patience that `to_plain` described."""
        patience = cls()
        patience._sums = {skill: (gone, total) for skill, gone, total in rows}
        return patience
