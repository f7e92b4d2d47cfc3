"""Clients' reports are made and sent: what a person or a schedule asked for, as files, and from there into the outbox.

Everything may be done again after a kill: files are written under ids of their own, mails are queued under keys.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from ivr.access.signed_link import signed
from ivr.calls.ids import fresh_id
from ivr.config import Settings
from ivr.printing.pdf import client_pdf
from ivr.printing.workbook import client_workbook
from ivr.reports.client_csv import client_csv
from ivr.reports.client_letter import client_letter, file_name
from ivr.reports.client_report import ClientReport
from ivr.reports.client_words import Words
from ivr.reports.period import period_of
from ivr.store import mails, report_files, report_orders
from ivr.store.client_reports import read_report
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.mails import Mail, MailFile
from ivr.store.report_files import ReportFile, ReportLink
from ivr.store.report_orders import MOST_TRIES, OrderState, ReportOrder

FOLDER = "reports"
LINK_LIVES = timedelta(days=30)
KINDS = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
}
WRITERS: dict[str, Callable[[ClientReport, Words], bytes]] = {
    "pdf": client_pdf,
    "xlsx": client_workbook,
    "csv": client_csv,
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Press:
    """Where reports are made: the store, the folder they go to, and the clock."""

    database: Database
    settings: Settings
    now: Callable[[], datetime]

    def make_all(self) -> int:
        """Make everything asked for: how many there were."""
        made = 0
        while (order := self._take()) is not None:
            made += 1
            self._make(order)
        return made

    def _take(self) -> ReportOrder | None:
        with self.database.write() as connection:
            order = report_orders.take(connection)
            if order is None or order.tries < MOST_TRIES:
                return order
            log.warning("the report %s of %s was begun %d times in vain", order.period, order.project, order.tries)
            report_orders.close(connection, order.id, OrderState.FAILED, self.now())
        return self._take()

    def _make(self, order: ReportOrder) -> None:
        refresh(self.database)
        with self.database.read() as connection:
            report = read_report(connection, order.project, period_of(order.period), self.now())
        if report is None:
            with self.database.write() as connection:
                report_orders.close(connection, order.id, OrderState.FAILED, self.now())
            return
        files = [self._write(order, report, ending) for ending in order.formats]
        with self.database.write() as connection:
            for file in files:
                report_files.keep(connection, file)
            if order.recipients:
                self._queue(connection, order, report, files)
            report_orders.close(connection, order.id, OrderState.MADE, self.now())

    def _write(self, order: ReportOrder, report: ClientReport, ending: str) -> ReportFile:
        content = WRITERS[ending](report, Words(order.language))
        path = f"{FOLDER}/{order.id}.{ending}"  # made again after a kill it is the same file
        whole = self.settings.home / path
        whole.parent.mkdir(mode=0o700, exist_ok=True)
        whole.write_bytes(content)
        name = file_name(report, ending)
        return ReportFile(fresh_id(), order.id, order.project, name, ending, path, len(content), self.now())

    def _queue(self, connection: Any, order: ReportOrder, report: ClientReport, files: list[ReportFile]) -> None:
        links = [self._link(connection, order, file) for file in files] if self.settings.public_url else []
        letter = client_letter(report, Words(order.language), links)
        attached = tuple(MailFile(one.name, KINDS[one.format], one.path) for one in files)
        for recipient in order.recipients:
            mail = Mail(
                id=fresh_id(), key=f"{order.id}:{recipient}"[: mails.LONGEST_KEY], recipient=recipient,
                subject=letter.subject, text=letter.text, created_by=order.asked_by, created_at=self.now(),
                next_try_at=self.now(), files=attached, project=order.project,
            )  # fmt: skip
            mails.queue(connection, mail)

    def _link(self, connection: Any, order: ReportOrder, file: ReportFile) -> str:
        link = ReportLink(fresh_id(), file.id, order.asked_by, self.now(), self.now() + LINK_LIVES)
        report_files.add_link(connection, link)
        token = signed(link.id, link.expires_at, self.settings.links_secret)
        return f"{self.settings.links_url}/shared/{token}"
