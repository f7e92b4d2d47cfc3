"""Schedules are looked after: what is due is asked for, once; what was asked for is made by a process of its own."""

import subprocess
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ivr.calls.ids import fresh_id
from ivr.hours.zone import zone
from ivr.reports.client_schedule import latest_due
from ivr.store import audit, report_orders, report_schedules
from ivr.store.audit import AuditEntry
from ivr.store.client_reports import queues_of, zone_of
from ivr.store.database import Database
from ivr.store.report_orders import OrderState, ReportOrder
from ivr.store.report_schedules import ReportSchedule
from ivr.worker.report_shelf import forget_old

WHO = "worker"
KEPT = timedelta(days=400)
LOOKS = timedelta(seconds=20)  # schedules go by hours

Start = Callable[[], "subprocess.Popen[bytes]"]


def start_process() -> "subprocess.Popen[bytes]":
    """Begin to make reports; the process ends when there is none left."""
    return subprocess.Popen([sys.executable, "-m", "ivr", "make_reports"], stdin=subprocess.DEVNULL)


class ReportDesk:
    """Asks for what is due and starts who makes it; paper is drawn nicer than all else, and never in the round."""

    def __init__(self, database: Database, home: Path, start: Start = start_process) -> None:
        self._database, self._home, self._start = database, home, start
        self._running: subprocess.Popen[bytes] | None = None
        self._looked_at: datetime | None = None

    def round(self, now: datetime) -> None:
        """Look at the schedules now and then, and have made what is asked for."""
        if self._looked_at is None or now - self._looked_at >= LOOKS:
            self._looked_at = now
            ask_for_due(self._database, now)
            forget_old(self._database, self._home, now - KEPT)
        if self._running is not None and self._running.poll() is None:
            return
        with self._database.read() as connection:
            wanted = report_orders.any_open(connection)
        self._running = self._start() if wanted else None


def ask_for_due(database: Database, now: datetime) -> int:
    """Ask for every report that is due and was not asked for: how many there are.

    Of several missed while we were down only the latest goes out, late. What was due before a schedule was made, or
    while it was paused, is noted as left out.
    """
    with database.read() as connection:
        wanted = [
            (schedule, order)
            for schedule in report_schedules.everyone(connection)
            if not report_orders.is_known(connection, (order := _order(connection, schedule, now)).key)
        ]
        fresh = {schedule.id for schedule, _ in wanted if not report_orders.has_any(connection, schedule.id)}
    asked = 0
    for schedule, order in wanted:
        is_due = schedule.active and schedule.id not in fresh
        asked += _ask(database, order, is_due, now)
    return asked


def _order(connection: Any, schedule: ReportSchedule, now: datetime) -> ReportOrder:
    where = zone(zone_of(queues_of(connection, schedule.project)))
    period = latest_due(schedule.timing, where, now).period.name
    return order_of(schedule, period, f"{schedule.id}:{period}", now)


def order_of(schedule: ReportSchedule, period: str, key: str, now: datetime) -> ReportOrder:
    """What a schedule asks for of a period."""
    return ReportOrder(
        id=fresh_id(), key=key, project=schedule.project, period=period, formats=tuple(schedule.formats.split()),
        language=schedule.language, asked_by=f"schedule:{schedule.id}", asked_at=now, schedule=schedule.id,
        recipients=schedule.addresses,
    )  # fmt: skip


def _ask(database: Database, order: ReportOrder, is_due: bool, now: datetime) -> int:
    with database.write() as connection:
        if not report_orders.ask(connection, order):
            return 0
        if not is_due:
            report_orders.close(connection, order.id, OrderState.LEFT_OUT, now)
            return 0
        told = {"period": order.period, "project": order.project, "recipients": list(order.recipients)}
        audit.append(
            connection, AuditEntry(now, WHO, "send report", "report schedule", order.schedule or "", None, told)
        )
    return 1
