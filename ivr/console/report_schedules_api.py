"""Schedules of clients' reports for programs."""

from dataclasses import replace
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console import row_changes
from ivr.console.api import answers, area
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.report_schedules_page import BLANK, FLOW, allow, sending
from ivr.console.row_api import RowSaid, Switch, Version, done_once, id_field, name_field, row_of
from ivr.console.source import source
from ivr.reports.client_schedule import LAST_DAY
from ivr.reports.client_words import LANGUAGES
from ivr.reports.period import Kind
from ivr.store import report_schedules
from ivr.store.register import plain
from ivr.store.report_schedules import ReportSchedule

api = area("report-schedules")
LONGEST_LIST = 4000


class ReportScheduleBody(BaseModel):
    """A schedule as it is wanted; not active means paused."""

    name: str = name_field()
    project: str = id_field()
    kind: Kind = Kind.WEEK
    day: int = Field(1, ge=1, le=max(LAST_DAY.values()), description="1 is Monday, or the first of the month")
    hour: int = Field(7, ge=0, le=23, description="full hours, by the project's clock")
    recipients: str = Field(min_length=3, max_length=LONGEST_LIST, description="addresses, parted by commas or lines")
    formats: str = Field("pdf", max_length=16, description="pdf, xlsx, csv, parted by blanks")
    language: str = Field("en", pattern=f"^({'|'.join(LANGUAGES)})$")

    def applied(self, schedule: ReportSchedule) -> ReportSchedule:
        """The schedule with these values."""
        return replace(schedule, **self.model_dump(exclude={"version"}, mode="json"))


class ChangedReportScheduleBody(ReportScheduleBody, Version):
    """Other values of a schedule."""


class ReportScheduleSaid(RowSaid, ReportScheduleBody):
    """A schedule as programs are told."""


class ReportSchedulesSaid(BaseModel):
    """The schedules of the projects one may see."""

    report_schedules: list[ReportScheduleSaid]


class SendingSaid(BaseModel):
    """What is being made and sent: the id of the order, its period, and to whom it goes."""

    order: str
    period: str
    recipients: list[str]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.output(ReportSchedulesSaid)
@api.doc(summary="All schedules of clients' reports", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All schedules of one's scope."""
    with source().database.read() as connection:
        found = report_schedules.everyone(connection)
    return {"report_schedules": [plain(one) for one in found if principal().scope.covers(project=one.project)]}


@api.get("/<schedule_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.output(ReportScheduleSaid)
@api.doc(summary="One schedule", security="token", responses=answers(404))
def one(schedule_id: str) -> Any:
    """One schedule."""
    return plain(_mine(schedule_id))


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.input(ReportScheduleBody, arg_name="body")
@api.output(ReportScheduleSaid, status_code=201)
@api.doc(summary="Make a schedule", security="token", responses=answers(409, 422))
def add(body: ReportScheduleBody) -> Response:
    """Make a schedule; what was due before is left out."""
    wanted = body.applied(BLANK)
    allow(wanted)
    return done_once(row_changes.created(FLOW.noun, report_schedules.REGISTER, wanted), 201)


@api.put("/<schedule_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.input(ChangedReportScheduleBody, arg_name="body")
@api.output(ReportScheduleSaid)
@api.doc(summary="Change a schedule", security="token", responses=answers(404, 409, 422))
def change(schedule_id: str, body: ChangedReportScheduleBody) -> Response:
    """Make a schedule as it is wanted."""
    wanted = body.applied(_mine(schedule_id, body.version))
    allow(wanted)
    return done_once(row_changes.edited(FLOW.noun, report_schedules.REGISTER, wanted))


@api.post("/<schedule_id>/active")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.input(Switch, arg_name="body")
@api.output(ReportScheduleSaid)
@api.doc(summary="Pause a schedule, or end the pause", security="token", responses=answers(404, 409, 422))
def activate(schedule_id: str, body: Switch) -> Response:
    """Pause a schedule, or end the pause: what was due meanwhile is left out."""
    seen = _mine(schedule_id, body.version)
    return done_once(row_changes.switched(FLOW.noun, report_schedules.REGISTER, seen, active=body.active))


@api.post("/<schedule_id>/send")
@limiter.limit(PROGRAMS)
@needs(Permission.SEND_REPORTS)
@api.output(SendingSaid, status_code=202)
@api.doc(summary="Send the last whole period now", security="token", responses=answers(404, 409, 422))
def send(schedule_id: str) -> Response:
    """Have the report made and sent, beside what is due."""
    return done_once(sending(_mine(schedule_id)), 202)


def _mine(schedule_id: str, version: int | None = None) -> ReportSchedule:
    schedule = row_of(report_schedules.REGISTER, schedule_id, version)
    allow(schedule)
    return schedule
