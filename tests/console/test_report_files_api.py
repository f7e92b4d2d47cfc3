"""Files of clients' reports and links to them, for programs."""

import pytest

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.store import projects, report_files, report_orders
from ivr.store.projects import Project
from ivr.store.report_files import ReportFile

HERE = "/api/v1/report-files"
SEES, SENDS = Permission.SEE_REPORTS, Permission.SEND_REPORTS


@pytest.fixture(autouse=True)
def paper(database, centre, settings, clock) -> None:
    order = report_orders.ReportOrder("o", "o", "spring", "2026-10", ("pdf",), "en", "Kata", clock())
    with database.write() as connection:
        projects.create(connection, Project("", "Spring", "Bank"))
        report_orders.ask(connection, order)
        made = ReportFile("f" * 36, "o", "spring", "spring-2026-10.pdf", "pdf", "reports/o.pdf", 8, clock())
        report_files.keep(connection, made)
    (settings.home / "reports").mkdir()
    (settings.home / "reports" / "o.pdf").write_bytes(b"%PDF-1.4")


def test_reports_are_listed_with_their_files_and_fetched(client, bearer) -> None:
    headers = bearer(SEES)
    (report,) = client.get(f"{HERE}?project=spring", headers=headers).json["reports"]
    assert (report["period"], [file["format"] for file in report["files"]]) == ("2026-10", ["pdf"])
    assert client.get(f"{HERE}/{report['files'][0]['id']}", headers=headers).data == b"%PDF-1.4"
    assert client.get(f"{HERE}?project=none", headers=headers).status_code == 404


def test_a_link_is_made_used_listed_and_revoked(client, bearer, audited) -> None:
    headers = bearer(SENDS)
    made = client.post(f"{HERE}/{'f' * 36}/links", headers=headers, json={"days": 3})
    path = "/shared/" + made.json["address"].rpartition("/")[2]
    assert (made.status_code, client.get(path).data) == (201, b"%PDF-1.4")
    (listed,) = client.get(f"{HERE}/{'f' * 36}/links", headers=headers).json["links"]
    assert (listed["uses"], listed["address"]) == (1, made.json["address"])
    ended = client.post(f"{HERE}/links/{made.json['id']}/revoke", headers=headers)
    assert (ended.json["address"], client.get(path).status_code) == (None, 410)
    assert [entry.verb for entry in audited()[:2]] == ["revoke report link", "add report link"]


def test_who_only_reads_shares_nothing_and_others_read_nothing(client, bearer) -> None:
    assert client.post(f"{HERE}/{'f' * 36}/links", headers=bearer(SEES), json={}).status_code == 403
    other = bearer(SEES, SENDS, scope=Scope(projects=frozenset({"autumn"})))
    for path in ("?project=spring", f"/{'f' * 36}", f"/{'f' * 36}/links"):
        assert client.get(HERE + path, headers=other).status_code == 403
    assert client.post(f"{HERE}/{'f' * 36}/links", headers=other, json={}).status_code == 403
