"""What the audit writes: JSON in one way only, without secrets, of characters every database holds."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

SECRETS = frozenset({"phone_secret", "password_hash", "totp_secret", "token_hash"})
HIDDEN = "(secret)"


def redacted(value: Any) -> Any:
    """The same value with every secret inside it hidden; that there was none stays visible."""
    if isinstance(value, Mapping):
        return {str(name): _hidden(inner) if name in SECRETS else redacted(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [redacted(inner) for inner in value]
    return value


def canonical(value: Any) -> str:
    """The one JSON text of a value: keys sorted, moments in UTC, sets sorted."""
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, default=_plain)
    return cleaned(text)


def cleaned(text: str) -> str:
    """The text without what no database holds: halves of characters, and NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def _hidden(value: Any) -> str | None:
    return None if value is None else HIDDEN


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, frozenset | set):
        return sorted(value)
    raise TypeError(f"the audit cannot write a {type(value).__name__}")
