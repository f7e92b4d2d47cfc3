"""Links that open one thing without signing in: signed, so that none can be guessed or altered (HMAC-SHA-256)."""

import hashlib
import hmac
import re
from datetime import datetime

TOKEN = re.compile(r"([0-9a-f-]{36})-([0-9a-f]{64})")


def signed(link_id: str, expires_at: datetime, secret: str) -> str:
    """The token of a link."""
    return f"{link_id}-{_signature(link_id, expires_at, secret)}"


def link_of(token: str) -> str | None:
    """The id a token names; whether it may be believed says `is_signed`."""
    found = TOKEN.fullmatch(token)
    return found[1] if found else None


def is_signed(token: str, expires_at: datetime, secret: str) -> bool:
    """Whether a token was made by us for the link that ends then."""
    link = link_of(token)
    return link is not None and hmac.compare_digest(token, signed(link, expires_at, secret))


def _signature(link_id: str, expires_at: datetime, secret: str) -> str:
    text = f"report-link {link_id} {int(expires_at.timestamp())}"
    return hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
