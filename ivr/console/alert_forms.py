"""The forms of an alert's rule and of a webhook."""

from dataclasses import replace

from ivr.console.alert_words import FIGURES
from ivr.console.catalogue import _l
from ivr.console.form import FloatField, IntegerField, Optional, SelectField, StringField, required
from ivr.console.register_form import RowForm
from ivr.console.source import source
from ivr.store import queues, webhooks
from ivr.store.alert_rules import AlertRule
from ivr.store.webhooks import Webhook

NUMBERS = ("raise_at", "clear_at", "for_s", "min_calls", "rest_min", "escalate_after_min")
TEXTS = ("quiet", "mail_to", "escalate_to")
CHOSEN = ("queue", "webhook")


class AlertRuleForm(RowForm[AlertRule]):
    """A rule."""

    kind = SelectField(_l("Figure"))
    queue = SelectField(_l("Queue"))
    raise_at = FloatField(_l("Raised beyond"), [required()])
    clear_at = FloatField(_l("Cleared at"), [required()])
    for_s = IntegerField(_l("For so long (s)"), [required()])
    min_calls = IntegerField(_l("Calls offered at least"), [required()])
    quiet = StringField(_l("Quiet hours"))
    rest_min = IntegerField(_l("Told again after (min) at the earliest"), [required()])
    mail_to = StringField(_l("Mail to"))
    escalate_after_min = IntegerField(_l("Passed on after (min)"), [Optional()])
    escalate_to = StringField(_l("Passed on to"))
    webhook = SelectField(_l("Webhook"))

    def __init__(self, *args: object, **given: object) -> None:
        super().__init__(*args, **given)
        with source().database.read() as connection:
            known = [(one.id, one.name) for one in queues.everyone(connection) if one.active]
            hooks = [(one.id, one.name) for one in webhooks.everyone(connection) if one.active]
        self.kind.choices = list(FIGURES.items())
        self.queue.choices = [("", _l("the whole centre")), *known]
        self.webhook.choices = [("", "–"), *hooks]

    def show(self, row: AlertRule) -> None:
        """Fill in what a rule has."""
        for name in ("name", "kind", *NUMBERS, *TEXTS):
            self[name].data = getattr(row, name)
        for name in CHOSEN:
            self[name].data = getattr(row, name) or ""

    def applied(self, row: AlertRule) -> AlertRule:
        """The rule with what was typed."""
        typed = {name: self[name].data for name in ("name", "kind", *NUMBERS)}
        typed |= {name: self[name].data or "" for name in TEXTS}
        return replace(row, **typed | {name: self[name].data or None for name in CHOSEN})


class WebhookForm(RowForm[Webhook]):
    """A webhook."""

    url = StringField(_l("Address"), [required()])

    def show(self, row: Webhook) -> None:
        """Fill in what a webhook has."""
        super().show(row)
        self.url.data = row.url

    def applied(self, row: Webhook) -> Webhook:
        """The webhook with what was typed."""
        return replace(super().applied(row), url=self.url.data)
