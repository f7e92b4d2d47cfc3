"""One program the keeper starts: how, when it is ready, how long it may take."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Child:
    """A program and what the keeper must know of it."""

    name: str
    argv: tuple[str, ...]
    is_ready: Callable[[], bool]
    heartbeat: Path | None = None  # a file it keeps renewing
    hung_s: float | None = None  # killed when the heartbeat stands still for longer
    start_s: float = 30.0
    stop_s: float = 5.0
    longest_rest_s: float = 30.0  # between a death and the next start
    own_logs: tuple[Path, ...] = ()  # written by itself, beside its output
    after_stop: Callable[[], None] | None = None  # cleans up what a signal does not reach
