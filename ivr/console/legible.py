"""What no database keeps and no person types: NUL, and halves of characters; refused once, for all views."""

import re
from collections.abc import Iterator
from typing import Any

from flask import abort, request

from ivr.console.catalogue import _

IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")


def check() -> None:
    """Refuse a request that holds such a character anywhere."""
    if any(IMPOSSIBLE.search(text) for text in _sent()):
        abort(400, _("The request holds a character that cannot be kept."))


def _sent() -> Iterator[str]:
    yield request.path
    for values in (request.args, request.form):
        for name, given in values.items(multi=True):
            yield from (name, given)
    yield from (file.filename or "" for file in request.files.values())
    if request.is_json:
        yield from _strings(request.get_json(silent=True))


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
