"""Where the console is reachable from: loopback, behind a trusted proxy, or (with a loud warning) open to others."""

import ipaddress
import logging
from collections.abc import Iterable
from typing import Any

from flask import Flask, request
from werkzeug.middleware.proxy_fix import ProxyFix

from ivr.config import Settings
from ivr.console.source import source

WARNING = (
    "the console is bound to %s without TLS: passwords can be read on the way. "
    "Put a proxy with TLS in front and name it in console_trusted_proxies, or bind the console to 127.0.0.1."
)


class FromTrusted:
    """Believes what a proxy says about the client, when it is one of the trusted."""

    def __init__(self, plain: Any, trusted: Iterable[str]) -> None:
        self._plain = plain
        self._told = ProxyFix(plain, x_for=1, x_proto=1, x_host=1)
        self._trusted = frozenset(trusted)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Any:
        """One request."""
        known = environ.get("REMOTE_ADDR") in self._trusted
        return (self._told if known else self._plain)(environ, start_response)


def install(app: Flask, settings: Settings) -> None:
    """Believe the trusted proxies, and warn when there is reason to."""
    if settings.console_trusted_proxies:
        app.wsgi_app = FromTrusted(app.wsgi_app, settings.console_trusted_proxies)  # type: ignore[method-assign]
        app.config["SESSION_COOKIE_SECURE"] = True
    if is_open(settings):
        logging.getLogger(__name__).warning(WARNING, settings.host)


def is_open(settings: Settings) -> bool:
    """Whether others than this computer reach the console directly."""
    return not _is_loopback(settings.host) and not settings.console_trusted_proxies


def warns() -> bool:
    """Whether the page must warn its reader."""
    return is_open(source().settings) and not request.is_secure


def from_this_computer() -> bool:
    """Whether the request began here: no other address, and no proxy in between."""
    return _is_loopback(request.remote_addr or "") and "X-Forwarded-For" not in request.headers


def answers_to(settings: Settings) -> list[str]:
    """The host names of the console: a foreign name that points at us is refused (DNS rebinding)."""
    return [settings.host, "localhost", *settings.console_names]


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
