"""A stay in a queue that an engine's end broke off, as the next router has to know it."""

from dataclasses import dataclass

from ivr.routing.promises import Promise


@dataclass(frozen=True, slots=True)
class Earlier:
    """When a call had joined its queue, in seconds, and what its caller was told last."""

    joined_at: float
    told: Promise | None = None
