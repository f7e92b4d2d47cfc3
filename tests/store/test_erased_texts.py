"""A person's number is taken out of mails and of answers kept for programs; the rest of the text stays."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import insert, select

from ivr.calls.pseudonym import MARK, Veil
from ivr.contacts.number import phone_number, spellings
from ivr.store import mails
from ivr.store.database import Database
from ivr.store.erased_texts import veil_texts
from ivr.store.idempotency import idempotency_keys
from ivr.store.mails import Mail

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
VEIL = Veil(spellings(phone_number("+36301234567")), "secret")


@pytest.fixture
def written(database: Database) -> Database:
    row = {"principal": "p", "key": "k", "request_hash": "h", "at": NOON, "status": 201}
    with database.write() as connection:
        connection.execute(insert(idempotency_keys).values(row | {"body": '{"number": "+36301234567", "queue": "q"}'}))
        for place, text in enumerate(("Call 06301234567 today.", "Call +363012345678.")):
            mails.queue(connection, Mail(f"m{place}", f"k{place}", "a@b.hu", "Call", text, "kata", NOON, NOON))
    return database


def test_the_number_is_replaced_and_the_rest_stays(written: Database) -> None:
    with written.write() as connection:
        assert veil_texts(connection, VEIL) == 2
        body = connection.execute(select(idempotency_keys.c.body)).scalar_one()
        text = mails.of(connection, "m0").text
    assert body.startswith('{"number": "' + MARK)
    assert body.endswith('", "queue": "q"}')
    assert text.startswith(f"Call {MARK}")


def test_a_longer_number_is_another_and_a_second_run_changes_nothing(written: Database) -> None:
    with written.write() as connection:
        veil_texts(connection, VEIL)
        assert mails.of(connection, "m1").text == "Call +363012345678."
        assert veil_texts(connection, VEIL) == 0
