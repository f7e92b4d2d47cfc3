"""Forms of other sites: what changes something by a cookie must carry the mark of our own page."""

from typing import Any

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect  # type: ignore[import-untyped]

SAFE = {"GET", "HEAD", "OPTIONS"}

_protection = CSRFProtect()


def install(app: Flask) -> None:
    """Make the marks available to forms; the gate asks for them."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,  # the gate checks: a bearer token needs no mark, it is not sent unasked
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # our pages send no Referer
    )
    _protection.init_app(app)


def protect() -> Any:
    """Refuse a change that does not carry the mark."""
    if request.method not in SAFE:
        _protection.protect()
