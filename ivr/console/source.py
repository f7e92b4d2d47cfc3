"""What the pages are built from: the settings, the database and the clock of one application."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from ivr.config import Settings
from ivr.store.database import Database

EXTENSION = "ivr"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the pages get what they show, and the time."""

    settings: Settings
    database: Database
    now: Callable[[], datetime]


def source() -> Source:
    """What the application that answers this request was built from."""
    found: Source = current_app.extensions[EXTENSION]
    return found
