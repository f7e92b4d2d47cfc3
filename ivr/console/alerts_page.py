"""Alerts: what is not as it should be and what was; who takes care of it says so."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console import alert_words
from ivr.console.catalogue import _, _l
from ivr.console.changes import Changed, Deed, Plain, change
from ivr.console.csv_file import listing_csv
from ivr.console.gate import may, needs, principal, require
from ivr.console.notices import say
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.errors import FieldError
from ivr.store import alerts, queues
from ivr.store.alerts import Alert

pages = Blueprint("alerts", __name__, url_prefix="/alerts")
LONGEST_NOTE = 500
TAKEN = "Somebody takes care of it already, or it is over: nothing was done."
REFUSALS = (_l("Somebody takes care of it already, or it is over: nothing was done."),)


@dataclass(frozen=True, slots=True)
class AlertRow:
    """One line of the list; `queue` is a name, None of the whole centre."""

    alert: Alert
    queue: str | None


COLUMNS: Sequence[Column[AlertRow]] = (
    Column("raised", _l("Raised"), lambda one: one.alert.raised_at),
    Column("name", _l("Alert"), lambda one: one.alert.name),
    Column("queue", _l("Queue"), lambda one: one.queue),
    Column("worst", _l("At worst"), lambda one: one.alert.worst, numeric=True),
    Column("cleared", _l("Cleared"), lambda one: one.alert.cleared_at),
    Column("note", _l("Taken by"), lambda one: one.alert.note),
)


def tabs() -> list[tuple[str, str, bool]]:
    """The pages about alerts that are open to who asks."""
    found = [("alerts", _("Alerts"), Permission.SEE_ALERTS)]
    found += [("alert_rules", _("Rules"), Permission.EDIT_ALERTS), ("webhooks", _("Webhooks"), Permission.EDIT_ALERTS)]
    return [(label, url_for(f"{name}.page"), request.blueprint == name) for name, label, right in found if may(right)]


def unacknowledged() -> int:
    """How many alerts nobody takes care of."""
    with source().database.read() as connection:
        scope = principal().scope
        mine = scope_of(seen_queues(connection, scope), scope)
        raised = alerts.open_ones(connection)
    return sum(one.acknowledged_at is None and (mine is None or one.queue in mine) for one in raised)


@pages.get("")
@needs(Permission.SEE_ALERTS)
def page() -> Response | str:
    """Those that are not cleared, and all of late."""
    with source().database.read() as connection:
        seen = seen_queues(connection, principal().scope)
        found = alerts.everyone(connection, scope_of(seen, principal().scope))
    names = {queue.id: queue.name for queue in seen}
    rows = [AlertRow(one, names.get(one.queue or "", one.queue)) for one in found]
    past = [row for row in rows if row.alert.cleared_at is not None]
    listing = arrange(COLUMNS, past, Wish.of(request.args), url_for("alerts.page"))
    if request.args.get("format") == "csv":
        return listing_csv("alerts", listing)
    raised = [row for row in rows if row.alert.cleared_at is None]
    shown = {"listing": listing, "raised": raised, "past": past, "tabs_of_alerts": tabs(), "longest": LONGEST_NOTE}
    return render_template("alerts.html", words=alert_words, **shown)


@pages.post("/<alert_id>/acknowledge")
@needs(Permission.SEE_ALERTS)
def acknowledge(alert_id: str) -> Response:
    """Say that one takes care of it."""
    alert = mine(alert_id)
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    try:
        change(acknowledged(alert, note, (principal().signature, source().now())))
    except FieldError:
        say(_(TAKEN), mood="bad")
    else:
        say(_("Everybody sees that you take care of %(name)s.", name=alert.name))
    return redirect(url_for("alerts.page"), 303)


def mine(alert_id: str) -> Alert:
    """An alert within one's scope; 404 when there is none."""
    with source().database.read() as connection:
        alert = alerts.of(connection, alert_id[:36])
        queue = queues.of(connection, alert.queue) if alert and alert.queue else None
    if alert is None or (alert.queue is None and not principal().scope.is_all):
        abort(404, _("There is nothing of this id."))
    if alert.queue is not None:
        require(Permission.SEE_ALERTS, queue=alert.queue, project=queue.project if queue else None)
    return alert


def acknowledged(alert: Alert, note: str, by: tuple[str, datetime]) -> Deed:
    """Somebody takes care of it."""

    def act(connection: Any) -> Changed:
        if not alerts.acknowledge(connection, alert.id, by, note or None):
            raise FieldError("state", TAKEN)
        return Changed("alert", alert.id, plain(alert), plain(alerts.of(connection, alert.id) or alert))

    return Deed("acknowledge alert", act, of_centre=False)


def plain(alert: Alert) -> Plain:
    """An alert as JSON values."""
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in asdict(alert).items()}
