"""A mail as it is sent: one recipient, text, HTML beside it, files with it; nothing in it can become a header."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
LONGEST_SUBJECT = 250
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with a mail; `kind` is its media type, such as application/pdf."""

    name: str
    kind: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """One mail to one recipient; its id makes its Message-ID, so that a repeated one can be told."""

    id: str
    to: str
    subject: str
    text: str
    written_at: datetime
    html: str | None = None
    attachments: tuple[Attachment, ...] = ()


def message_of(letter: Letter, sender: str) -> EmailMessage:
    """The mail as RFC 5322 writes it, from a sender such as `Call centre <reports@example.org>`."""
    name, address = parseaddr(sender)
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(in_one_line(name, LONGEST_NAME), addr_spec=address)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = in_one_line(letter.subject, LONGEST_SUBJECT)
    message["Date"] = format_datetime(letter.written_at)
    message["Message-ID"] = f"<{letter.id}@{domain_of(sender)}>"
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note answers it
    message.set_content(letter.text)
    if letter.html is not None:
        message.add_alternative(letter.html, subtype="html")
    for one in letter.attachments:
        main, _, sub = one.kind.partition("/")
        name = in_one_line(one.name, LONGEST_NAME).replace("/", "-")
        message.add_attachment(one.content, maintype=main, subtype=sub, filename=name)
    return message


def has_address(sender: str) -> bool:
    """Whether a sender names an address mail can come from."""
    try:
        Address(addr_spec=parseaddr(sender)[1])
    except (ValueError, IndexError, MessageError):
        return False
    return "@" in parseaddr(sender)[1]


def domain_of(sender: str) -> str:
    """The domain of a sender."""
    _, at, domain = parseaddr(sender)[1].rpartition("@")
    return domain if at else "localhost"


def in_one_line(text: str, longest: int) -> str:
    """A text as a header may hold it: without line ends and other control characters, and not too long."""
    return CONTROLS.sub(" ", text).strip()[:longest]
