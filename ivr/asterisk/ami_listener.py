"""Who is told what a connection to Asterisk's manager sees."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from ivr.asterisk.ami_events import AmiEvent

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class AmiListener:
    """Whom an Ami tells what it sees; called on the loop, must not block."""

    on_event: Callable[[AmiEvent], None] = lambda event: None
    on_found: Callable[[str], None] = lambda version: None  # of Asterisk
    on_lost: Callable[[], None] = lambda: None


def tell(listener: Callable[..., None], *arguments: object) -> None:
    """Call a listener; one that breaks off is logged, and the connection goes on."""
    try:
        listener(*arguments)
    except Exception:
        log.exception("a listener of Asterisk's events broke off")
