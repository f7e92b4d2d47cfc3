"""Agents: who takes calls, found by name, team, skill and state, with what each does just now."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from ivr.access.role import Permission
from ivr.console.agent_rows import COLUMNS, STATES, Asked, agent_rows
from ivr.console.csv_file import listing_csv
from ivr.console.gate import needs, principal
from ivr.console.live_page import shows, stream
from ivr.console.live_view import Group
from ivr.console.source import source
from ivr.console.table import Wish, arrange
from ivr.store import skills, teams

pages = Blueprint("agents", __name__)
VIEW = "agents"


@pages.get("/agents")
@needs(Permission.SEE_AGENTS)
def page() -> Response | str:
    """The agents asked for."""
    asked = Asked.of(request.args)
    with source().database.read() as connection:
        rows = agent_rows(connection, asked, principal().scope)
        choices = {"teams": teams.everyone(connection), "skills": skills.everyone(connection)}
    wish = Wish.of({key: value for key, value in request.args.items() if key != "q"})
    listing = arrange(COLUMNS, rows, wish, url_for("agents.page"), asked.kept)
    if request.args.get("format") == "csv":
        return listing_csv("agents", listing)
    shown = ",".join(row.id for row in listing.rows)
    return render_template(
        "agents.html", listing=listing, asked=asked, states=STATES, follow=shown, counts=_counts(rows), **choices
    )


@pages.get("/agents/live")
@needs(Permission.SEE_AGENTS)
def live() -> Response:
    """What the agents named do, whenever it changes."""
    return stream(VIEW, request.args.get("of", "")[:8000])


@shows(VIEW)
def states(group: Group) -> str:
    """The states of the agents shown, each for its own place."""
    wanted = set(group.part.split(","))
    with source().database.read() as connection:
        rows = [row for row in agent_rows(connection, Asked(use="all"), group.scope) if row.id in wanted]
    return render_template("agent_states.html", rows=rows)


def _counts(rows: list[Any]) -> list[tuple[str, Any, int]]:
    return [(state, word, sum(row.state == state for row in rows)) for state, word in STATES.items()]
