"""The one place where it is decided who may enter which view: every view says whom it is for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import Flask, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.access.account import Principal, allows
from ivr.access.role import Permission
from ivr.console import csrf, legible, who
from ivr.console.catalogue import _

View = TypeVar("View", bound=Callable[..., Any])
DECLARED = "declared_for"
FRAMEWORKS_OWN = ("static", "openapi.spec")  # views we do not write: style sheets, and the API's description
API = "/api/"


@dataclass(frozen=True, slots=True)
class Declared:
    """Whom a view is for: everybody when there is no permission."""

    permission: Permission | None


def needs(permission: Permission) -> Callable[[View], View]:
    """Let only those in who have the permission (for some queue or project: the view looks at which)."""

    def declare(view: View) -> View:
        setattr(view, DECLARED, Declared(permission))
        return view

    return declare


def public(view: View) -> View:
    """Let everybody in."""
    setattr(view, DECLARED, Declared(None))
    return view


def declared(app: Flask, endpoint: str) -> Declared | None:
    """What a view says of itself; None when it says nothing."""
    found: Declared | None = getattr(app.view_functions[endpoint], DECLARED, None)
    return found


def principal() -> Principal:
    """Who asks; only in views that need a permission."""
    found: Principal = g.principal
    return found


def may(permission: Permission, *, queue: str | None = None, project: str | None = None) -> bool:
    """Whether who asks has a permission: for what a page shows or leaves out."""
    found: Principal | None = g.get("principal")
    return found is not None and allows(found, permission, queue=queue, project=project)


def require(permission: Permission, *, queue: str | None = None, project: str | None = None) -> None:
    """Refuse who does not have a permission for this queue or project."""
    if not may(permission, queue=queue, project=project):
        abort(403, _("Your account has no right to do this. An administrator can change that."))


def guard(app: Flask) -> None:
    """Put the gate before every view of the application."""
    for endpoint in FRAMEWORKS_OWN:
        public(app.view_functions[endpoint])
    app.before_request(_check)


def _check() -> AnyResponse | None:
    if request.endpoint is None:
        return None  # there is no such page, whoever asks
    rule = declared(current_app, request.endpoint)
    if rule is None:
        abort(403, _("This page says nothing about who may see it."))
    legible.check()
    g.principal = who.asks()
    if rule.permission is not None and g.principal is None:
        return _sign_in_first()
    if who.came_by_cookie():
        csrf.protect()
    if rule.permission is not None:
        require(rule.permission)
    return None


def _sign_in_first() -> AnyResponse:
    if request.path.startswith(API) or request.path == "/metrics":
        abort(401, _("Send a valid API token in the header Authorization: Bearer."))
    target = request.full_path.rstrip("?") if request.method == "GET" and not is_fragment() else None
    address = url_for("sign_in.page", next=target)
    if is_fragment():
        return Response(status=401, headers={"HX-Redirect": address})
    return redirect(address, 303)


def is_fragment() -> bool:
    """Whether a script of the page asks for a part of it."""
    return request.headers.get("HX-Request") == "true"
