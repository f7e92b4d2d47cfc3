"""The back room's round: one slow thing after the other, each of them safe to be killed at any moment."""

import logging
import threading
from collections.abc import Callable, Mapping
from pathlib import Path

log = logging.getLogger(__name__)

ROUND_S = 1.0


def run(chores: Mapping[str, Callable[[], object]], heartbeat: Path, stop: threading.Event) -> None:
    """Do every chore each second until told to stop; one that fails is logged and does not keep the others."""
    while not stop.is_set():
        heartbeat.touch()
        for name, chore in chores.items():
            try:
                chore()
            except Exception:
                log.exception("the chore %s failed and is tried again", name)
        stop.wait(ROUND_S)
    heartbeat.unlink(missing_ok=True)
