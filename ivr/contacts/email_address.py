"""Addresses of mail, checked where they come in; the domain may be written in the letters of any language."""

import re

from ivr.errors import FieldError

LONGEST = 254  # RFC 5321, section 4.5.3.1.3
LONGEST_LOCAL = 64
LOCAL = re.compile(r"[^\s@<>()\[\]\\,;:\"]+")
LABEL = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?")
OF_THIS_MACHINE = "localhost"


def email_address(text: str) -> str:
    """The address as mail servers take it, its domain in ASCII (IDNA); FieldError when it is none."""
    address = text.strip()
    local, _, domain = address.rpartition("@")
    ascii_domain = _ascii(domain)
    if ascii_domain is None or not _is_local(local) or len(local) + 1 + len(ascii_domain) > LONGEST:
        raise FieldError("recipients", "%(address)s is not a mail address.", address=address[:100] or "–")
    return f"{local}@{ascii_domain}"


def email_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a text, each once, parted by commas, semicolons or white space; FieldError names a wrong one."""
    return tuple(dict.fromkeys(email_address(one) for one in re.split(r"[\s,;]+", text) if one))


def _is_local(local: str) -> bool:
    written = local.isascii() and local.isprintable() and LOCAL.fullmatch(local) is not None
    return written and len(local) <= LONGEST_LOCAL and all(local.split("."))


def _ascii(domain: str) -> str | None:
    try:
        written = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return None
    labels = written.split(".")
    if written != OF_THIS_MACHINE and len(labels) < 2:
        return None
    return written if all(LABEL.fullmatch(label) for label in labels) else None
