"""A client's week or month: the report of one project, its files, and links to them that need no account."""

from typing import Any

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.console.catalogue import _, language
from ivr.console.changes import Changed, Deed, change
from ivr.console.client_view import ClientView, chosen_period, periods_to_choose
from ivr.console.gate import needs, principal, require
from ivr.console.limits import WRITES, limiter
from ivr.console.notices import say
from ivr.console.report_links import LINK_DAYS, address, file_of, link_of, linked, revoked
from ivr.console.source import source
from ivr.hours.zone import zone
from ivr.reports.client_words import Words
from ivr.reports.period import Kind, Period, last_whole
from ivr.store import projects, report_files, report_orders
from ivr.store.client_reports import read_report
from ivr.store.projects import Project
from ivr.store.report_files import ReportFile
from ivr.store.report_orders import ReportOrder
from ivr.store.report_schedules import FORMATS

KINDS = {"pdf": "application/pdf", "csv": "text/csv"}

pages = Blueprint("client_reports", __name__, url_prefix="/client-reports")


@pages.get("")
@needs(Permission.SEE_REPORTS)
def page() -> str:
    """One project's period, with its files."""
    now = source().now()
    today = now.astimezone(zone(source().settings.timezone)).date()
    period = chosen_period(request.args.get("period", ""), last_whole(Kind.MONTH, today))
    with source().database.read() as connection:
        mine = [one for one in projects.everyone(connection) if principal().scope.covers(project=one.id)]
        project = _chosen(mine, request.args.get("project"))
        report = read_report(connection, project.id, period, now) if project else None
        orders = report_orders.latest(connection, project.id) if project else []
        files = report_files.of_orders(connection, [one.id for one in orders])
        links = report_files.links_of(connection, [file.id for some in files.values() for file in some])
    return render_template(
        "client_reports.html",
        projects=mine,
        project=project,
        period=period,
        periods=periods_to_choose(today, period, Words(language())),
        view=ClientView(report, Words(language())) if report else None,
        orders=orders,
        files=files,
        links={one: [(link, address(link)) for link in found] for one, found in links.items()},
        link_days=LINK_DAYS,
        now=now,
    )


@pages.post("/files")
@limiter.limit(WRITES)
@needs(Permission.SEE_REPORTS)
def make() -> AnyResponse:
    """Have the files of a report made by the worker."""
    project, period = project_of(request.form.get("project", "")), chosen_period(request.form.get("period", ""), None)
    if period is None:
        abort(400)
    made = fresh_id()
    order = ReportOrder(
        made, made, project.id, period.name, FORMATS, language(), principal().signature, source().now()
    )  # fmt: skip

    def act(connection: Any) -> Changed:
        report_orders.ask(connection, order)
        return Changed("report", project.id, None, {"period": period.name, "formats": list(FORMATS)})

    change(Deed("make report", act, of_centre=False))
    say(_("The files are being made: they are in the list in a moment."))
    return _back(project.id, period)


@pages.get("/files/<file_id>")
@needs(Permission.SEE_REPORTS)
def download(file_id: str) -> Response:
    """One file."""
    return sent(file_of(file_id))


@pages.post("/files/<file_id>/links")
@limiter.limit(WRITES)
@needs(Permission.SEND_REPORTS)
def link(file_id: str) -> AnyResponse:
    """Make a link that opens one file without signing in, until its end."""
    file, days = file_of(file_id, Permission.SEND_REPORTS), request.form.get("days", "")
    if days not in {str(one) for one in LINK_DAYS}:
        abort(400)
    change(linked(file, int(days))[0])
    say(_("The link is made; who has it can open this one file until it ends."))
    return redirect(url_for("client_reports.page", project=file.project), 303)


@pages.post("/links/<link_id>/revoke")
@limiter.limit(WRITES)
@needs(Permission.SEND_REPORTS)
def revoke(link_id: str) -> AnyResponse:
    """End a link before its time."""
    found, file = link_of(link_id)
    change(revoked(found, file))
    say(_("The link opens nothing any more."))
    return redirect(url_for("client_reports.page", project=file.project), 303)


def sent(file: ReportFile) -> Response:
    """A file of the shelf as an answer; 410 when it is gone."""
    home = source().settings.home.resolve()
    path = (home / file.path).resolve()
    if not path.is_relative_to(home) or not path.is_file():
        abort(410, _("This file is gone; have it made again."))
    answer = Response(path.read_bytes(), mimetype=KINDS.get(file.format, "application/octet-stream"))
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    return answer


def _chosen(mine: list[Project], wanted: str | None) -> Project | None:
    if not wanted:
        return next((one for one in mine if one.active), None)
    found = next((one for one in mine if one.id == wanted), None)
    if found is None:
        abort(404, _("There is no such project, or you may not see it."))
    return found


def project_of(project_id: str) -> Project:
    """A project whose reports one may see; 404 when there is none."""
    with source().database.read() as connection:
        found = projects.of(connection, project_id[:64])
    if found is None:
        abort(404)
    require(Permission.SEE_REPORTS, project=found.id)
    return found


def _back(project: str, period: Period) -> AnyResponse:
    return redirect(url_for("client_reports.page", project=project, period=period.name), 303)
