"""How late the loop is: what a caller may wait for Python beyond what Asterisk needs."""

import asyncio
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

LOOK_S = 0.1
LOOKS = 600  # a minute's


@dataclass(slots=True)
class Lag:
    """The lateness of the last looks, in seconds."""

    late: deque[float] = field(default_factory=lambda: deque(maxlen=LOOKS))

    async def look(self, clock: Callable[[], float]) -> None:
        """Sleep a moment and note by how much it was too long."""
        due = clock() + LOOK_S
        await asyncio.sleep(LOOK_S)
        self.late.append(max(0.0, clock() - due))

    def figures_ms(self) -> dict[str, float]:
        """The last minute in milliseconds; nothing before the first look."""
        ordered = sorted(self.late)
        if not ordered:
            return {}
        shares = {"p50": 0.5, "p99": 0.99, "worst": 1.0}
        return {name: round(1000 * ordered[int(share * (len(ordered) - 1))], 2) for name, share in shares.items()}
