"""Letters are handed to a real server on loopback; what it says decides what becomes of them."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ivr.messaging.email import Delivery, MailServer, Security, Verdict, deliver
from ivr.messaging.letter import Letter

PEM = Path(__file__).parents[1] / "localhost.pem"
LETTER = Letter("id-1", "anna@example.org", "Heti jelentés", "Szép napot!", datetime(2026, 11, 22, tzinfo=UTC))


def server(peer, **other: object) -> MailServer:
    given = {"security": Security.NONE, "timeout_s": 0.5, "ca_file": PEM} | other
    return MailServer("127.0.0.1", "Centre <ivr@example.org>", peer.port, **given)  # type: ignore[arg-type]


@pytest.fixture
def password(tmp_path: Path) -> Path:
    path = tmp_path / "password"
    path.write_text("sesame\n")
    return path


def test_a_letter_is_taken(mail_peer) -> None:
    assert deliver(server(mail_peer), LETTER) == Delivery(Verdict.SENT)
    (taken,) = mail_peer.letters
    assert "RCPT TO:<anna@example.org>" in taken
    assert "Message-ID: <id-1@example.org>" in taken


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_the_password_goes_through_an_encrypted_line_only(mail_peer, password: Path, security: Security) -> None:
    mail_peer.tls_first = security is Security.TLS
    by = server(mail_peer, security=security, user="ivr", password_file=password)

    assert deliver(by, LETTER).verdict is Verdict.SENT
    assert (mail_peer.passwords, mail_peer.was_encrypted) == (["sesame"], [True])


def test_a_password_is_never_sent_in_the_clear(mail_peer, password: Path) -> None:
    found = deliver(server(mail_peer, user="ivr", password_file=password), LETTER)

    assert (found.verdict, mail_peer.passwords) == (Verdict.LATER, [])
    assert "mail_security" in found.said


def test_a_certificate_nobody_vouches_for_is_not_trusted(mail_peer) -> None:
    found = deliver(server(mail_peer, security=Security.STARTTLS, ca_file=None), LETTER)

    assert (found.verdict, mail_peer.letters) == (Verdict.LATER, [])
    assert "not trusted" in found.said


def test_a_server_without_starttls_gets_nothing(mail_peer) -> None:
    mail_peer.offers.remove("STARTTLS")

    assert "offers no STARTTLS" in deliver(server(mail_peer, security=Security.STARTTLS), LETTER).said
    assert mail_peer.letters == []


@pytest.mark.parametrize("at", ["MAIL", "RCPT", "DATA", "letter"])
@pytest.mark.parametrize(("code", "verdict"), [("451", Verdict.LATER), ("550", Verdict.NEVER)])
def test_what_may_pass_is_tried_again_and_what_is_refused_for_good_is_not(mail_peer, at, code, verdict) -> None:
    mail_peer.answers[at] = [f"{code} not now"]

    assert deliver(server(mail_peer), LETTER) == Delivery(verdict, f"{code} not now")
    assert mail_peer.letters == []


@pytest.mark.parametrize(("at", "words"), [("greeting", "554 no"), ("AUTH", "535 wrong"), ("EHLO", "502 what")])
def test_what_has_nothing_to_do_with_the_letter_is_tried_again(mail_peer, password: Path, at, words) -> None:
    mail_peer.answers[at] = [words, words]
    by = server(mail_peer, security=Security.STARTTLS, user="ivr", password_file=password)

    assert deliver(by, LETTER).verdict is Verdict.LATER


@pytest.mark.parametrize("at", ["greeting", "EHLO", "RCPT", "letter"])
def test_a_server_that_hangs_is_left(mail_peer, at: str) -> None:
    mail_peer.silent_at = at

    found = deliver(server(mail_peer, timeout_s=0.1), LETTER)

    assert found.verdict is Verdict.LATER
    assert "timed out" in found.said


def test_a_server_that_says_a_letter_now_and_then_is_cut_off(mail_peer) -> None:
    mail_peer.drip_s = 0.02

    assert deliver(server(mail_peer, limit_s=0.3), LETTER).verdict is Verdict.LATER


def test_a_server_that_dies_after_the_letter_gets_it_again_under_the_same_id(mail_peer) -> None:
    mail_peer.dies_after_data = True
    assert deliver(server(mail_peer), LETTER).verdict is Verdict.LATER
    mail_peer.dies_after_data = False
    assert deliver(server(mail_peer), LETTER).verdict is Verdict.SENT

    assert [text.count("Message-ID: <id-1@example.org>") for text in mail_peer.letters] == [1, 1]


def test_a_server_that_is_not_there_is_tried_again(mail_peer) -> None:
    mail_peer.stop()

    assert deliver(server(mail_peer), LETTER).verdict is Verdict.LATER


def test_an_address_that_cannot_be_written_is_not_tried_again(mail_peer) -> None:
    letter = Letter("id-2", "józsi@example.org", "Szia", "Szia", LETTER.written_at)

    assert deliver(server(mail_peer), letter).verdict is Verdict.NEVER


@pytest.mark.parametrize("sender", ["", "nobody", "a@b@c <x y>"])
def test_a_sender_without_address_is_a_matter_of_the_settings(mail_peer, sender: str) -> None:
    by = MailServer("127.0.0.1", sender, mail_peer.port, Security.NONE)

    assert "mail_from" in deliver(by, LETTER).said


def test_a_password_file_that_is_not_there_is_named(mail_peer, tmp_path: Path) -> None:
    by = server(mail_peer, security=Security.STARTTLS, user="ivr", password_file=tmp_path / "none")

    assert "write the mail password into it" in deliver(by, LETTER).said
