"""Persons are erased: what was asked for in the console or on the command line, wherever something of them is kept.

A worker killed in between leaves it half done; when it has been silent for a while the next one goes on.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ivr.calls.ids import fresh_id
from ivr.calls.pseudonym import Veil
from ivr.config import Settings
from ivr.contacts.number import phone_number, spellings
from ivr.store import erasure, erasures
from ivr.store.database import Database
from ivr.store.erasures import Erasure, ErasureState
from ivr.worker.erased_files import veil_files

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Eraser:
    """Erases where the installation keeps something: its database, its folder, the records of its Asterisk."""

    database: Database
    home: Path
    records: Path  # the folder Asterisk writes them to
    secret: str
    now: Callable[[], datetime]

    def carry_out(self, asked: Erasure, number: str) -> Erasure:
        """Erase whom the number (E.164) is of: the certificate, `due` instead where something is still to be done."""
        veil = Veil(spellings(phone_number(number)), self.secret)
        asked.erased.due = erasure.still_due(self.database, veil)
        if asked.erased.due:
            return self._close(asked, ErasureState.REFUSED, [])
        for sound in erasure.sounds(self.database, veil):
            (self.home / "messages" / sound.box / f"{sound.message_id}.wav").unlink(missing_ok=True)
        erasure.erase(self.database, veil, asked, self.now())
        return self._close(asked, ErasureState.DONE, self._records(asked, veil))

    def _records(self, asked: Erasure, veil: Veil) -> list[str]:
        left = []
        asked.erased.records = 0
        for name, is_written in veil_files(self.records, veil):
            asked.erased.records += is_written
            left += [] if is_written else [name]
            with self.database.write() as connection:
                erasures.proceed(connection, asked, self.now())
        return left

    def _close(self, asked: Erasure, state: ErasureState, left: list[str]) -> Erasure:
        with self.database.write() as connection:
            erasures.close(connection, asked, state, self.now(), left)
            if state is ErasureState.DONE:
                erasure.tell_audit(connection, asked, self.now())
            return erasures.of(connection, asked.id) or asked


def eraser_of(settings: Settings, database: Database, now: Callable[[], datetime]) -> Eraser:
    """That of an installation."""
    return Eraser(database, settings.home, settings.asterisk_dir / "log", settings.erasure_secret, now)


def erase_now(eraser: Eraser, number: str, who: str) -> Erasure:
    """Erase a person without waiting for the worker, and keep the certificate."""
    now = eraser.now()
    subject = Veil((), eraser.secret).pseudonym(number)
    made = Erasure(fresh_id(), number, subject, who, now, now, ErasureState.RUNNING)
    with eraser.database.write() as connection:
        erasures.ask(connection, made)
    return eraser.carry_out(made, number)


class ErasureDesk:
    """Looks after what was asked for, on a thread of its own: Asterisk's records may be large."""

    def __init__(self, eraser: Eraser) -> None:
        self._eraser = eraser
        self._thread: threading.Thread | None = None

    def round(self) -> None:
        """Begin to erase, when somebody asked for it and nobody does."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._eraser.database.read() as connection:
            if not erasures.any_open(connection, self._eraser.now()):
                return
        self._thread = threading.Thread(target=self._erase_all, name="erasure", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until what is being erased is erased."""
        if self._thread is not None:
            self._thread.join()

    def _erase_all(self) -> None:
        try:
            while self._erase_one():
                pass
        except Exception:
            log.exception("a person could not be erased; it is tried again after %s", erasures.LEASE)

    def _erase_one(self) -> bool:
        with self._eraser.database.write() as connection:
            asked = erasures.take(connection, self._eraser.now())
        if asked is None or asked.number is None:
            return False
        self._eraser.carry_out(asked, asked.number)
        return True
