"""What a schedule sent, with the very files and with what to do about a mail that did not arrive."""

from dataclasses import replace

import pytest

from ivr.console.sent_reports import advice, sent_reports, undelivered
from ivr.reports.client_words import Words
from ivr.store import mails, report_files, report_orders
from ivr.store.mails import Mail
from ivr.store.outbox import OutboxState
from ivr.store.report_files import ReportFile
from ivr.store.report_orders import ReportOrder


@pytest.fixture
def sent(database, clock) -> Mail:
    """A report of last month that went to somebody; the one before to somebody else."""
    mail = Mail("m", "o2:a@b.hu", "a@b.hu", "s", "t", "schedule:monthly", clock(), clock(), said="550 5.1.1 unknown")
    with database.write() as connection:
        for place, period in ((1, "2026-09"), (2, "2026-10")):
            order = ReportOrder(
                f"o{place}", f"k{place}", "spring", period, ("pdf",), "en", "w", clock(), "monthly", ("a@b.hu",)
            )
            report_orders.ask(connection, order)
            clock.at += clock.at.resolution
        file = ReportFile("f", "o2", "spring", "spring.pdf", "pdf", "reports/o2.pdf", 8, clock())
        report_files.keep(connection, file)
        mails.queue(connection, replace(mail, state=OutboxState.FAILED))
        mails.queue(connection, replace(mail, id="n", key="o1:c@d.hu", said=None, state=OutboxState.SENT))
    return mail


def test_each_report_has_its_own_files_and_mails(database, sent) -> None:
    with database.read() as connection:
        latest, before = sent_reports(connection, "monthly", Words("en"))
        assert undelivered(connection, "monthly", Words("en")) == 1
    assert ([file.id for file in latest.files], [one.mail.id for one in latest.posted]) == (["f"], ["m"])
    assert (list(before.files), [one.mail.id for one in before.posted]) == ([], ["n"])
    assert (latest.period, latest.posted[0].is_lost, before.posted[0].is_lost) == ("October 2026", True, False)


@pytest.mark.parametrize(
    ("said", "state", "todo"),
    [
        ("550 5.1.1 no such user", OutboxState.FAILED, "correct the address"),
        ("552 5.2.2 over quota", OutboxState.FAILED, "mailbox is full"),
        ("550 5.7.1 blocked", OutboxState.FAILED, "taken for unwanted"),
        ("554 no", OutboxState.FAILED, "taken for unwanted"),
        ("this cannot be written as a mail", OutboxState.FAILED, "correct what it says"),
        ("451 later", OutboxState.QUEUED, "tried again by itself"),
        ("timed out", OutboxState.GIVEN_UP, "have its settings looked at"),
    ],
)
def test_what_did_not_arrive_comes_with_what_to_do(app, clock, said: str, state: OutboxState, todo: str) -> None:
    mail = Mail("m", "k", "a@b.hu", "s", "t", "w", clock(), clock(), said=said, state=state)
    with app.test_request_context():
        assert todo in str(advice(mail))


def test_about_what_was_taken_nothing_is_to_be_done(clock) -> None:
    assert advice(Mail("m", "k", "a@b.hu", "s", "t", "w", clock(), clock(), state=OutboxState.SENT)) is None
