"""`audit verify`: whole, or broken and where."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from ivr.bringup.configuration import first_settings
from ivr.cli.account_desk import AccountDesk
from ivr.cli.app import run
from ivr.store import audit

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def database(tmp_path, monkeypatch, fresh):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    settings = first_settings(tmp_path, tmp_path, "local", {})
    database = fresh(settings.database_url)
    AccountDesk(settings, database, NOON).first_link()
    yield database
    database.close()


def test_a_whole_audit_says_where_it_ends(database, capsys):
    with database.read() as connection:
        end = audit.end(connection)
    assert run(["audit", "verify"]) == 0
    assert capsys.readouterr().out.startswith(f"2 entries, whole; the chain ends in {end.hash}\n")


def test_a_broken_audit_says_from_where_on(database, capsys):
    with database.write() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("UPDATE audit SET who = 'somebody else' WHERE seq = 2"))
    assert run(["audit", "verify"]) == 1
    assert "from entry 2 on" in capsys.readouterr().err
