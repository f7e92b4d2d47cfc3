"""Colours and, for who is not signed in, the language: kept in cookies of this browser."""

from datetime import timedelta

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from ivr.console.catalogue import CHOSEN, LANGUAGES
from ivr.console.gate import public

LOOK = "look"
LOOKS = ("light", "dark")  # any other: as the system
KEPT = timedelta(days=365)

pages = Blueprint("preferences", __name__)


@pages.post("/preferences/look")
@public
def look() -> AnyResponse:
    """Choose light, dark, or as the system."""
    return _remember(LOOK, request.form.get("look", ""), LOOKS)


@pages.post("/preferences/language")
@public
def tongue() -> AnyResponse:
    """Choose the language of the pages before one signs in."""
    return _remember(CHOSEN, request.form.get("language", ""), tuple(LANGUAGES))


def theme() -> str | None:
    """The colours chosen in this browser: `light`, `dark`, or None for the system's."""
    chosen = request.cookies.get(LOOK)
    return chosen if chosen in LOOKS else None


def own_path(path: str | None) -> str:
    """A path of ours to go to; anything else (another site) becomes the first page."""
    if path and path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable():
        return path
    return "/"


def _remember(name: str, value: str, known: tuple[str, ...]) -> AnyResponse:
    answer: Response = redirect(own_path(request.form.get("back")), 303)  # type: ignore[assignment]
    if value in known:
        answer.set_cookie(name, value, max_age=KEPT, samesite="Lax", httponly=True, secure=request.is_secure)
    else:
        answer.delete_cookie(name)
    return answer
