"""Schedules of clients' reports: who gets which project's, when, as which files; pause, send now, and what went out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.console.catalogue import LANGUAGES, _, _l, language
from ivr.console.changes import Changed, Deed, change
from ivr.console.form import IntegerField, SelectField, SelectMultipleField, TextAreaField, at_most, required
from ivr.console.gate import needs, principal, require
from ivr.console.limits import WRITES, limiter
from ivr.console.mails_page import MOODS, STATES
from ivr.console.notices import say
from ivr.console.register_form import RowForm
from ivr.console.row_flow import Answer, Flow
from ivr.console.sent_reports import SentReport, sent_reports, undelivered
from ivr.console.source import source
from ivr.errors import FieldError
from ivr.hours.zone import zone
from ivr.reports.client_schedule import latest_due, next_due
from ivr.reports.client_words import Words
from ivr.store import projects, report_orders, report_schedules
from ivr.store.client_reports import queues_of, zone_of
from ivr.store.report_orders import BY_HAND, ReportOrder
from ivr.store.report_schedules import FORMATS, ReportSchedule

pages = Blueprint("report_schedules", __name__, url_prefix="/report-schedules")
BLANK = ReportSchedule("", "")
KINDS: Mapping[str, Any] = {"week": _l("every week"), "month": _l("every month")}
# Written in English where they arise (store/report_schedules, contacts/email_address); shown by `_(sentence)`.
REFUSALS = (
    _l("%(address)s is not a mail address."),
    _l("Enter 1 to %(most)s mail addresses."),
    _l("Choose at least one kind of file."),
    _l("Choose a language."),
)


class ScheduleForm(RowForm[ReportSchedule]):
    """A schedule."""

    project = SelectField(_l("Project"), [required()])
    kind = SelectField(_l("How often"))
    day = IntegerField(_l("Day"), [required()], render_kw={"inputmode": "numeric"})
    hour = IntegerField(_l("Hour"), [required()], render_kw={"inputmode": "numeric"})
    recipients = TextAreaField(_l("Mail addresses"), [required(), at_most(4000)], render_kw={"rows": 3})
    formats = SelectMultipleField(_l("Files"))
    language = SelectField(_l("Language"))

    def offer(self) -> "ScheduleForm":
        """Offer the projects of the scope, kinds and languages."""
        with source().database.read() as connection:
            known = [one for one in projects.everyone(connection) if principal().scope.covers(project=one.id)]
        self.project.choices = [(one.id, one.name) for one in known if one.active]
        self.kind.choices, self.language.choices = list(KINDS.items()), list(LANGUAGES.items())
        self.formats.choices = [(one, one.upper()) for one in FORMATS]
        return self

    def show(self, row: ReportSchedule) -> None:
        """Fill in what a schedule has."""
        super().show(row)
        for name in ("kind", "day", "hour", "recipients", "language"):
            getattr(self, name).data = getattr(row, name)
        self.project.data, self.formats.data = row.project or None, row.formats.split()

    def applied(self, row: ReportSchedule) -> ReportSchedule:
        """The schedule with what was typed."""
        typed = {name: getattr(self, name).data for name in ("project", "kind", "day", "hour", "language")}
        typed |= {"recipients": self.recipients.data, "formats": " ".join(self.formats.data or ())}
        return replace(super().applied(row), **typed)


def allow(schedule: ReportSchedule) -> None:
    """Refuse a schedule of a project outside of the scope of who asks; a new one has none yet."""
    require(Permission.SEND_REPORTS, project=schedule.project or None)


@pages.get("")
@needs(Permission.SEND_REPORTS)
def page() -> str:
    """All schedules one may edit, with when each is due next."""
    now = source().now()
    with source().database.read() as connection:
        names = {one.id: one.name for one in projects.everyone(connection)}
        mine = [one for one in report_schedules.everyone(connection) if principal().scope.covers(project=one.project)]
        due = {one.id: next_due(one.timing, zone(_zone(connection, one)), now).at for one in mine}
        lost = {one.id: undelivered(connection, one.id, Words(language())) for one in mine}
    return render_template("report_schedules.html", schedules=mine, names=names, due=due, kinds=KINDS, lost=lost)


def theirs(schedule: ReportSchedule) -> Mapping[Any, Any]:
    """What somebody else saved."""
    return {_l("Name"): schedule.name, _l("Mail addresses"): schedule.recipients}


def _shown(form: RowForm[ReportSchedule], row: ReportSchedule | None, meanwhile: Mapping[Any, Any]) -> str:
    sent: list[SentReport] = []
    where = None
    if row is not None:
        with source().database.read() as connection:
            where, sent = _zone(connection, row), sent_reports(connection, row.id, Words(language()))
    sender = source().settings.mail_from or source().settings.mail_user
    shown = {"sent": sent, "where": where, "states": STATES, "moods": MOODS, "sender": sender}
    return render_template("report_schedule_edit.html", form=form, row=row, theirs=meanwhile, **shown)


FLOW = Flow("report_schedules", "report schedule", report_schedules.REGISTER, allow, _shown, theirs)


@pages.get("/new")
@needs(Permission.SEND_REPORTS)
def new() -> str:
    """The form of a new schedule."""
    form = ScheduleForm(formdata=None).offer()
    form.show(replace(BLANK, language=language()))
    return _shown(form, None, {})


@pages.post("/new")
@needs(Permission.SEND_REPORTS)
def add() -> Answer:
    """Make a schedule."""
    return FLOW.add(ScheduleForm().offer(), BLANK)


@pages.get("/<row_id>")
@needs(Permission.SEND_REPORTS)
def edit(row_id: str) -> str:
    """One schedule, and what it sent."""
    schedule, form = FLOW.found(row_id), ScheduleForm(formdata=None).offer()
    form.show(schedule)
    return _shown(form, schedule, {})


@pages.post("/<row_id>")
@needs(Permission.SEND_REPORTS)
def save(row_id: str) -> Answer:
    """Keep a schedule as it was edited."""
    return FLOW.save(ScheduleForm().offer(), row_id)


@pages.post("/<row_id>/active")
@needs(Permission.SEND_REPORTS)
def activate(row_id: str) -> Response:
    """Pause a schedule, or end the pause."""
    return FLOW.switch(row_id)


@pages.post("/undo")
@needs(Permission.SEND_REPORTS)
def undo() -> Response:
    """Take a change back."""
    return FLOW.undo()


@pages.post("/<row_id>/send")
@limiter.limit(WRITES)
@needs(Permission.SEND_REPORTS)
def send(row_id: str) -> Response:
    """Send the report of the last whole period now, beside what is due."""
    change(sending(FLOW.found(row_id)))
    say(_("The report is being made and sent; the list below shows what became of it."))
    return redirect(url_for("report_schedules.edit", row_id=row_id), 303)


def sending(schedule: ReportSchedule) -> Deed:
    """Ask the worker for the report of the last whole period, and send it to all recipients."""
    now, made = source().now(), fresh_id()

    def act(connection: Any) -> Changed:
        period = latest_due(schedule.timing, zone(_zone(connection, schedule)), now).period.name
        try:
            recipients = schedule.addresses
        except FieldError:
            abort(400)
        order = ReportOrder(
            made, f"{schedule.id}{BY_HAND}{made}", schedule.project, period, tuple(schedule.formats.split()),
            schedule.language, f"schedule:{schedule.id}", now, schedule.id, recipients,
        )  # fmt: skip
        report_orders.ask(connection, order)
        after = {"order": made, "period": period, "recipients": list(recipients)}
        return Changed(FLOW.noun, schedule.id, None, after)

    return Deed("send report now", act, of_centre=False)


def _zone(connection: Any, schedule: ReportSchedule) -> str:
    return zone_of(queues_of(connection, schedule.project))
