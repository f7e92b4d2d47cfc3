"""Files of clients' reports for programs, and signed links that open one of them without an account."""

from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console.api import answers, area
from ivr.console.client_reports_page import project_of, sent
from ivr.console.gate import needs
from ivr.console.idempotent import once
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.report_links import LINK_DAYS, address, file_of, link_of, linked, revoked
from ivr.console.row_api import id_field
from ivr.console.source import source
from ivr.reports.tables import plain
from ivr.store import report_files, report_orders
from ivr.store.report_files import ReportLink
from ivr.store.report_orders import OrderState

api = area("report-files")
ORDERS = 50
LONGEST_DAYS = max(LINK_DAYS)


class ProjectQuery(BaseModel):
    """Whose files."""

    project: str = id_field()


class FileSaid(BaseModel):
    """One file of a report."""

    id: str
    name: str
    format: str
    size: int
    made_at: str


class ReportSaid(BaseModel):
    """A report that was asked for: `schedule` and `recipients` where it went out by mail."""

    order: str
    period: str
    state: OrderState
    asked_by: str
    asked_at: str
    schedule: str | None
    recipients: list[str]
    files: list[FileSaid]


class ReportsSaid(BaseModel):
    """The latest reports of a project that were asked for."""

    reports: list[ReportSaid]


class LinkBody(BaseModel):
    """For how long a link is wanted."""

    days: int = Field(7, ge=1, le=LONGEST_DAYS)


class LinkSaid(BaseModel):
    """A link; `address` is null once it opens nothing any more."""

    id: str
    file_id: str
    made_by: str
    made_at: str
    expires_at: str
    revoked_at: str | None
    uses: int
    address: str | None


class LinksSaid(BaseModel):
    """The links to a file, the latest first."""

    links: list[LinkSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.input(ProjectQuery, location="query", arg_name="asked")
@api.output(ReportsSaid)
@api.doc(summary="A project's reports and their files", security="token", responses=answers(404, 422))
def every(asked: ProjectQuery) -> dict[str, Any]:
    """The latest 50."""
    project = project_of(asked.project)
    with source().database.read() as connection:
        orders = report_orders.latest(connection, project.id, ORDERS)
        files = report_files.of_orders(connection, [one.id for one in orders])
    told = ("period", "state", "asked_by", "asked_at", "schedule", "recipients")
    return {
        "reports": [
            {name: plain(getattr(one, name)) for name in told}
            | {
                "order": one.id,
                "recipients": list(one.recipients),
                "files": [plain(file) for file in files.get(one.id, ())],
            }
            for one in orders
        ]
    }


@api.get("/<file_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEE_REPORTS)
@api.doc(summary="One file, as it was made", security="token", responses=answers(404, 410))
def one(file_id: str) -> Response:
    """The file itself."""
    return sent(file_of(file_id))


@api.get("/<file_id>/links")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.output(LinksSaid)
@api.doc(summary="Links to a file", security="token", responses=answers(404))
def links(file_id: str) -> dict[str, Any]:
    """Every link there ever was, with how often it was used."""
    file = file_of(file_id, Permission.SEND_REPORTS)
    with source().database.read() as connection:
        found = report_files.links_of(connection, [file.id])
    return {"links": [_said(link) for link in found.get(file.id, ())]}


@api.post("/<file_id>/links")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.input(LinkBody, arg_name="body")
@api.output(LinkSaid, status_code=201)
@api.doc(summary="Make a link to a file", security="token", responses=answers(404, 409, 422))
def add(file_id: str, body: LinkBody) -> Response:
    """Make a link: who has it opens this one file without an account until its end."""
    deed, made = linked(file_of(file_id, Permission.SEND_REPORTS), body.days)
    return once(deed, lambda _connection: _said(made), 201, frozenset({"address"}))


@api.post("/links/<link_id>/revoke")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.output(LinkSaid)
@api.doc(summary="End a link before its time", security="token", responses=answers(404, 409))
def revoke(link_id: str) -> Response:
    """From now on it opens nothing."""
    link, file = link_of(link_id)
    return once(revoked(link, file), lambda connection: _said(report_files.link_of(connection, link.id) or link))


def _said(link: ReportLink) -> dict[str, Any]:
    is_good = link.is_good(source().now())
    return {**plain(link), "address": address(link) if is_good else None}
