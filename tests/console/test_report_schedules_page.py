"""Schedules of clients' reports."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import mails, projects, report_files, report_orders, report_schedules
from ivr.store.mails import Mail
from ivr.store.outbox import OutboxState
from ivr.store.projects import Project
from ivr.store.report_files import ReportFile

FORM = {
    "name": "Weekly", "project": "spring", "kind": "week", "day": "1", "hour": "7",
    "recipients": "a@example.org, b@example.org", "formats": ["pdf", "xlsx"], "language": "hu",
}  # fmt: skip


@pytest.fixture
def spring(database, centre) -> None:
    with database.write() as connection:
        projects.create(connection, Project("", "Spring", "Bank"))
        projects.create(connection, Project("", "Autumn", "Shop"))


@pytest.fixture
def weekly(signed_in, press, spring) -> None:
    assert press(signed_in, "/report-schedules/new", FORM).location == "/report-schedules"


@pytest.fixture
def stored(database):
    def found(schedule: str = "weekly"):
        with database.read() as connection:
            return report_schedules.of(connection, schedule)

    return found


def test_a_schedule_is_made_changed_paused_and_taken_back(signed_in, press, weekly, stored, audited) -> None:
    assert (stored().formats, stored().addresses) == ("pdf xlsx", ("a@example.org", "b@example.org"))
    press(signed_in, "/report-schedules/weekly", FORM | {"hour": "9", "version": 1})
    press(signed_in, "/report-schedules/weekly/active", {"active": "no", "version": 2})
    assert (stored().hour, stored().active) == (9, False)
    note = signed_in.get("/report-schedules").text.rsplit('name="note" value="', 1)[1].split('"')[0]
    press(signed_in, "/report-schedules/undo", {"note": note})
    assert stored().active
    verbs = ["undo report schedule", "deactivate report schedule", "edit report schedule", "add report schedule"]
    assert [entry.verb for entry in audited()[:4]] == verbs


def test_the_list_says_when_each_is_due_next(signed_in, weekly) -> None:
    page = signed_in.get("/report-schedules").text

    assert "Weekly" in page
    assert "30 Nov 2026, 08:00" in page  # 7:00 UTC of a project without queues, shown in the reader's zone


@pytest.mark.parametrize(
    "wrong",
    [{"recipients": "nobody"}, {"recipients": "a@example.org\r\nBcc: x"}, {"day": "8"}, {"hour": "24"},
     {"formats": []}, {"project": "x"}, {"kind": "year"}, {"language": "xx"}, {"name": ""}],
)  # fmt: skip
def test_what_cannot_be_sent_is_refused(signed_in, press, spring, stored, wrong) -> None:
    assert press(signed_in, "/report-schedules/new", FORM | wrong).status_code == 400
    assert stored() is None


def test_it_is_sent_now_beside_what_is_due(signed_in, press, weekly, database, audited) -> None:
    for _ in range(2):
        press(signed_in, "/report-schedules/weekly/send")
    with database.read() as connection:
        orders = report_orders.of_schedule(connection, "weekly")

    assert [(one.period, one.recipients) for one in orders] == [("2026-W47", ("a@example.org", "b@example.org"))] * 2
    assert audited()[0].verb == "send report now"
    assert "being made" in signed_in.get("/report-schedules/weekly").text


def test_its_page_tells_what_it_sent_with_the_file_and_what_to_do(app, signed_in, press, weekly, database) -> None:
    now = app.extensions["ivr"].now()
    home = app.extensions["ivr"].settings.home
    press(signed_in, "/report-schedules/weekly/send")
    with database.write() as connection:
        (order,) = report_orders.of_schedule(connection, "weekly")
        key, said = f"{order.id}:a@example.org", "550 5.1.1 nobody here"
        mail = Mail("m", key, "a@example.org", "s", "t", "schedule:weekly", now, now, said=said)
        mails.queue(connection, replace(mail, state=OutboxState.FAILED))
        path = f"reports/{order.id}.pdf"
        report_files.keep(connection, ReportFile("f", order.id, "spring", "spring.pdf", "pdf", path, 4, now))
    (home / "reports").mkdir()
    (home / path).write_bytes(b"%PDF")
    page = signed_in.get("/report-schedules/weekly").text

    assert "nobody here" in page
    assert "correct the address here, save, then send now" in page
    assert "week 47 of 2026" in page
    assert signed_in.get("/client-reports/files/f").data == b"%PDF"
    assert 'href="/client-reports/files/f"' in page
    assert "1 not delivered" in signed_in.get("/report-schedules").text


def test_a_supervisor_of_another_project_neither_sees_nor_changes_it(as_role, press, weekly) -> None:
    other = as_role(Role.SUPERVISOR, scope=Scope(projects=frozenset({"autumn"})))

    assert "Weekly" not in other.get("/report-schedules").text
    assert other.get("/report-schedules/weekly").status_code == 403
    assert press(other, "/report-schedules/weekly/send").status_code == 403
    assert press(other, "/report-schedules/new", FORM).status_code in {400, 403}


@pytest.mark.parametrize("role", [Role.AGENT, Role.PLANNER, Role.CLIENT])
def test_others_do_not_send(as_role, press, weekly, role) -> None:
    assert as_role(role).get("/report-schedules").status_code == 403
    assert press(as_role(role), "/report-schedules/weekly/send").status_code == 403


def test_who_saves_over_another_sees_the_others_values(signed_in, press, weekly, clock) -> None:
    clock.at += timedelta(minutes=1)
    press(signed_in, "/report-schedules/weekly", FORM | {"recipients": "c@example.org", "version": 1})
    answer = press(signed_in, "/report-schedules/weekly", FORM | {"version": 1})

    assert answer.status_code == 409
    assert "c@example.org" in answer.text
