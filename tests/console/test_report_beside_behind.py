"""Behind what is of no queue: each row leads to its call, for whom may see calls."""

from datetime import UTC, datetime

from flask.testing import FlaskClient

from ivr.calls.disposition import Disposition
from ivr.calls.ids import uuid7
from ivr.store import attempts, reminders
from ivr.store.attempts import Attempt
from ivr.store.reminders import Reminder

NINE = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
ID = uuid7(1, bytes(10))


def test_an_attempt_is_told_with_its_end_and_leads_to_its_call(signed_in: FlaskClient, database) -> None:
    with database.write() as connection:
        reminders.add(connection, Reminder(ID, "+36301234567", "hu", NINE, NINE))
        attempts.begin(connection, Attempt(ID, ID, 1, ID, f"{ID}-0", NINE))
        attempts.finish(connection, ID, Disposition.MACHINE, NINE)
    page = signed_in.get("/reports/outbound/behind?figure=attempts_machine").text
    assert f'href="/calls/{ID}"' in page
    assert "Reminder" in page
    assert "+36301234567" not in page
    assert "not reached" not in page
    assert "still to be tried" in signed_in.get("/reports/outbound/behind?figure=contacts").text
