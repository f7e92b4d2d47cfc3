"""How often one may ask: guessing passwords and tokens is slow, reading pages is not."""

from flask import Flask, g, request
from flask_limiter import Limiter

SIGN_IN = "10 per minute; 100 per hour"
WRITES = "120 per minute"
PROGRAMS = "600 per minute"


def whose() -> str:
    """Whom a request counts for: who asks, else where from."""
    asking = g.get("principal")
    return f"{asking.kind}:{asking.id}" if asking else where_from()


def where_from() -> str:
    """The address a request came from."""
    return request.remote_addr or "nowhere"


limiter = Limiter(whose, storage_uri="memory://", headers_enabled=False)


def install(app: Flask) -> None:
    """Count what the application is asked."""
    limiter.init_app(app)
