"""`mail`: a test mail goes out at once; what was sent is listed."""

from datetime import UTC, datetime

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.app import run
from ivr.store import mails
from ivr.store.database import Database
from ivr.store.mails import Mail

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path, monkeypatch, fresh):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))

    def made(**wishes: object) -> Database:
        return fresh(first_settings(tmp_path, tmp_path, "local", wishes).database_url)

    return made


def test_a_test_mail_is_taken(home, mail_peer, capsys) -> None:
    home(mail_host="127.0.0.1", mail_port=mail_peer.port, mail_security="none", mail_from="ivr@example.org").close()

    assert run(["mail", "test", "a@example.org"]) == 0
    assert "took it for a@example.org" in capsys.readouterr().out
    assert len(mail_peer.letters) == 1


def test_what_the_server_says_is_passed_on(home, mail_peer, capsys) -> None:
    home(mail_host="127.0.0.1", mail_port=mail_peer.port, mail_security="none", mail_from="ivr@example.org").close()
    mail_peer.answers["RCPT"] = ["550 nobody of this name"]

    assert run(["mail", "test", "a@example.org"]) == 1
    assert "550 nobody of this name" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wishes", "address", "words"),
    [({}, "a@example.org", "mail_host"), ({"mail_host": "x"}, "nobody", "no mail address"),
     ({"mail_host": "x", "mail_security": "tsl"}, "a@example.org", "starttls, tls, none")],
)  # fmt: skip
def test_what_is_missing_is_named(home, wishes, address, words, capsys) -> None:
    home(**wishes).close()

    assert run(["mail", "test", address]) == 1
    assert words in capsys.readouterr().err.replace("not a mail", "no mail")


def test_the_latest_are_listed(home, capsys) -> None:
    database = home()
    with database.write() as connection:
        mails.queue(connection, Mail("a", "a", "a@example.org", "Report", "x", "schedule:1", NOON, NOON))
    database.close()

    assert run(["mail", "list"]) == 0
    assert "queued    tries 0  a@example.org" in capsys.readouterr().out
    assert run(["mail", "list", "--state", "sent"]) == 0
    assert capsys.readouterr().out == ""
