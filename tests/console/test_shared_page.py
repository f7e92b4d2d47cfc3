"""A link opens its one file, for anybody, until its end; each use is written down."""

from datetime import timedelta

import pytest

from ivr.access.signed_link import signed
from ivr.store import report_files
from ivr.store.report_files import ReportFile, ReportLink

LINK = "019aaaaa-0000-7000-8000-000000000001"


@pytest.fixture
def token(database, settings, clock, app) -> str:
    made = ReportFile("f" * 36, "o", "spring", "spring-2026-10.pdf", "pdf", "reports/o.pdf", 8, clock())
    (settings.home / "reports").mkdir()
    (settings.home / made.path).write_bytes(b"%PDF-1.4")
    link = ReportLink(LINK, made.id, "Kata", clock(), clock() + timedelta(days=7))
    with database.write() as connection:
        report_files.keep(connection, made)
        report_files.add_link(connection, link)
    return signed(LINK, link.expires_at, settings.links_secret)


def uses(database) -> int:
    with database.read() as connection:
        return report_files.link_of(connection, LINK).uses


def test_it_opens_without_signing_in_and_is_counted(client, token, database) -> None:
    answer = client.get(f"/shared/{token}")

    assert (answer.data, answer.mimetype) == (b"%PDF-1.4", "application/pdf")
    assert "attachment; filename=spring-2026-10.pdf" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    client.head(f"/shared/{token}")
    assert uses(database) == 1


def test_after_its_end_it_opens_nothing(client, token, clock, database) -> None:
    clock.at += timedelta(days=7)

    assert client.get(f"/shared/{token}").status_code == 410
    assert uses(database) == 0


@pytest.mark.parametrize("wrong", ["x", LINK, f"{LINK}-{'0' * 64}", f"{LINK[:-1]}2-{'0' * 64}"])
def test_what_was_not_signed_opens_nothing(client, token, wrong: str) -> None:
    answer = client.get(f"/shared/{wrong}")

    assert answer.status_code == 403
    assert "Ask whoever sent it" in answer.text
