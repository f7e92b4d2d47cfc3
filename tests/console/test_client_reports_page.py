"""Client reports on their page: seen within the scope, made as files, shared by links."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.store import projects, queues, report_files, report_orders
from ivr.store.folding import refresh
from ivr.store.projects import Project
from ivr.store.report_files import ReportFile

SHOWN = "/client-reports?project=spring&period=2026-W48"


@pytest.fixture
def spring(database, centre) -> None:
    with database.write() as connection:
        projects.create(connection, Project("", "Spring", "Bank <1>"))
        projects.create(connection, Project("", "Autumn", "Shop"))
        queues.change(connection, replace(queues.of(connection, "reception"), project="spring"))


@pytest.fixture
def file(database, settings, clock, spring) -> ReportFile:
    made = ReportFile("f" * 36, "o", "spring", "spring-2026-10.pdf", "pdf", "reports/o.pdf", 8, clock())
    (settings.home / "reports").mkdir()
    (settings.home / made.path).write_bytes(b"%PDF-1.4")
    order = report_orders.ReportOrder("o", "o", "spring", "2026-10", ("pdf",), "en", "Kata", clock())
    with database.write() as connection:
        report_orders.ask(connection, order)
        report_files.keep(connection, made)
    return made


def test_a_period_is_told_with_rules_heat_map_and_tables(signed_in, spring, served, write, database) -> None:
    write(served)
    refresh(database)
    page = signed_in.get(SHOWN).text

    assert "Bank &lt;1&gt;" in page
    assert "week 48 of 2026" in page
    assert 'data-shade="0">100<' in page
    assert "V6: answered in time" in page


def test_without_a_project_the_page_says_what_to_do(signed_in) -> None:
    assert "No project to report on" in signed_in.get("/client-reports").text


@pytest.mark.parametrize("period", ["x", "2026-13", "0", "2026-W99"])
def test_nonsense_shows_the_last_whole_month(signed_in, spring, period: str) -> None:
    assert "October 2026" in signed_in.get(f"/client-reports?period={period}").text


def test_a_client_sees_his_own_project_only(as_role, spring, file) -> None:
    client = as_role(Role.CLIENT)
    page = client.get("/client-reports").text
    assert "Spring" in page
    assert "Autumn" not in page
    assert client.get("/client-reports?project=autumn").status_code == 404
    assert client.get(f"/client-reports/files/{file.id}").data == b"%PDF-1.4"
    assert "client-link" not in page


def test_who_is_held_to_other_projects_gets_no_file(as_role, spring, file) -> None:
    other = as_role(Role.SUPERVISOR, scope=Scope(projects=frozenset({"autumn"})))

    assert other.get(f"/client-reports/files/{file.id}").status_code == 403


def test_files_are_asked_of_the_worker_and_the_audit_knows(signed_in, press, spring, database, audited) -> None:
    answer = press(signed_in, "/client-reports/files", {"project": "spring", "period": "2026-10"})
    with database.read() as connection:
        [order] = report_orders.latest(connection, "spring")

    assert answer.location == "/client-reports?project=spring&period=2026-10"
    assert (order.period, order.formats, order.recipients) == ("2026-10", ("pdf", "xlsx", "csv"), ())
    assert audited()[0].verb == "make report"
    assert "being made" in signed_in.get(SHOWN).text


def test_files_of_nothing_are_not_asked_for(signed_in, as_role, press, spring) -> None:
    assert press(signed_in, "/client-reports/files", {"project": "spring", "period": "x"}).status_code == 400
    assert press(signed_in, "/client-reports/files", {"project": "x", "period": "2026-10"}).status_code == 404
    asked = {"project": "autumn", "period": "2026-10"}
    assert press(as_role(Role.CLIENT), "/client-reports/files", asked).status_code == 403


def test_a_link_is_made_shown_and_revoked(signed_in, press, file, audited, client) -> None:
    press(signed_in, f"/client-reports/files/{file.id}/links", {"days": "7"})
    page = signed_in.get(SHOWN).text
    address = page.split("/shared/")[1].split('"')[0]
    assert client.get(f"/shared/{address}").data == b"%PDF-1.4"
    revoke = page.split('action="/client-reports/links/')[1].split('"')[0]
    press(signed_in, f"/client-reports/links/{revoke}")

    assert client.get(f"/shared/{address}").status_code == 410
    assert [entry.verb for entry in audited()[:2]] == ["revoke report link", "add report link"]
    assert "a link that has ended · 1 use" in signed_in.get(SHOWN).text


def test_a_planner_makes_no_links(as_role, press, file) -> None:
    planner = as_role(Role.PLANNER)

    assert press(planner, f"/client-reports/files/{file.id}/links", {"days": "7"}).status_code == 403
    assert press(planner, "/client-reports/links/x/revoke").status_code == 403


def test_links_of_no_file_or_of_years_are_refused(signed_in, press, file) -> None:
    assert press(signed_in, f"/client-reports/files/{file.id}/links", {"days": "9999"}).status_code == 400
    assert press(signed_in, "/client-reports/files/x/links", {"days": "7"}).status_code == 404
    assert press(signed_in, "/client-reports/links/x/revoke").status_code == 404


def test_a_file_that_is_gone_says_what_to_do(signed_in, file, settings) -> None:
    (settings.home / file.path).unlink()

    assert "have it made again" in signed_in.get(f"/client-reports/files/{file.id}").text


def test_a_file_outside_of_the_installation_is_not_given(signed_in, file, database) -> None:
    with database.write() as connection:
        report_files.keep(connection, replace(file, path="../../etc/passwd"))

    assert signed_in.get(f"/client-reports/files/{file.id}").status_code == 410


def test_links_say_until_when(signed_in, press, file, clock) -> None:
    press(signed_in, f"/client-reports/files/{file.id}/links", {"days": "1"})
    assert "until 24/11/2026" in signed_in.get(SHOWN).text
    clock.at += timedelta(days=1)
    assert "until 24/11/2026" not in signed_in.get(SHOWN).text
