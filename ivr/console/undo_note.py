"""What a notice's Undo sends back: how a row was and how it is now, sealed so that nobody else can write one."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from flask import abort

from ivr.console.changes import Changed
from ivr.console.source import source

FIELD = "note"


def undo_fields(done: Changed) -> dict[str, str]:
    """The field of an undo form."""
    return {FIELD: sealed({"kind": done.kind, "id": done.id, "before": done.before, "after": done.after})}


def sealed(plain: Mapping[str, Any]) -> str:
    """JSON values as text that cannot be altered."""
    text = json.dumps(plain, separators=(",", ":"), default=str).encode()
    return f"{base64.urlsafe_b64encode(text).decode()}.{_seal(text)}"


def opened(note: str, kind: str) -> Changed:
    """The change a note of ours tells of; refused when it is not ours or of another kind."""
    body, _, seal = note.partition(".")
    try:
        text = base64.urlsafe_b64decode(body.encode())
    except ValueError:
        abort(400)
    if not hmac.compare_digest(seal.encode(), _seal(text).encode()):
        abort(400)
    told = json.loads(text)
    if told["kind"] != kind:
        abort(400)
    return Changed(**told)


def _seal(text: bytes) -> str:
    key = f"undo:{source().settings.console_secret}".encode()
    return hmac.new(key, text, hashlib.sha256).hexdigest()
