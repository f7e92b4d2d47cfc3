"""Levels: the grid of agents and skills, filtered, a page at a time, and as CSV."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from ivr.access.role import Permission
from ivr.console.agent_rows import Asked
from ivr.console.catalogue import _, _l
from ivr.console.csv_file import csv_answer
from ivr.console.gate import may, needs, principal
from ivr.console.kept_pages import skill_tabs
from ivr.console.levels_grid import Grid, levels_grid, seen_of
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.store import skills, teams
from ivr.store.agents import Agent

pages = Blueprint("levels", __name__)
COLUMNS: tuple[Column[Agent], ...] = (Column("name", _l("Name"), lambda one: one.name),)


@pages.get("/levels")
@needs(Permission.SEE_AGENTS)
def page() -> Response | str:
    """The grid of the agents and skills asked for."""
    asked, only = Asked.of(request.args), request.args.get("column", "")
    with source().database.read() as connection:
        grid = levels_grid(connection, asked, principal().scope, only)
        every = {"teams": teams.everyone(connection), "skills": skills.everyone(connection)}
    if request.args.get("format") == "csv":
        return _csv(grid)
    kept = asked.kept | ({"column": only} if only else {})
    listing = arrange(COLUMNS, grid.agents, Wish.of(_without_text()), url_for("levels.page"), kept)
    rows = [(agent, grid.cells(agent)) for agent in listing.rows]
    return render_template(
        "levels.html", grid=grid, listing=listing, rows=rows, asked=asked, only=only, tabs_of=skill_tabs(),
        seen_of=seen_of, editing=may(Permission.CONTROL_AGENTS), **every,
    )  # fmt: skip


def _without_text() -> dict[str, str]:
    return {key: value for key, value in request.args.items() if key != "q"}


def _csv(grid: Grid) -> Response:
    head: list[Any] = [_("Agent"), _("Extension"), *(one.name for one in grid.skills)]
    rows = ([one.name, one.extension, *(cell.level.level for cell in grid.cells(one))] for one in grid.agents)
    return csv_answer("levels", head, rows)
