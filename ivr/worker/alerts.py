"""The watch over the centre: each rule is held against its figure every few seconds, and people are told."""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from ivr.calls.ids import fresh_id
from ivr.config import Settings
from ivr.hours.zone import zone
from ivr.reports.alerts import AlertKind, State, Telling, Watch, due, is_worse, seen
from ivr.store import alert_rules, alert_tellings, alerts, audit
from ivr.store.alert_rules import AlertRule
from ivr.store.alert_tellings import Voice
from ivr.store.alerts import Alert, Standing
from ivr.store.audit import AuditEntry
from ivr.store.database import Database
from ivr.worker.alert_figures import Figure, Files, figures

LOOK_S = 5.0
WHO = "worker"
NOTHING = Figure(None)

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class House:
    """Where the watch looks, by whose clock quiet hours are, and in whose name people are told."""

    files: Files
    timezone: str
    voice: Voice


def house_of(settings: Settings) -> House:
    """That of an installation."""
    files = Files(settings.heartbeat_path, settings.worker_heartbeat_path, settings.spool_dir)
    page = f"{(settings.public_url or settings.console_url).rstrip('/')}/alerts"
    language = settings.languages[0] if settings.languages else "en"
    return House(files, settings.timezone, Voice("ivr", language, page))


class AlertWatch:
    """Looks on a thread of its own: a chore of the worker that hangs is one of the things it must notice."""

    def __init__(self, database: Database, house: House, now: Callable[[], datetime]) -> None:
        self._database, self._house, self._now = database, house, now
        self._thread: threading.Thread | None = None

    def round(self) -> None:
        """See to it that somebody watches."""
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._watch, name="alerts", daemon=True)
            self._thread.start()

    def _watch(self) -> None:
        pause = threading.Event()
        while True:
            try:
                self.look()
            except Exception:
                log.exception("alerts could not be looked after; the next look tries again")
            pause.wait(LOOK_S)

    def look(self) -> None:
        """Hold every rule in use against its figure, and tell people what they do not know yet."""
        now = self._now()
        with self._database.read() as connection:
            rules = {rule.id: rule for rule in alert_rules.everyone(connection)}
            standing = alerts.standings(connection)
            watched = any(rule.active for rule in rules.values())
            found = figures(connection, self._house.files, self._house.timezone, now) if watched else {}
            is_quiet = not standing and not watched
        if is_quiet:
            return
        with self._database.write() as connection:
            for rule in rules.values():
                before = standing.get(rule.id, Standing(Watch(State.CALM, now)))
                figure = found.get((AlertKind(rule.kind), rule.queue), NOTHING) if rule.active else NOTHING
                self._follow(connection, rule, before, _value(rule, figure), now)
            for alert in alerts.to_be_told(connection):
                if alert.rule in rules:
                    self._tell(connection, rules[alert.rule], alert, now)

    def _follow(self, connection: Any, rule: AlertRule, before: Standing, value: float | None, now: datetime) -> None:
        watch = seen(before.watch, value, rule.threshold, now)
        if not rule.active:
            watch = Watch(State.CALM, now)  # what nobody watches is no alert
        after = replace(before, watch=watch)
        if watch.is_raised and before.alert is None:
            after = replace(after, alert=_raised(connection, rule, value or 0.0, now))
        elif not watch.is_raised and before.alert is not None:
            alerts.mark(connection, before.alert, cleared_at=now)
            audit.append(connection, AuditEntry(now, WHO, "clear alert", "alert", before.alert, None, None))
            after = replace(after, alert=None)
        elif before.alert is not None and value is not None:
            _worse(connection, before.alert, value, rule)
        if after != before:
            alerts.stand(connection, rule.id, after)

    def _tell(self, connection: Any, rule: AlertRule, alert: Alert, now: datetime) -> None:
        local = now.astimezone(zone(self._house.timezone)).time()
        telling = None if rule.manner.is_quiet(local) else due(alerts.told(connection, alert), rule.manner, now)
        if telling is None:
            return
        alert_tellings.tell(connection, rule, alert, telling, (self._house.voice, now))
        column = {Telling.RAISED: "told_at", Telling.ESCALATED: "escalated_at"}.get(telling, "cleared_told_at")
        alerts.mark(connection, alert.id, **{column: now})


def _value(rule: AlertRule, figure: Figure) -> float | None:
    return None if figure.calls is not None and figure.calls < rule.min_calls else figure.value


def _raised(connection: Any, rule: AlertRule, value: float, now: datetime) -> str:
    alert = Alert(fresh_id(), rule.id, rule.name, rule.kind, rule.queue, rule.raise_at, value, now)
    alerts.raise_one(connection, alert)
    after = {"name": rule.name, "figure": rule.kind, "queue": rule.queue, "value": value, "limit": rule.raise_at}
    audit.append(connection, AuditEntry(now, WHO, "raise alert", "alert", alert.id, None, after))
    log.warning("alert %s: %s is %s, the limit is %s", rule.name, rule.kind, value, rule.raise_at)
    return alert.id


def _worse(connection: Any, alert_id: str, value: float, rule: AlertRule) -> None:
    known = alerts.of(connection, alert_id)
    if known is not None and is_worse(value, known.worst, rule.threshold):
        alerts.mark(connection, alert_id, worst=value)
