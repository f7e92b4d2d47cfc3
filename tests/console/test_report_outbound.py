"""The page of what we dialled: by attempt, by person, by interval, with what is behind."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.calls.disposition import Disposition
from ivr.calls.ids import leg_id, uuid7
from ivr.store import attempts, callbacks, mails, reminders
from ivr.store.attempts import Attempt
from ivr.store.callbacks import Callback, CallbackAttempt
from ivr.store.database import Database
from ivr.store.mails import Mail
from ivr.store.reminders import Reminder

PAGE, BEHIND = "/reports/outbound", "/reports/outbound/behind?range=today"
NINE = datetime(2026, 11, 23, 8, 10, tzinfo=UTC)
ENDS = {1: Disposition.CONFIRMED, 2: Disposition.NO_ANSWER, 3: Disposition.CANCELLED}


def identifier(number: int) -> str:
    return uuid7(number, bytes(10))


@pytest.fixture
def dialled(database: Database, centre) -> None:
    """Three reminders, one refused, and a callback of the nurses that nobody took."""
    with database.write() as connection:
        for number, end in ENDS.items():
            mine, call = identifier(number), identifier(100 + number)
            response = end.value if end is not Disposition.NO_ANSWER else None
            reminders.add(connection, Reminder(mine, "+36301234567", "hu", NINE, NINE, response=response))
            attempts.begin(
                connection, Attempt(mine, mine, 1, call, leg_id(call, 0), NINE + timedelta(hours=number / 4))
            )
            attempts.finish(connection, mine, end, NINE + timedelta(hours=1))
            reminders.close(connection, mine, end)
        reminders.add(connection, Reminder(identifier(4), "+88161234567", "hu", NINE, NINE))
        reminders.refuse(connection, identifier(4), "is of a kind we never call")
        mine, call, later = identifier(5), identifier(105), NINE + timedelta(hours=4)
        asked = Callback(mine, "+36301234567", "hu", "nurse", "nurse", NINE, NINE, later, call)
        callbacks.add(connection, asked)
        callbacks.begin_attempt(connection, asked, CallbackAttempt(call, mine, 1, leg_id(call, 0), NINE))
        callbacks.end_attempt(connection, call, Disposition.NO_ANSWER, NINE)
        mails.queue(connection, Mail("m", "m", "a@example.org", "s", "t", "schedule:1", NINE, NINE))


def read(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def figure(page: str) -> str:
    found = re.search(r"data-figure>([^<]*)<", page)
    assert found
    return found[1]


def test_reminders_and_callbacks_stand_beside_each_other(signed_in: FlaskClient, dialled) -> None:
    page = signed_in.get(PAGE).text
    for told in ("Reminders", "Callbacks", "Nurse", "66.7", "destination is not allowed", "0 sent", "1 on their way"):
        assert told in page


def test_the_sum_is_the_same_by_interval(signed_in: FlaskClient, dialled) -> None:
    lines = read(signed_in.get(f"{PAGE}?period=15m&format=csv").text)
    whole = lines.pop()
    for name in ("attempts", "attempts_person", "attempts_no_answer"):
        assert sum(int(line[name]) for line in lines if line["from"]) == int(whole[name])
        assert sum(int(line[name]) for line in lines if not line["from"]) == int(whole[name])


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("attempts", "4"), ("attempts_person", "2"), ("attempts_no_answer", "2"), ("contacts", "4"),
        ("reached_share", "66.7\N{NO-BREAK SPACE}%"), ("attempts_per_reached", "1"),
        ("confirmed_share", "50.0\N{NO-BREAK SPACE}%"), ("changed_share", "50.0\N{NO-BREAK SPACE}%"),
    ],
)  # fmt: skip
def test_what_is_behind_a_figure_makes_it(signed_in: FlaskClient, dialled, name: str, value: str) -> None:
    assert figure(signed_in.get(f"{BEHIND}&figure={name}").text) == value


def test_a_group_and_an_interval_have_their_own(signed_in: FlaskClient, dialled) -> None:
    assert figure(signed_in.get(f"{BEHIND}&figure=attempts&kind=callback").text) == "1"
    assert figure(signed_in.get(f"{BEHIND}&figure=attempts&period=15m&from=2026-11-23T08:15:00Z").text) == "1"
    assert signed_in.get(f"{BEHIND}&figure=offered").status_code == 404


def test_one_who_is_held_to_some_queues_sees_their_callbacks_and_no_reminders(as_role, dialled) -> None:
    supervisor = as_role(Role.SUPERVISOR, scope=Scope(queues=frozenset({"nurse"})))
    assert {line["what"] for line in read(supervisor.get(f"{PAGE}?format=csv").text)} >= {"callback"}
    assert "reminder" not in supervisor.get(f"{PAGE}?format=csv").text
    assert figure(supervisor.get(f"{BEHIND}&figure=attempts").text) == "1"
    assert "Mails written" not in supervisor.get(PAGE).text
    assert supervisor.get(f"{PAGE}?queue=reception").status_code == 404


def test_where_nobody_was_dialled_it_says_so(signed_in: FlaskClient) -> None:
    assert "Nobody was dialled in this range" in signed_in.get(PAGE).text


def test_an_agent_is_refused(as_role) -> None:
    assert as_role(Role.AGENT).get(PAGE).status_code == 403
