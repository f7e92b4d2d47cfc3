"""Mails of the outbox are sent: each is claimed first, so that two workers never send the same.

A worker killed in mid-letter leaves its claim behind; when it is over the letter goes again under the same Message-ID.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from ivr.config import Settings
from ivr.messaging.email import Delivery, MailServer, Security, Verdict, deliver
from ivr.messaging.letter import Attachment, Letter
from ivr.store import mails
from ivr.store.database import Database
from ivr.store.mails import Mail, MailFile
from ivr.store.outbox import OutboxState

LONGEST_REST = timedelta(hours=4)
MOST_TRIES = 16  # with those rests: a day and a half
KEPT = timedelta(days=400)

log = logging.getLogger(__name__)


class Mailroom:
    """Sends what is due, on a thread of its own: a mail server may take its time, the worker's round may not."""

    def __init__(self, database: Database, home: Path, server: MailServer | None, now: Callable[[], datetime]) -> None:
        self._database, self._home, self._server, self._now = database, home, server, now
        self._thread: threading.Thread | None = None

    def round(self) -> None:
        """Begin to send, when something is due and nobody sends; without a mail server everything waits."""
        if self._server is None or (self._thread is not None and self._thread.is_alive()):
            return
        with self._database.read() as connection:
            if not mails.any_due(connection, self._now()):
                return
        self._thread = threading.Thread(target=self._send_all, args=(self._server,), name="mail", daemon=True)
        self._thread.start()

    def wait(self) -> None:
        """Wait until what is being sent is sent."""
        if self._thread is not None:
            self._thread.join()

    def _send_all(self, server: MailServer) -> None:
        try:
            with self._database.write() as connection:
                mails.forget(connection, self._now() - KEPT)
            while self._send_one(server):
                pass
        except Exception:
            log.exception("mail could not be looked after; the next round tries again")

    def _send_one(self, server: MailServer) -> bool:
        with self._database.write() as connection:
            mail = mails.claim(connection, self._now())
        if mail is None:
            return False
        try:
            found = deliver(server, _letter(mail, self._home))
        except FileNotFoundError as gone:
            found = Delivery(Verdict.NEVER, f"its file {Path(gone.filename).name} is gone")
        self._write(mail, found)
        return True

    def _write(self, mail: Mail, found: Delivery) -> None:
        now = self._now()
        with self._database.write() as connection:
            if found.verdict is Verdict.LATER and mail.tries < MOST_TRIES:
                mails.put_back(connection, mail, now + rest_after(mail.tries), found.said)
            else:
                mails.close(connection, mail, ENDS[found.verdict], found.said, now)
        if found.verdict is not Verdict.SENT:
            log.warning("mail %s, try %d: %s", mail.id, mail.tries, found.said)


ENDS = {Verdict.SENT: OutboxState.SENT, Verdict.NEVER: OutboxState.FAILED, Verdict.LATER: OutboxState.GIVEN_UP}


def mail_server(settings: Settings) -> MailServer | None:
    """The mail server of the settings; None when there is none."""
    if settings.mail_host is None:
        return None
    known = settings.mail_security in set(Security)
    return MailServer(
        host=settings.mail_host,
        sender=settings.mail_from or settings.mail_user or "",
        port=settings.mail_port,
        security=Security(settings.mail_security) if known else Security.STARTTLS,  # a slip must not open the line
        user=settings.mail_user,
        password_file=_path(settings.mail_password_file),
        ca_file=_path(settings.mail_ca_file),
    )


def _path(name: str | None) -> Path | None:
    return Path(name) if name else None


def rest_after(tries: int) -> timedelta:
    """How long to rest after so many tries: twice as long each time, at most four hours."""
    return min(timedelta(minutes=1 << min(tries - 1, 20)), LONGEST_REST)


def _letter(mail: Mail, home: Path) -> Letter:
    files = tuple(Attachment(one.name, one.kind, _content(one, home)) for one in mail.files)
    return Letter(mail.id, mail.recipient, mail.subject, mail.text, mail.created_at, mail.html, files)


def _content(file: MailFile, home: Path) -> bytes:
    path = (home / file.path).resolve()
    if not path.is_relative_to(home.resolve()):
        raise FileNotFoundError(2, "outside of the installation", file.path)
    return path.read_bytes()
