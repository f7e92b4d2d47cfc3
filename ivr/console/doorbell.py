"""Telling the engine that the database has news."""

import socket

from ivr.config import Settings

WORD = b"!"


def ring(settings: Settings) -> None:
    """Wake the engine; without one nothing is lost: it looks by itself every second, and when it starts."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.setblocking(False)  # an engine that hangs must not hang whoever rings
        try:
            bell.sendto(WORD, str(settings.doorbell_path))
        except OSError:
            return
