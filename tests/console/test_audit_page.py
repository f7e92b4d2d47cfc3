"""The page of the audit."""

import pytest

from ivr.access.role import Role
from ivr.store import audit
from ivr.store.audit import AuditEntry


@pytest.fixture
def written(database, clock) -> None:
    with database.write() as connection:
        for number in range(60):
            entry = AuditEntry(
                clock(), f"Person {number % 2}", "edit queue", "queue", f"q{number}", {"n": 1}, {"n": number}
            )
            audit.append(connection, entry)


def test_the_newest_come_first_and_the_older_on_the_next_page(signed_in, written) -> None:
    first = signed_in.get("/audit").text
    assert "q59" in first
    assert "q9<" not in first
    older = first.split('rel="next" href="')[1].split('"')[0].replace("&amp;", "&")
    assert "q9" in signed_in.get(older).text


def test_it_is_searched_by_who_and_text(signed_in, written) -> None:
    page = signed_in.get("/audit?who=Person 1&q=q59").text
    assert "q59" in page
    assert "q58" not in page


@pytest.mark.parametrize("asked", ["since=x", "until=9999-99-99", "before=-1", "before=9" * 30, "since=0001-01-01"])
def test_nonsense_in_the_address_is_no_fault(signed_in, written, asked: str) -> None:
    assert signed_in.get(f"/audit?{asked}").status_code == 200


def test_the_chain_is_verified(signed_in, press, written) -> None:
    press(signed_in, "/audit/verify")
    assert "All 60 entries are as they were written" in signed_in.get("/audit").text


def test_what_was_altered_is_found(signed_in, press, written, database) -> None:
    with database.write() as connection:
        triggers = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'").scalars().all()
        for name in triggers:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        connection.exec_driver_sql("UPDATE audit SET who = 'Nobody' WHERE seq = 7")
    press(signed_in, "/audit/verify")
    assert "Entry 7 was altered" in signed_in.get("/audit").text


def test_the_audit_as_csv_runs_no_formula(signed_in, database, clock) -> None:
    with database.write() as connection:
        audit.append(connection, AuditEntry(clock(), "=cmd", "edit", "queue", "+1"))
    assert "'=cmd" in signed_in.get("/audit?format=csv").text


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_others_do_not_verify(as_role, press, role) -> None:
    assert press(as_role(role), "/audit/verify").status_code == 403
