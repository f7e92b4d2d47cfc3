"""The wallboard: the page, the big screen, and what is sent to both while one looks."""

from typing import cast

from flask import Blueprint, Flask, Response, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response as AnyResponse

from ivr.access.account import PrincipalKind
from ivr.access.role import Permission
from ivr.console import board_snapshot, board_stream, board_words
from ivr.console.board import board, choices
from ivr.console.board_scope import board_scope
from ivr.console.board_wish import BoardWish
from ivr.console.gate import needs, principal
from ivr.console.source import source

REFRESH_S = 10  # for browsers without scripts

pages = Blueprint("wallboard", __name__)


@pages.record_once
def _begin(state: BlueprintSetupState) -> None:
    board_stream.install(cast(Flask, state.app))


@pages.get("/wallboard")
@needs(Permission.SEE_WALLBOARD)
def page() -> str | AnyResponse:
    """The wallboard, with what chooses its part."""
    if principal().kind is PrincipalKind.KIOSK:
        return redirect(url_for("wallboard.screen", _external=False, **_wish().given), 303)
    return _shown("board.html")


@pages.get("/wallboard/screen")
@needs(Permission.SEE_WALLBOARD)
def screen() -> str:
    """The wallboard in large type, to be read from afar."""
    return _shown("board_screen.html")


@pages.get("/wallboard/live")
@needs(Permission.SEE_WALLBOARD)
def live() -> Response:
    """What the page is sent."""
    return _streamed("wallboard")


@pages.get("/wallboard/screen/live")
@needs(Permission.SEE_WALLBOARD)
def screen_live() -> Response:
    """What the screen is sent."""
    return _streamed("screen")


def _wish() -> BoardWish:
    return BoardWish.of(request.args)


def _shown(template: str) -> str:
    snapshot = board_snapshot.read(source().database, source().now())
    scope, wish = board_scope(), _wish()
    return render_template(
        template,
        board=board(snapshot, wish, scope),
        choices=choices(snapshot, scope),
        wish=wish,
        say=board_words,
        refresh_s=REFRESH_S,
    )


def _streamed(view: str) -> Response:
    return board_stream.board_stream(view, _wish(), board_scope())
