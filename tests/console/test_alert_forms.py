"""The forms of rules and webhooks hold every setting there is."""

from dataclasses import fields, replace

from ivr.console.alert_forms import AlertRuleForm, WebhookForm
from ivr.store.alert_rules import AlertRule
from ivr.store.register import Row
from ivr.store.webhooks import Webhook

RULE = AlertRule("r", "Rule", "agents", 2.0, 3.0, queue="nurse", quiet="22:00-07:00", escalate_after_min=5,
                 mail_to="a@example.org", escalate_to="b@example.org", webhook="pager")  # fmt: skip


def test_every_setting_of_a_rule_is_in_the_form_and_comes_back(app) -> None:
    with app.test_request_context():
        form = AlertRuleForm(formdata=None)
        assert {one.name for one in fields(AlertRule)} - {one.name for one in fields(Row)} <= set(form._fields)
        form.show(RULE)
        assert form.applied(replace(RULE, name="", queue=None, webhook=None, mail_to="")) == RULE


def test_what_is_shown_of_a_webhook_is_what_is_kept(app) -> None:
    hook = Webhook("w", "Pager", "https://example.org/")
    with app.test_request_context():
        form = WebhookForm(formdata=None)
        form.show(hook)
        assert form.applied(Webhook("w", "", "")) == hook
