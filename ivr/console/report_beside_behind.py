"""Behind figures of menus, and of what we dialled: the calls they are made of, each with what it adds."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for

from ivr.access.role import Permission
from ivr.console import call_words, report_words
from ivr.console.catalogue import _, _l
from ivr.console.gate import may, needs, principal
from ivr.console.report_behind import MOST, Piece, interval_asked
from ivr.console.report_frame import may_see_menus, refused_menus, wish_asked
from ivr.console.report_outbound import legible_of, wanted_of
from ivr.console.report_seen import Choices, choices
from ivr.console.report_wish import ReportWish
from ivr.console.source import source
from ivr.reports.call_record import MenuStay, StayEnd
from ivr.reports.figure_list import FIGURES
from ivr.reports.figures_beside import FIGURES_BESIDE, MENU_FIGURES, OUTBOUND_FIGURES
from ivr.reports.fractions import together
from ivr.reports.outbound_share import CALLBACK, AttemptSum, ContactSum
from ivr.store import behind_beside
from ivr.store.behind import Behind

OF_MENUS = {*MENU_FIGURES, "without_agent_share"}
STAYS: dict[str, Any] = {
    StayEnd.CHOSEN: _l("chose"), StayEnd.SENT_ON: _l("sent on"), StayEnd.LEFT: _l("hung up"), StayEnd.CUT: _l("ended"),
}  # fmt: skip

pages = Blueprint("report_beside_behind", __name__)


@pages.get("/reports/menus/behind")
@needs(Permission.SEE_REPORTS)
def of_menus() -> str:
    """The calls and stays a figure of menus is made of."""
    if not may_see_menus():
        abort(404, refused_menus())
    name = _figure(OF_MENUS)
    of = {field: request.args.get(field, "")[:64] for field in ("menu", "node", "key")}
    with source().database.read() as connection:
        wish, _found, within = _asked(connection)
        seen = list(behind_beside.of_menus(connection, name, within, of))
    address = {"menu": of["menu"]} if of["menu"] else {}
    who = " · ".join(value for value in of.values() if value)
    return _shown((name, who, {}), seen, within, url_for("report_menus.page", **wish.address(**address)))


@pages.get("/reports/outbound/behind")
@needs(Permission.SEE_REPORTS)
def of_outbound() -> str:
    """The attempts or people a figure of what we dialled is made of."""
    name = _figure(OUTBOUND_FIGURES)
    with source().database.read() as connection:
        wish, found, within = _asked(connection)
        names, kind = {queue.id: queue.name for queue in found.queues}, request.args.get("kind", "")
        every = behind_beside.of_outbound(connection, name, wanted_of(wish, found, within))
        seen = [one for one in every if kind in ("", getattr(one.what, "kind", ""))]
    seen.sort(key=lambda one: one.at)
    back = url_for("report_outbound.page", **wish.address())
    return _shown((name, names.get(wish.queue, ""), names), seen, within, back)


def _figure(known: Iterable[str]) -> str:
    name = request.args.get("figure", "")
    if name not in known:
        abort(404, _("This figure is not known, or has no calls to list."))
    return name


def _asked(connection: Any) -> tuple[ReportWish, Choices, tuple[datetime, datetime]]:
    wish = legible_of(wish_asked())
    found = choices(connection, principal().scope, wish.queue, wish.project)
    return wish, found, interval_asked(wish, found.zone)


def _shown(
    of: tuple[str, str, dict[str, str]], seen: list[Behind], within: tuple[datetime, datetime], back: str
) -> str:
    name, who, names = of
    return render_template(
        "reports_behind.html",
        name=name,
        figure=(FIGURES | FIGURES_BESIDE)[name],
        value=together(name, [one.part for one in seen]),
        pieces=[_piece(one, names) for one in seen[:MOST]],
        count=len(seen),
        most=MOST,
        since=within[0],
        until=within[1],
        back=back,
        who=who,
        words=report_words,
        may_see_calls=may(Permission.SEE_CALLS),
    )


def _piece(one: Behind, names: dict[str, str]) -> Piece:
    what = one.what
    if isinstance(what, MenuStay) and what.node:
        became = " ".join(part for part in (str(STAYS.get(what.ended, _("not over"))), what.key) if part)
        went = f" → {what.went}" if what.went else ""
        return Piece(one.at, one.call_id, f"{what.menu} · {what.node}", None, f"{became}{went}", one.part)
    if isinstance(what, MenuStay):
        return Piece(one.at, one.call_id, what.menu, None, _ending(what.ended or None), one.part)
    if isinstance(what, AttemptSum):
        return Piece(one.at, one.call_id, _kind(what, names), None, _ending(what.disposition), one.part)
    assert isinstance(what, ContactSum)
    became = _("reached") if what.reached else _("not reached") if what.over else _("still to be tried")
    return Piece(one.at, one.call_id, _kind(what, names), None, str(became), one.part)


def _ending(disposition: str | None) -> str:
    return str(call_words.said(call_words.ENDINGS, disposition)) if disposition else str(_("not over"))


def _kind(what: AttemptSum | ContactSum, names: dict[str, str]) -> str:
    return names.get(what.queue, what.queue) if what.kind == CALLBACK else str(_("Reminder"))
