"""Mail over SMTP: one letter is handed to the mail server, and what became of that is said.

What the server refuses for good (5xx) is not tried again; what may pass (4xx, no answer, a lost connection, a password
or certificate that has to be mended here) is. Once the server has taken the letter nothing makes it unsent.
"""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from email.errors import MessageError
from enum import StrEnum
from pathlib import Path

from ivr.messaging.letter import Letter, domain_of, has_address, in_one_line, message_of

LONGEST_SAID = 500


class Security(StrEnum):
    """How the way to the mail server is protected."""

    STARTTLS = "starttls"
    TLS = "tls"  # from the first byte on
    NONE = "none"  # for a server on this machine or in a network of one's own; never with a password


@dataclass(frozen=True, slots=True)
class MailServer:
    """The server that takes our mail; `timeout_s` holds for one answer, `limit_s` for a whole letter."""

    host: str
    sender: str
    port: int = 587
    security: Security = Security.STARTTLS
    user: str | None = None
    password_file: Path | None = None
    ca_file: Path | None = None  # of an authority of one's own
    timeout_s: float = 20
    limit_s: float = 120


class Verdict(StrEnum):
    """What became of a letter."""

    SENT = "sent"
    LATER = "later"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a letter, and what the server or our own side said of it."""

    verdict: Verdict
    said: str = ""


class NotReady(Exception):
    """The mail server cannot be used as the settings stand."""


def deliver(server: MailServer, letter: Letter) -> Delivery:
    """Hand a letter to the server; never raises what a server, a network or a letter can cause."""
    if not has_address(server.sender):
        return _told(Verdict.LATER, f"mail_from {server.sender!r} holds no mail address")
    try:
        message = message_of(letter, server.sender)
    except (ValueError, MessageError) as error:
        return _told(Verdict.NEVER, f"this cannot be written as a mail: {error}")
    try:
        with _open(server) as peer:
            peer.send_message(message)
            with suppress(OSError, smtplib.SMTPException):
                peer.putcmd("QUIT")  # its answer changes nothing: the letter is taken
    except smtplib.SMTPRecipientsRefused as refused:
        return _refused(*next(iter(refused.recipients.values())))
    except (smtplib.SMTPSenderRefused, smtplib.SMTPDataError) as refused:
        return _refused(refused.smtp_code, refused.smtp_error)
    except (NotReady, OSError, smtplib.SMTPException, ValueError) as error:
        return _told(Verdict.LATER, _why(error))
    return Delivery(Verdict.SENT)


@contextmanager
def _open(server: MailServer) -> Iterator[smtplib.SMTP]:
    if server.user and server.security is Security.NONE:
        raise NotReady("a password is not sent in the clear: set mail_security to starttls or tls")
    context = ssl.create_default_context(cafile=server.ca_file) if server.security is not Security.NONE else None
    peer = _peer(server, context)
    ending = threading.Timer(server.limit_s, _cut, (peer,))  # a server that says a letter a minute is cut off
    ending.daemon = True
    ending.start()
    try:
        code, said = peer.connect(server.host, server.port)
        if code != 220:
            raise smtplib.SMTPConnectError(code, said)
        if server.security is Security.STARTTLS:
            _protect(peer, server, context)
        if server.user:
            _log_in(peer, server.user, _password(server))
        yield peer
    finally:
        ending.cancel()
        peer.close()


def _peer(server: MailServer, context: ssl.SSLContext | None) -> smtplib.SMTP:
    name, timeout_s = domain_of(server.sender), server.timeout_s
    if server.security is Security.TLS:
        peer: smtplib.SMTP = smtplib.SMTP_SSL(local_hostname=name, timeout=timeout_s, context=context)
    else:
        peer = smtplib.SMTP(local_hostname=name, timeout=timeout_s)
    peer._host = server.host  # type: ignore[attr-defined]  # smtplib sets it in its constructor only: TLS asks it
    return peer


def _protect(peer: smtplib.SMTP, server: MailServer, context: ssl.SSLContext | None) -> None:
    peer.ehlo_or_helo_if_needed()
    if not peer.has_extn("starttls"):
        raise NotReady(f"{server.host} offers no STARTTLS: set mail_security to tls, or none on your own network")
    peer.starttls(context=context)


def _log_in(peer: smtplib.SMTP, user: str, password: str) -> None:
    try:
        peer.login(user, password)
    except smtplib.SMTPNotSupportedError:
        raise NotReady("the server asks for no password: unset mail_user") from None


def _cut(peer: smtplib.SMTP) -> None:
    if peer.sock is not None:
        with suppress(OSError):
            peer.sock.shutdown(socket.SHUT_RDWR)


def _password(server: MailServer) -> str:
    if server.password_file is None:
        raise NotReady("mail_user is set and mail_password_file is not")
    try:
        return server.password_file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeError):
        raise NotReady(f"{server.password_file} cannot be read: write the mail password into it") from None


def _refused(code: int, words: bytes | str) -> Delivery:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return _told(Verdict.NEVER if 500 <= code < 600 else Verdict.LATER, f"{code} {text}")


def _why(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"user or password is refused ({error.smtp_code}): see mail_user and mail_password_file"
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not trusted ({error.verify_message}): see mail_host and mail_ca_file"
    if isinstance(error, smtplib.SMTPResponseException):
        return _refused(error.smtp_code, error.smtp_error).said
    return str(error) or type(error).__name__


def _told(verdict: Verdict, said: str) -> Delivery:
    return Delivery(verdict, in_one_line(said, LONGEST_SAID))
