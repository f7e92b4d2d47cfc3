"""Rules of alerts for programs."""

from dataclasses import replace
from typing import Any

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.console import row_changes
from ivr.console.alert_pages import RULES
from ivr.console.api import answers, area
from ivr.console.gate import needs
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.people_scope import require_whole_centre
from ivr.console.row_api import RowSaid, Switch, Version, done_once, id_field, name_field, row_of
from ivr.console.source import source
from ivr.reports.alerts import AlertKind
from ivr.store import alert_rules
from ivr.store.alert_rules import BOUNDS, LARGEST, AlertRule
from ivr.store.register import plain

api = area("alert-rules")
LONGEST_LIST = 5000


def _number(name: str, usual: int | None) -> Any:
    least, most = BOUNDS[name]
    return Field(usual, ge=least, le=most)


class AlertRuleBody(BaseModel):
    """A rule as it is wanted; `queue` is null for the whole centre, addresses of mail are parted by commas."""

    name: str = name_field()
    kind: AlertKind
    queue: str | None = id_field(None)
    raise_at: float = Field(ge=0, le=LARGEST, description="raised beyond it; of service_level and agents: under it")
    clear_at: float = Field(ge=0, le=LARGEST)
    for_s: int = _number("for_s", 60)
    min_calls: int = _number("min_calls", 10)
    quiet: str = Field("", max_length=16, description="such as 22:00-07:00, on the centre's clock")
    rest_min: int = _number("rest_min", 15)
    escalate_after_min: int | None = _number("escalate_after_min", None)
    mail_to: str = Field("", max_length=LONGEST_LIST)
    escalate_to: str = Field("", max_length=LONGEST_LIST)
    webhook: str | None = id_field(None)

    def applied(self, rule: AlertRule) -> AlertRule:
        """The rule with these values."""
        return replace(rule, **self.model_dump(exclude={"version"}, mode="json"))


class ChangedAlertRuleBody(AlertRuleBody, Version):
    """Other values of a rule."""


class AlertRuleSaid(RowSaid, AlertRuleBody):
    """A rule as programs are told."""


class AlertRulesSaid(BaseModel):
    """All rules."""

    alert_rules: list[AlertRuleSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ALERTS)
@api.output(AlertRulesSaid)
@api.doc(summary="All rules of alerts", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All rules, those out of use too."""
    with source().database.read() as connection:
        return {"alert_rules": [plain(one) for one in alert_rules.everyone(connection)]}


@api.get("/<rule_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ALERTS)
@api.output(AlertRuleSaid)
@api.doc(summary="One rule", security="token", responses=answers(404))
def one(rule_id: str) -> Any:
    """One rule."""
    return plain(row_of(alert_rules.REGISTER, rule_id))


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ALERTS)
@api.input(AlertRuleBody, arg_name="body")
@api.output(AlertRuleSaid, status_code=201)
@api.doc(summary="Make a rule", security="token", responses=answers(409, 422))
def add(body: AlertRuleBody) -> Response:
    """Make a rule; its id is made from its name."""
    require_whole_centre()
    return done_once(row_changes.created(RULES.noun, alert_rules.REGISTER, body.applied(RULES.blank)), 201)


@api.put("/<rule_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ALERTS)
@api.input(ChangedAlertRuleBody, arg_name="body")
@api.output(AlertRuleSaid)
@api.doc(summary="Change a rule", security="token", responses=answers(404, 409, 422))
def change(rule_id: str, body: ChangedAlertRuleBody) -> Response:
    """Make a rule as it is wanted."""
    require_whole_centre()
    wanted = body.applied(row_of(alert_rules.REGISTER, rule_id, body.version))
    return done_once(row_changes.edited(RULES.noun, alert_rules.REGISTER, wanted))


@api.post("/<rule_id>/active")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_ALERTS)
@api.input(Switch, arg_name="body")
@api.output(AlertRuleSaid)
@api.doc(summary="Take a rule out of use, or into it", security="token", responses=answers(404, 409, 422))
def activate(rule_id: str, body: Switch) -> Response:
    """Take a rule out of use: what it has raised is cleared, and nobody is told any more."""
    require_whole_centre()
    seen = row_of(alert_rules.REGISTER, rule_id, body.version)
    return done_once(row_changes.switched(RULES.noun, alert_rules.REGISTER, seen, active=body.active))
