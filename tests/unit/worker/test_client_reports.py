"""Reports are made as files and queued as mails, once, whatever is killed meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.access.signed_link import is_signed, link_of
from ivr.bringup.configuration import first_settings
from ivr.config import Settings
from ivr.store import mails, projects, report_files, report_orders
from ivr.store.database import Database
from ivr.store.mails import Mail, MailSearch
from ivr.store.projects import Project
from ivr.store.report_orders import MOST_TRIES, OrderState, ReportOrder
from ivr.worker.client_reports import Press

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return first_settings(tmp_path, tmp_path, "local", {})


@pytest.fixture
def database(settings: Settings, fresh) -> Iterator[Database]:
    made = fresh(settings.database_url)
    with made.write() as connection:
        projects.create(connection, Project("", "Clinic", "Clinic Ltd"))
    yield made
    made.close()


@pytest.fixture
def press(database: Database, settings: Settings) -> Press:
    return Press(database, settings, lambda: NOON)


def ask(database: Database, *recipients: str, project: str = "clinic") -> None:
    order = ReportOrder("o", "key", project, "2026-10", ("pdf", "xlsx", "csv"), "hu", "schedule:weekly", NOON,
                        "weekly", recipients)  # fmt: skip
    with database.write() as connection:
        report_orders.ask(connection, order)


def queued(database: Database) -> list[Mail]:
    with database.read() as connection:
        return mails.search(connection, MailSearch(), 100)


def state(database: Database) -> OrderState:
    with database.read() as connection:
        return report_orders.latest(connection, "clinic")[0].state


def test_what_is_asked_for_lies_as_files_on_the_shelf(database: Database, press: Press, settings: Settings) -> None:
    ask(database)
    assert press.make_all() == 1
    with database.read() as connection:
        files = report_files.of_orders(connection, ["o"])["o"]

    starts = {one.name: (settings.home / one.path).read_bytes()[:4] for one in files}
    assert starts == {
        "clinic-2026-10.pdf": b"%PDF", "clinic-2026-10.xlsx": b"PK\x03\x04", "clinic-2026-10.csv": b"\xef\xbb\xbfN",
    }  # fmt: skip
    assert (state(database), queued(database)) == (OrderState.MADE, [])


def test_every_recipient_gets_his_own_mail_with_the_files(database: Database, press: Press) -> None:
    ask(database, "a@example.org", "b@example.org")
    press.make_all()
    press.make_all()
    found = queued(database)

    assert {one.recipient for one in found} == {"a@example.org", "b@example.org"}
    assert [one.name for one in found[0].files] == ["clinic-2026-10.pdf", "clinic-2026-10.xlsx", "clinic-2026-10.csv"]
    assert (found[0].subject, found[0].project) == ("Clinic: jelentés, 2026. október", "clinic")
    assert "/shared/" not in found[0].text


def test_where_readers_reach_the_console_the_mail_holds_signed_links(
    database: Database, press: Press, settings: Settings
) -> None:
    ask(database, "a@example.org")
    replace(press, settings=replace(settings, public_url="https://centre.example/")).make_all()
    address = next(line for line in queued(database)[0].text.splitlines() if "/shared/" in line)
    token = address.removeprefix("https://centre.example/shared/")
    with database.read() as connection:
        link = report_files.link_of(connection, link_of(token) or "")

    assert link is not None
    assert is_signed(token, link.expires_at, settings.links_secret)


def test_one_begun_in_vain_often_enough_is_given_up(database: Database, press: Press) -> None:
    ask(database)
    with database.write() as connection:
        for _ in range(MOST_TRIES):
            report_orders.take(connection)

    assert press.make_all() == 0
    assert state(database) is OrderState.FAILED


def test_of_no_project_nothing_is_made(database: Database, press: Press) -> None:
    ask(database, project="nowhere")

    assert press.make_all() == 1
    with database.read() as connection:
        assert report_orders.latest(connection, "nowhere")[0].state is OrderState.FAILED
