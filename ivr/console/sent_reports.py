"""What a schedule sent: each report with its files as they went out, each mail with what is to be done about it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ivr.console.catalogue import _l
from ivr.reports.client_words import Words
from ivr.reports.period import period_of
from ivr.store import mails, report_files, report_orders
from ivr.store.mails import Mail, MailSearch
from ivr.store.outbox import OutboxState
from ivr.store.report_files import ReportFile
from ivr.store.report_orders import ReportOrder

LOG = 10  # reports
MOST_MAILS = 400
CODE = re.compile(r"(?P<code>[45]\d\d) (?P<more>[45]\.\d+\.\d+)?")
UNDELIVERED = (OutboxState.FAILED, OutboxState.GIVEN_UP)
FULL, POLICY, NO_SUCH = {"552"}, {"554"}, {"550", "551", "553"}


@dataclass(frozen=True, slots=True)
class Posted:
    """One mail of a report, and what the reader should do; None: nothing."""

    mail: Mail
    advice: Any

    @property
    def is_lost(self) -> bool:
        """Whether it did not arrive and never will by itself."""
        return self.mail.state in UNDELIVERED


@dataclass(frozen=True, slots=True)
class SentReport:
    """One report of a schedule: its period in words, the very files that were sent, and to whom."""

    order: ReportOrder
    period: str
    files: Sequence[ReportFile]
    posted: Sequence[Posted]


def sent_reports(connection: Any, schedule: str, words: Words, limit: int = LOG) -> list[SentReport]:
    """The latest reports of a schedule first."""
    orders = report_orders.of_schedule(connection, schedule, limit)
    files = report_files.of_orders(connection, [one.id for one in orders])
    posted: dict[str, list[Posted]] = {}
    for mail in mails.search(connection, MailSearch(created_by=f"schedule:{schedule}"), MOST_MAILS):
        posted.setdefault(mail.key.partition(":")[0], []).append(Posted(mail, advice(mail)))
    return [
        SentReport(one, words.period(period_of(one.period)), files.get(one.id, ()), posted.get(one.id, ()))
        for one in orders
    ]


def undelivered(connection: Any, schedule: str, words: Words) -> int:
    """How many people did not get a schedule's latest report."""
    return sum(posted.is_lost for one in sent_reports(connection, schedule, words, limit=1) for posted in one.posted)


def advice(mail: Mail) -> Any:
    """What to do about a mail that was not taken at once, in the reader's words."""
    if mail.state is OutboxState.SENT or not mail.said:
        return None
    if mail.state is OutboxState.QUEUED or mail.state is OutboxState.SENDING:
        return _l("It is tried again by itself; nothing is to be done yet.")
    if mail.state is OutboxState.GIVEN_UP:
        return _l(
            "The mail server could not be reached for a day and a half: have its settings looked at, then send now."
        )
    return _refusal(mail.said)


def _refusal(said: str) -> Any:
    found = CODE.match(said)
    code, more = (found["code"], found["more"] or "") if found else ("", "")
    if code in FULL or more.endswith(".2.2"):
        return _l("The mailbox is full: tell its owner by another way, or give another address.")
    if code in POLICY or more.startswith("5.7"):
        return _l(
            "The mail was taken for unwanted: ask whoever runs the mail server to allow its sender, then send now."
        )
    if code in NO_SUCH or more.startswith("5.1"):
        return _l("The mail server knows no such mailbox: correct the address here, save, then send now.")
    return _l("The mail server will not have it: correct what it says, then send now.")
