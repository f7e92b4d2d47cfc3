"""Links to files of reports: made for some days, ended before."""

from datetime import timedelta

from ivr.access.account import ALL, Principal, PrincipalKind
from ivr.access.role import Permission
from ivr.console import report_links
from ivr.console.changes import write_down
from ivr.store import report_files
from ivr.store.report_files import ReportFile


def test_a_link_ends_after_its_days_or_when_it_is_revoked(app, database, clock, monkeypatch) -> None:
    who = Principal("p", PrincipalKind.TOKEN, "Program", frozenset({Permission.SEND_REPORTS}), ALL, "en", "UTC")
    monkeypatch.setattr(report_links, "principal", lambda: who)
    file = ReportFile("f", "o", "spring", "spring.pdf", "pdf", "reports/o.pdf", 8, clock())
    with app.test_request_context(), database.write() as connection:
        report_files.keep(connection, file)
        deed, made = report_links.linked(file, 7)
        write_down(connection, deed, "Program")
        assert report_links.address(made).rpartition("/shared/")[2]
        kept = report_files.link_of(connection, made.id)
        assert (kept.is_good(clock() + timedelta(days=6)), kept.is_good(clock() + timedelta(days=7))) == (True, False)
        write_down(connection, report_links.revoked(made, file), "Program")
        assert not report_files.link_of(connection, made.id).is_good(clock())
