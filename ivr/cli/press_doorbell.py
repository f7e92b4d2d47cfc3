"""Telling the engine that the database has news."""

import socket

from ivr.config import Settings

WORD = b"!"


def press_doorbell(settings: Settings) -> None:
    """Wake the engine; without one nothing is lost: it looks when it starts."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        try:
            bell.sendto(WORD, str(settings.doorbell_path))
        except OSError:
            return
