"""The page: the whole of it, and the part of it that is fetched again every few seconds."""

from flask import Blueprint, render_template

from ivr.console.overview import name_of, overview
from ivr.console.sign_in import require_session
from ivr.console.source import source
from ivr.store.centre import load_centre

EVERY_S = 5

pages = Blueprint("overview", __name__)
pages.before_request(require_session)


@pages.get("/")
def page() -> str:
    """The whole page."""
    with source().database.read() as connection:
        centre = load_centre(connection)
    numbers = [entry.number for entry in centre.entries if entry.entry.startswith("menu:")]
    return render_template(
        "overview.html",
        name=name_of(centre),
        agents=centre.agents,
        numbers=numbers,
        settings=source().settings,
        every_s=EVERY_S,
        view=overview(source()),
    )


@pages.get("/live")
def live() -> str:
    """The part that changes."""
    return render_template("live.html", view=overview(source()))
