"""What our history and a witness say of a disputed call (reports/said), in the reader's language and zone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ivr.calls.disposition import Disposition
from ivr.console.call_words import ENDINGS
from ivr.console.catalogue import _, _l
from ivr.console.shown import decimal, moment
from ivr.reports.said import Said, Value
from ivr.reports.statement import Kind

# What the checks say; shown by `_(said.words)`.
WORDS = (
    _l("nothing"),
    _l("nobody"),
    _l("a supervisor listened in"),
    _l("a supervisor from %(at)s to %(until)s"),
    _l("once"),
    _l("%(what)s at %(at)s more than once"),
    _l("began %(at)s"),
    _l("ended %(at)s"),
    _l("at %(at)s"),
    _l("%(times)s times"),
    _l("%(talks)s talks of %(agent)s"),
    _l("%(agent)s until %(until)s"),
    _l("%(agent)s until %(until)s, %(seconds)s s"),
    _l("%(agent)s not over"),
    _l("a call of %(seconds)s s"),
    _l("a call of %(seconds)s s with %(agents)s"),
    _l("offered %(count)s"),
    _l("answered %(count)s"),
    _l("abandoned %(count)s"),
    _l("gave up at once %(count)s"),
    _l("timed out %(count)s"),
    _l("left by a key %(count)s"),
    _l("for a callback %(count)s"),
    _l("sent on %(count)s"),
    _l("still waiting %(count)s"),
    _l("answered in time %(count)s"),
    _l("talks that are over %(count)s"),
)
KINDS: Mapping[str, Any] = {
    Kind.CALL: _l("the call"),
    Kind.TALK: _l("a talk"),
    Kind.SERVED: _l("that somebody answered"),
    Kind.LISTENED: _l("a supervisor who listened in"),
    Kind.KEPT: _l("the way into Asterisk's own queue"),
}


def told(said: Said) -> str:
    """What one side says, as the reader of the page reads it."""
    return _(said.words, **{name: _shown(value) for name, value in said.values.items()})


def _shown(value: Value) -> str:
    if isinstance(value, datetime):
        return moment(value, "medium")
    if isinstance(value, float):
        return decimal(value)
    if isinstance(value, Kind | Disposition):
        return str((KINDS if isinstance(value, Kind) else ENDINGS)[value])
    if isinstance(value, str | int):
        return str(value)
    return ", ".join(told(one) for one in value)
