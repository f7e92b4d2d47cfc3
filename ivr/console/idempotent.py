"""Writes of the API that may be sent twice: under the same Idempotency-Key they are done once and answered alike."""

import hashlib
import json
from collections.abc import Callable
from typing import Any

from flask import Response, abort, request

from ivr.console.catalogue import _
from ivr.console.changes import Deed, wake, write_down
from ivr.console.gate import principal
from ivr.console.source import source
from ivr.store import idempotency
from ivr.store.idempotency import LONGEST_KEY, Answer, KeyReused, Request

HEADER = "Idempotency-Key"
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY},
    "description": "Sent again within 24 hours with the same body, the first answer is given again.",
}

Told = Callable[[Any], dict[str, Any]]  # from the connection the deed was done on


def once(deed: Deed, told: Told, status: int = 200, only_once: frozenset[str] = frozenset()) -> Response:
    """Do it and answer what is told of it; names in `only_once` (secrets) are null when the answer is given again."""
    wanted = _request()
    with source().database.write() as connection:
        earlier = idempotency.claim(connection, wanted, source().now()) if wanted else None
        if isinstance(earlier, KeyReused):
            abort(409, _("This idempotency key was used for another request."))
        if earlier is not None:
            return _answer(earlier)
        write_down(connection, deed)
        body = told(connection)
        if wanted:
            kept = {name: None if name in only_once else value for name, value in body.items()}
            idempotency.keep(connection, wanted, Answer(status, _json(kept)))
    wake(deed)
    return _answer(Answer(status, _json(body)))


def _request() -> Request | None:
    key = request.headers.get(HEADER)
    if key is None:
        return None
    if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
        abort(400, _("An idempotency key has 1 to 128 printable characters."))
    asked = b"\n".join((request.method.encode(), request.full_path.encode(), request.get_data()))
    return Request(principal().id, key, hashlib.sha256(asked).hexdigest())


def _json(body: dict[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=False)


def _answer(answer: Answer) -> Response:
    return Response(answer.body, answer.status, mimetype="application/json")
