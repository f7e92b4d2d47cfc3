"""The wallboard: the page, the big screen, and what is sent to both while one looks."""

from collections.abc import Hashable

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.access.account import PrincipalKind
from ivr.access.role import Permission
from ivr.console import alert_words, board_words
from ivr.console.board import board, choices
from ivr.console.board_agents import agent_line
from ivr.console.board_latest import latest
from ivr.console.board_scope import board_scope
from ivr.console.board_wish import BoardWish
from ivr.console.gate import needs, principal
from ivr.console.live_page import shows, stream
from ivr.console.live_view import Group, Mark
from ivr.console.source import source

REFRESH_S = 10  # for browsers without scripts
LIVES_S = 60.0  # who may look no longer, sees no longer
WALLBOARD, SCREEN = "wallboard", "screen"

pages = Blueprint("wallboard", __name__)


def each_second(mark: Mark) -> Hashable:
    """The version of a wallboard: old with each change and with each second, for a pace changes by time alone."""
    return mark, int(source().now().timestamp())


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
    return stream(WALLBOARD, _wish().part, board_scope())


@pages.get("/wallboard/screen/live")
@needs(Permission.SEE_WALLBOARD)
def screen_live() -> Response:
    """What the screen is sent."""
    return stream(SCREEN, _wish().part, board_scope())


@shows(WALLBOARD, version=each_second, lives_s=LIVES_S)
def page_part(group: Group) -> str:
    """The part of the page that changes."""
    return _part("board_live.html", group)


@shows(SCREEN, version=each_second, lives_s=LIVES_S)
def screen_part(group: Group) -> str:
    """The part of the screen that changes."""
    return _part("board_screen_live.html", group)


def _part(template: str, group: Group) -> str:
    shown = board(latest().snapshot(), BoardWish.of_part(group.part), group.scope)
    return render_template(template, board=shown, say=board_words, words_of_alerts=alert_words, agent_line=agent_line)


def _wish() -> BoardWish:
    return BoardWish.of(request.args)


def _shown(template: str) -> str:
    snapshot = latest().snapshot()
    scope, wish = board_scope(), _wish()
    return render_template(
        template,
        board=board(snapshot, wish, scope),
        choices=choices(snapshot, scope),
        wish=wish,
        say=board_words,
        words_of_alerts=alert_words,
        agent_line=agent_line,
        refresh_s=REFRESH_S,
    )
