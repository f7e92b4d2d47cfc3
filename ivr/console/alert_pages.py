"""Rules of alerts and webhooks as administrators keep them: try a rule, give a webhook its secret, send again."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.console import alert_words
from ivr.console.alert_forms import AlertRuleForm, WebhookForm
from ivr.console.alerts_page import tabs
from ivr.console.catalogue import _, _l, language
from ivr.console.changes import Changed, Deed, change
from ivr.console.gate import needs
from ivr.console.notices import say
from ivr.console.page_globals import centre_name
from ivr.console.people_scope import require_whole_centre
from ivr.console.register_page import Kind, Words, register_pages
from ivr.console.source import source
from ivr.console.table import Column
from ivr.reports.alerts import AlertKind, Telling
from ivr.store import alert_rules, alert_tellings, webhook_deliveries, webhooks
from ivr.store.alert_rules import AlertRule
from ivr.store.alert_tellings import Voice
from ivr.store.alerts import Alert
from ivr.store.webhooks import Webhook

REFUSALS = (
    _l("There is no figure called %(id)s."),
    _l("This figure is one of the whole centre."),
    _l("Enter a number that is not negative."),
    _l("It clears at the threshold itself, or where it is better."),
    _l("Enter hours such as 22:00-07:00, or nothing."),
    _l("Enter up to 20 mail addresses parted by commas."),
    _l("There is no active webhook %(id)s."),
    _l("Enter an address such as https://example.org/alerts."),
    _l("Enter an address without a password and without #."),
    _l("The alert %(names)s is told to it: change the alert first."),
)


def _state(row: Any) -> str:
    return str(_("in use")) if row.active else str(_("out of use"))


def _told(hook: Webhook) -> dict[str, Any]:
    with source().database.read() as connection:
        return {"told": webhook_deliveries.latest(connection, hook.id), "states": alert_words.STATES}


NAME: Column[Any] = Column("name", _l("Name"), lambda one: one.name)
STATE: Column[Any] = Column("active", _l("State"), _state)
_kind: Callable[..., Kind[Any]] = partial(Kind, icon="alerts", tabs=tabs, permission=Permission.EDIT_ALERTS)
RULES = _kind(
    path="alert_rules",
    noun="alert rule",
    register=alert_rules.REGISTER,
    blank=AlertRule("", "", AlertKind.LONGEST_WAIT.value, 180, 120),
    form=AlertRuleForm,
    columns=(
        NAME,
        Column("kind", _l("Figure"), lambda one: alert_words.figure(one.kind)),
        Column("queue", _l("Queue"), lambda one: one.queue),
        Column("raise_at", _l("Raised beyond"), lambda one: one.raise_at, numeric=True),
        STATE,
    ),
    words=Words(
        title=_l("Rules of alerts"),
        lead=_l("Which figure, from when on, and who is told."),
        new=_l("New rule"),
        first=_l("Begin with the longest wait, or with an engine that is silent."),
        leaving=_l("Nobody is told any more; what it has raised is cleared. You can take this back."),
    ),
    fields="alert_rule_fields.html",
    beside="alert_rule_beside.html",
)
WEBHOOKS = _kind(
    path="webhooks",
    noun="webhook",
    register=webhooks.REGISTER,
    blank=Webhook("", "", ""),
    form=WebhookForm,
    columns=(
        NAME,
        Column("url", _l("Address"), lambda one: one.url),
        STATE,
    ),
    words=Words(
        title=_l("Webhooks"),
        lead=_l("Addresses of other programs that are told of alerts, each message signed."),
        new=_l("New webhook"),
        first=_l("A program of yours that listens at an address is told here."),
        leaving=_l("It is told nothing any more. You can take this back."),
    ),
    fields="webhook_fields.html",
    beside="webhook_beside.html",
    more=_told,
)
rules, hooks = register_pages(RULES), register_pages(WEBHOOKS)
PAGES = (rules, hooks)


@rules.post("/<row_id>/test")
@needs(Permission.EDIT_ALERTS)
def test(row_id: str) -> Response:
    """Tell the rule's people as if it were raised, and say that it is a test."""
    require_whole_centre()
    rule = _row(alert_rules.REGISTER, row_id)
    counted: list[int] = []

    def act(connection: Any) -> Changed:
        now = source().now()
        alert = Alert(fresh_id(), rule.id, rule.name, rule.kind, rule.queue, rule.raise_at, rule.raise_at, now)
        voice = Voice(centre_name(), language(), url_for("alerts.page", _external=True))
        counted.append(alert_tellings.tell(connection, rule, alert, Telling.TEST, (voice, now)))
        return Changed(RULES.noun, rule.id, None, {"told": counted[0]})

    change(Deed("test alert rule", act, of_centre=False))
    if counted[0]:
        say(_("A test is on its way to %(count)s addresses.", count=counted[0]))
    else:
        say(_("This rule tells nobody: enter a mail address or choose a webhook."), mood="bad")
    return redirect(RULES.address("edit", rule.id), 303)


@hooks.post("/<row_id>/secret")
@needs(Permission.EDIT_ALERTS)
def secret(row_id: str) -> str:
    """Give it another secret, which is shown this once."""
    require_whole_centre()
    hook = _row(webhooks.REGISTER, row_id)
    made: list[str] = []

    def act(connection: Any) -> Changed:
        made.append(webhooks.rotate(connection, hook.id))
        return Changed(WEBHOOKS.noun, hook.id, None, None)

    change(Deed("rotate webhook secret", act, of_centre=False))
    return render_template("webhook_secret.html", hook=hook, secret=made[0])


@hooks.post("/<row_id>/again/<message_id>")
@needs(Permission.EDIT_ALERTS)
def again(row_id: str, message_id: str) -> Response:
    """Send the same once more, as a message of its own."""
    require_whole_centre()
    hook = _row(webhooks.REGISTER, row_id)
    with source().database.read() as connection:
        found = webhook_deliveries.of(connection, message_id[:36])
    if found is None or found.webhook != hook.id:
        abort(404)

    def act(connection: Any) -> Changed:
        made = webhook_deliveries.again(connection, found.id, source().now())
        return Changed(WEBHOOKS.noun, hook.id, None, {"message": made.id if made else None, "again": found.id})

    change(Deed("send webhook again", act, of_centre=False))
    say(_("It is sent again."))
    return redirect(WEBHOOKS.address("edit", hook.id), 303)


def _row(register: Any, row_id: str) -> Any:
    with source().database.read() as connection:
        row = register.of(connection, row_id)
    if row is None:
        abort(404)
    return row
