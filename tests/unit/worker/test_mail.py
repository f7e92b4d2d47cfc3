"""What is in the outbox reaches a real server: once, and again only when it was not taken."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from ivr.bringup.configuration import first_settings
from ivr.messaging.email import MailServer, Security
from ivr.store import mails
from ivr.store.database import Database
from ivr.store.mails import LEASE, Mail, MailFile, MailSearch
from ivr.store.outbox import OutboxState
from ivr.worker.mail import Mailroom, mail_server

MOST_TRIES = Mailroom.persistence.most_tries
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def clock() -> SimpleNamespace:
    return SimpleNamespace(at=NOON)


@pytest.fixture
def send(database: Database, tmp_path: Path, mail_peer, clock) -> Callable[[], None]:
    server = MailServer("127.0.0.1", "ivr@example.org", mail_peer.port, Security.NONE, timeout_s=0.5)
    room = Mailroom(database, tmp_path, server, lambda: clock.at)

    def sent() -> None:
        room.round()
        room.wait()

    return sent


def queue(database: Database, name: str, *files: MailFile) -> None:
    mail = Mail(name, name, f"{name}@example.org", "Report", "Hello", "schedule:1", NOON, NOON, files=files)
    with database.write() as connection:
        mails.queue(connection, mail)


def found(database: Database) -> dict[str, Mail]:
    with database.read() as connection:
        return {one.id: one for one in mails.search(connection, MailSearch(), 100)}


def test_everything_due_is_sent_once(database: Database, mail_peer, send) -> None:
    for name in ("a", "b"):
        queue(database, name)
    send()
    send()

    assert [one.state for one in found(database).values()] == [OutboxState.SENT, OutboxState.SENT]
    assert len(mail_peer.letters) == 2


def test_a_server_that_asks_to_come_again_is_asked_again_later(database: Database, mail_peer, send, clock) -> None:
    queue(database, "a")
    mail_peer.answers["RCPT"] = ["451 greylisted"]
    send()
    send()
    waiting = found(database)["a"]
    assert (waiting.state, waiting.tries, waiting.said) == (OutboxState.QUEUED, 1, "451 greylisted")
    clock.at = waiting.next_try_at
    send()

    assert (found(database)["a"].state, len(mail_peer.letters)) == (OutboxState.SENT, 1)


def test_what_is_refused_for_good_is_not_tried_again(database: Database, mail_peer, send, clock) -> None:
    queue(database, "a")
    mail_peer.answers["RCPT"] = ["550 nobody of this name"]
    send()
    clock.at += timedelta(days=1)
    send()

    assert (found(database)["a"].state, found(database)["a"].tries) == (OutboxState.FAILED, 1)
    assert found(database)["a"].said == "550 nobody of this name"


def test_after_many_tries_it_is_given_up(database: Database, mail_peer, send, clock) -> None:
    queue(database, "a")
    mail_peer.answers["MAIL"] = ["451 no"] * MOST_TRIES
    for _ in range(MOST_TRIES):
        send()
        clock.at = found(database)["a"].next_try_at

    assert (found(database)["a"].state, mail_peer.answers["MAIL"]) == (OutboxState.GIVEN_UP, [])


def test_one_that_is_refused_does_not_keep_the_others(database: Database, mail_peer, send) -> None:
    for name in ("a", "b"):
        queue(database, name)
    mail_peer.answers["RCPT"] = ["550 no"]
    send()

    assert {one.id: one.state for one in found(database).values()} == {"a": OutboxState.FAILED, "b": OutboxState.SENT}


def test_a_letter_whose_sender_was_killed_goes_again_under_the_same_id(
    database: Database, mail_peer, send, clock
) -> None:
    queue(database, "a")
    with database.write() as connection:
        mails.OUTBOX.claim(connection, NOON)  # and then it was killed
    send()
    assert mail_peer.letters == []
    clock.at += LEASE
    send()

    assert [text.count("Message-ID: <a@example.org>") for text in mail_peer.letters] == [1]


def test_files_go_with_it_and_one_that_is_gone_or_outside_fails_it(
    database: Database, tmp_path: Path, mail_peer, send
) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "r.csv").write_text("x")
    queue(database, "a", MailFile("r.csv", "text/csv", "reports/r.csv"))
    queue(database, "b", MailFile("r.csv", "text/csv", "reports/gone.csv"))
    queue(database, "c", MailFile("passwd", "text/plain", "../../../etc/passwd"))
    send()

    states = {one.id: one.state for one in found(database).values()}
    assert states == {"a": OutboxState.SENT, "b": OutboxState.FAILED, "c": OutboxState.FAILED}
    assert 'filename="r.csv"' in mail_peer.letters[0]


def test_without_a_mail_server_everything_waits(database: Database, tmp_path: Path) -> None:
    queue(database, "a")
    room = Mailroom(database, tmp_path, None, lambda: NOON)
    room.round()
    room.wait()

    assert found(database)["a"].state is OutboxState.QUEUED


@pytest.mark.parametrize(
    ("typed", "taken"), [("tls", Security.TLS), ("none", Security.NONE), ("tsl", Security.STARTTLS)]
)
def test_the_server_is_that_of_the_settings_and_a_slip_leaves_it_protected(tmp_path: Path, typed: str, taken) -> None:
    wishes = {"mail_host": "mail.example", "mail_user": "ivr@example.org", "mail_security": typed}
    found = mail_server(first_settings(tmp_path, tmp_path, "local", wishes))

    assert found is not None
    assert (found.host, found.sender, found.port, found.security) == ("mail.example", "ivr@example.org", 587, taken)


def test_without_a_host_there_is_no_server(tmp_path: Path) -> None:
    assert mail_server(first_settings(tmp_path, tmp_path, "local", {})) is None
