"""Files of reports and the links to them."""

from datetime import UTC, datetime, timedelta

from ivr.store import report_files
from ivr.store.database import Database
from ivr.store.report_files import ReportFile, ReportLink

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
END = NOON + timedelta(days=30)
FILE = ReportFile("f", "o", "clinic", "clinic-2026-10.pdf", "pdf", "reports/o.pdf", 1234, NOON)


def kept(database: Database) -> None:
    with database.write() as connection:
        report_files.keep(connection, FILE)
        report_files.add_link(connection, ReportLink("l", "f", "Kata", NOON, END))


def test_a_file_is_found_by_its_order(database: Database) -> None:
    kept(database)
    with database.read() as connection:
        assert report_files.of(connection, "f") == FILE
        assert report_files.of_orders(connection, ["o", "p"]) == {"o": [FILE]}


def test_a_link_opens_until_its_end_or_until_it_is_revoked(database: Database) -> None:
    kept(database)
    with database.write() as connection:
        link = report_files.link_of(connection, "l")
        assert link is not None
        assert [link.is_good(at) for at in (NOON, END)] == [True, False]
        assert report_files.revoke(connection, "l", NOON)
        assert not report_files.revoke(connection, "l", NOON)
        [ended] = report_files.links_of(connection, ["f"])["f"]

    assert not ended.is_good(NOON)


def test_every_use_is_counted(database: Database) -> None:
    kept(database)
    with database.write() as connection:
        for _ in range(2):
            report_files.note_use(connection, "l", NOON, "192.0.2.1")
        link = report_files.link_of(connection, "l")

    assert link is not None
    assert link.uses == 2


def test_a_forgotten_file_takes_its_links_with_it(database: Database) -> None:
    kept(database)
    with database.write() as connection:
        report_files.note_use(connection, "l", NOON, "192.0.2.1")
        assert report_files.made_before(connection, NOON) == []
        assert report_files.made_before(connection, END) == [FILE]
        report_files.forget(connection, "f")
        assert report_files.link_of(connection, "l") is None
