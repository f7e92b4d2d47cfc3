"""The overview: the whole page, and the part of it that is fetched again every few seconds."""

from flask import Blueprint, render_template

from ivr.access.role import Permission
from ivr.console.catalogue import viewers_zone
from ivr.console.gate import needs, principal
from ivr.console.overview import overview
from ivr.console.source import source
from ivr.store.centre import load_centre

EVERY_S = 5

pages = Blueprint("overview", __name__)


@pages.get("/overview")
@needs(Permission.SEE_CALLS)
def page() -> str:
    """The whole page."""
    with source().database.read() as connection:
        centre = load_centre(connection)
    numbers = [entry.number for entry in centre.entries if entry.entry.startswith("menu:")]
    view = overview(source(), viewers_zone(), principal().scope)
    return render_template("overview.html", numbers=numbers, settings=source().settings, every_s=EVERY_S, view=view)


@pages.get("/overview/live")
@needs(Permission.SEE_CALLS)
def live() -> str:
    """The part that changes."""
    return render_template("live.html", view=overview(source(), viewers_zone(), principal().scope))
