"""How alerts, their figures and what webhooks were told are called on pages."""

from typing import Any

from ivr.console.catalogue import _l
from ivr.reports.alert_words import amount
from ivr.reports.alerts import AlertKind

FIGURES: dict[str, Any] = {
    AlertKind.LONGEST_WAIT: _l("Longest wait (s)"),
    AlertKind.SERVICE_LEVEL: _l("Service level of the running half hour (%)"),
    AlertKind.ABANDON_RATE: _l("Abandon rate of today (%)"),
    AlertKind.AGENTS: _l("Agents logged in"),
    AlertKind.CALIBRATION: _l("Queues that say no times"),
    AlertKind.SPOOL_LAG: _l("Events waiting for the database (s)"),
    AlertKind.TOLL_CALLS: _l("Calls to the outside today"),
    AlertKind.TOLL_MINUTES: _l("Minutes to the outside today"),
    AlertKind.ENGINE_SILENT: _l("Engine silent (s)"),
    AlertKind.WORKER_SILENT: _l("Worker silent (s)"),
}
STATES: dict[str, tuple[str, Any]] = {
    "queued": ("calm", _l("waits to be sent")),
    "sending": ("calm", _l("being sent")),
    "sent": ("good", _l("sent")),
    "failed": ("bad", _l("refused")),
    "given_up": ("bad", _l("given up")),
}


def figure(kind: str) -> str:
    """What a rule looks at."""
    return str(FIGURES.get(kind, kind))


def value(kind: str, number: float) -> str:
    """A figure's value with its unit."""
    return amount(AlertKind(kind), number)
