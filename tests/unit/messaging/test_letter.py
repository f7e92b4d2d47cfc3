"""A letter as it is written: readable in every alphabet, and nothing in it becomes a header."""

from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.messaging.letter import Attachment, Letter, domain_of, has_address, in_one_line, message_of

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SENDER = "Ügyfélszolgálat <ivr@example.org>"


def read_again(letter: Letter):
    return message_from_bytes(bytes(message_of(letter, SENDER)), policy=policy.default)


def test_text_html_and_files_come_out_as_they_went_in() -> None:
    file = Attachment("havi jelentés.pdf", "application/pdf", b"%PDF-1.4 \x00\xff")
    read = read_again(Letter("1", "a@example.org", "Őszi jelentés", "Árvíztűrő", NOON, "<p>Árvíztűrő</p>", (file,)))

    assert (read["Subject"], read["To"], read["Date"].datetime) == ("Őszi jelentés", "a@example.org", NOON)
    assert read.get_body(("plain",)).get_content().strip() == "Árvíztűrő"
    assert read.get_body(("html",)).get_content().strip() == "<p>Árvíztűrő</p>"
    assert [(one.get_filename(), one.get_content()) for one in read.iter_attachments()] == [(file.name, file.content)]


@given(st.text(max_size=80))
def test_no_subject_becomes_a_header(subject: str) -> None:
    wanted = Letter("1", "a@example.org", f"{subject}\r\nBcc: all@example.org", "x", NOON)
    headers = {name.lower() for name in message_of(wanted, SENDER)}

    assert "bcc" not in headers
    assert "\n" not in str(message_of(wanted, SENDER)["Subject"])


def test_the_name_of_a_file_stays_a_name() -> None:
    file = Attachment('../../x"\r\nX-Evil: 1', "text/csv", b"a")
    message = message_of(Letter("1", "a@example.org", "s", "x", NOON, attachments=(file,)), SENDER)

    assert "x-evil" not in {name.lower() for part in message.walk() for name in part}
    assert next(message.iter_attachments()).get_filename() == '..-..-x" X-Evil: 1'


@pytest.mark.parametrize("to", ["a@b.c\r\nBcc: x@y.z", "a@b.c, d@e.f", "no address"])
def test_what_is_no_single_address_is_refused(to: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — each of the library's refusals is one
        message_of(Letter("1", to, "s", "x", NOON), SENDER)


def test_absence_notes_do_not_answer_it() -> None:
    assert message_of(Letter("1", "a@example.org", "s", "x", NOON), SENDER)["Auto-Submitted"] == "auto-generated"


def test_a_sender_is_looked_at() -> None:
    assert has_address(SENDER)
    assert not has_address("nobody")
    assert (domain_of(SENDER), domain_of("nobody")) == ("example.org", "localhost")


def test_a_line_is_one_line() -> None:
    assert in_one_line(" a\r\n\u2028b\x00c ", 4) == "a b "
