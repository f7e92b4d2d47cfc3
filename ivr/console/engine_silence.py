"""Whether what is shown as going on just now may be believed: the engine tells it, and may be silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ivr.console.condition import heartbeat
from ivr.console.source import source


@dataclass(frozen=True, slots=True)
class Silence:
    """The engine does not beat: since when; None when nobody knows."""

    since: datetime | None


def silence() -> Silence | None:
    """The engine's silence; None while it tells what is the case."""
    now = source().now()
    beat = heartbeat(source().settings, now)
    if beat is not None and beat.is_alive:
        return None
    return Silence(now - timedelta(seconds=beat.age_s) if beat else None)
