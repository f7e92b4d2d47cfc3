"""People are told of an alert: as mails in the outbox and as messages to a webhook, in the caller's transaction."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from ivr.calls.ids import fresh_id
from ivr.reports.alert_words import sentence, subject
from ivr.reports.alerts import AlertKind, Telling
from ivr.store import mails, webhook_deliveries
from ivr.store.alert_rules import AlertRule, addresses
from ivr.store.alerts import Alert
from ivr.store.mails import Mail
from ivr.store.webhook_deliveries import Message


@dataclass(frozen=True, slots=True)
class Voice:
    """In whose name people are told, in which language, and where the alerts are shown (None: nobody knows)."""

    centre: str
    language: str
    page: str | None = None


def tell(connection: Connection, rule: AlertRule, alert: Alert, telling: Telling, by: tuple[Voice, datetime]) -> int:
    """Put what is to be told into the outboxes: how many mails and messages."""
    voice, now = by
    written = addresses(rule.mail_to)
    if telling is Telling.ESCALATED or (telling is Telling.CLEARED and alert.escalated_at):
        written += addresses(rule.escalate_to)
    people = list(dict.fromkeys(written))
    for person in people:
        mails.queue(connection, _mail(alert, person, telling, voice, now))
    if rule.webhook:
        webhook_deliveries.queue(connection, _message(rule.webhook, alert, telling, now))
    return len(people) + bool(rule.webhook)


def _mail(alert: Alert, person: str, telling: Telling, voice: Voice, now: datetime) -> Mail:
    made = fresh_id()
    key = f"alert:{alert.id}:{telling}:{person}" if telling is not Telling.TEST else f"alert:{made}"
    said = sentence(AlertKind(alert.kind), alert.worst, alert.raise_at, voice.language)
    since = alert.raised_at.isoformat(sep=" ", timespec="seconds")
    text = "\n".join(one for one in (said, alert.queue or "", since, voice.page or "") if one)
    head = subject(telling, alert.name, voice.centre, voice.language)
    return Mail(made, key[: mails.LONGEST_KEY], person, head, text + "\n", f"alert:{alert.rule}", now, now)


def _message(webhook: str, alert: Alert, telling: Telling, now: datetime) -> Message:
    shown = {
        "id": alert.id,
        "rule": alert.rule,
        "name": alert.name,
        "figure": alert.kind,
        "queue": alert.queue,
        "worst": alert.worst,
        "raise_at": alert.raise_at,
        "raised_at": alert.raised_at.isoformat(),
        "cleared_at": alert.cleared_at.isoformat() if alert.cleared_at else None,
    }
    event = f"alert.{telling.value}"
    body = json.dumps({"event": event, "at": now.isoformat(), "alert": shown}, ensure_ascii=True)
    return Message(fresh_id(), webhook, event, body, now, now)
