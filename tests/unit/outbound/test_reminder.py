from datetime import UTC, datetime

import pytest

from ivr.calls.values import Money
from ivr.errors import AuthorError
from ivr.outbound.reminder import Message

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_a_message_survives_being_stored() -> None:
    message = Message("Please bring your papers.", NOON, "Kiss Éva", "Europe/Budapest", Money(4990, "EUR"))

    assert Message.from_plain(message.to_plain()) == message


def test_a_message_says_something() -> None:
    with pytest.raises(AuthorError, match="needs a text, an appointment or an amount"):
        Message(name="Kiss Éva")


@pytest.mark.parametrize("text", ["two\nlines", "x" * 501, "bell \a"])
def test_a_text_is_one_printable_line(text: str) -> None:
    with pytest.raises(AuthorError, match="one line of at most 500"):
        Message(text)


def test_an_appointment_without_offset_is_refused() -> None:
    with pytest.raises(AuthorError, match=r"needs an offset, such as \+01:00"):
        Message(appointment_at=NOON.replace(tzinfo=None))


def test_a_message_kept_before_there_were_amounts_is_still_read() -> None:
    assert Message.from_plain({"text": "Bring your card."}) == Message("Bring your card.")


@pytest.mark.parametrize("minor_units", [0, -100])
def test_an_amount_to_pay_is_more_than_nothing(minor_units: int) -> None:
    with pytest.raises(AuthorError, match="more than nothing"):
        Message(amount=Money(minor_units, "HUF"))
