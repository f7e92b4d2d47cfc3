"""Mails of the outbox are handed to the mail server of the settings; one that goes again has the same Message-ID."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from ivr.config import Settings
from ivr.messaging.email import Delivery, MailServer, Security, Verdict, deliver
from ivr.messaging.letter import Attachment, Letter
from ivr.store import mails
from ivr.store.database import Database
from ivr.store.mails import Mail, MailFile
from ivr.worker.outgoing import Outgoing, Persistence


class Mailroom(Outgoing[Mail]):
    """Sends mails: sixteen tries are a day and a half. Without a mail server everything waits."""

    outbox = mails.OUTBOX
    persistence = Persistence(timedelta(minutes=1), timedelta(hours=4), most_tries=16, kept=timedelta(days=400))

    def __init__(self, database: Database, home: Path, server: MailServer | None, now: Callable[[], datetime]) -> None:
        super().__init__(database, now)
        self._home, self._server = home, server

    def round(self) -> None:
        """Begin to send, when something is due, nobody sends and there is a mail server."""
        if self._server is not None:
            super().round()

    def deliver(self, one: Mail) -> Delivery:
        """Hand a mail to the mail server, with its files."""
        assert self._server is not None  # `round` sees to it
        try:
            return deliver(self._server, _letter(one, self._home))
        except FileNotFoundError as gone:
            return Delivery(Verdict.NEVER, f"its file {Path(gone.filename).name} is gone")


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


def _letter(mail: Mail, home: Path) -> Letter:
    files = tuple(Attachment(one.name, one.kind, _content(one, home)) for one in mail.files)
    return Letter(mail.id, mail.recipient, mail.subject, mail.text, mail.created_at, mail.html, files)


def _content(file: MailFile, home: Path) -> bytes:
    path = (home / file.path).resolve()
    if not path.is_relative_to(home.resolve()):
        raise FileNotFoundError(2, "outside of the installation", file.path)
    return path.read_bytes()
