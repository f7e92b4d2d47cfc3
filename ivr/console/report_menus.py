"""Reports on menus: what callers pressed, where they went on to, where they hung up, how many needed nobody."""

from collections.abc import Iterator, Sequence
from typing import Any

from flask import Blueprint, Response, abort, render_template, request

from ivr.access.role import Permission
from ivr.console.csv_file import csv_answer
from ivr.console.gate import needs, principal
from ivr.console.report_frame import file_name, frame, may_see_menus, passports_beside, refused_menus, wish_asked
from ivr.console.report_seen import bounds, choices
from ivr.console.source import source
from ivr.reports.figures_beside import MENU_FIGURES
from ivr.reports.menu_share import MenuRow, NodeRow, menu_rows, node_rows
from ivr.store import menu_stays

OF_NODES = ("stays", "chosen", "sent_on", "left", "cut", "open", "timeouts", "wrong")
FIGURES_OF_NODES = {name: f"menu_{name}" for name in ("stays", "chosen", "sent_on", "left", "timeouts", "wrong")}

pages = Blueprint("report_menus", __name__)


@pages.get("/reports/menus")
@needs(Permission.SEE_REPORTS)
def page() -> Response | str:
    """Every menu of the range, or one."""
    if not may_see_menus():
        abort(404, refused_menus())
    wish, menu = wish_asked(), request.args.get("menu", "")[:64]
    with source().database.read() as connection:
        found = choices(connection, principal().scope, "", "")
        within = bounds(wish, found.zone)
        sums = menu_stays.sums(connection, *within)
        told = passports_beside(connection, ("without_agent_share", *MENU_FIGURES), within, source().now())
    menus = sorted({one.menu for one in sums})
    mine = [one for one in sums if menu in ("", one.menu)]
    rows, nodes = menu_rows(mine), node_rows(mine)
    if request.args.get("format") == "csv":
        head = ("menu", "node", "key", "to", *OF_NODES, "share")
        return csv_answer(file_name("menus", wish), head, _lines(rows, nodes))
    return render_template(
        "reports_menus.html",
        **frame(wish, found),
        rows=rows,
        nodes=nodes,
        menus=menus,
        menu=menu if menu in menus else "",
        passports=told,
        of_nodes=FIGURES_OF_NODES,
    )


def _lines(rows: Sequence[MenuRow], nodes: Sequence[NodeRow]) -> Iterator[tuple[Any, ...]]:
    """First what came in to each menu and the share that needed nobody, then each node, each with its keys."""
    nothing = (None,) * (len(OF_NODES) - 1)
    for row in rows:
        yield row.menu, None, None, None, row.entered, *nothing, row.without_agent_share
    for node in nodes:
        yield node.menu, node.node, None, None, *(getattr(node, name) for name in OF_NODES), None
        for one in (*node.choices, *node.sent):
            yield node.menu, node.node, one.key or None, one.went or None, one.calls, *nothing, one.share
