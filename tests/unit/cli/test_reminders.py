"""`reminders`: what is asked for by hand is checked before it is written down."""

import socket
from datetime import UTC, datetime, timedelta

import pytest

from ivr.bringup.configuration import first_settings
from ivr.calls.disposition import Disposition
from ivr.cli.app import run
from ivr.config import PROJECT
from ivr.menus.definition_json import to_plain
from ivr.menus.loader import load
from ivr.store import reminders
from ivr.store.centre import Centre, Menu, save_centre, save_menu
from ivr.store.reminders import ReminderState

TO = ["--to", "06 30 123 4567"]
SOON = ["--at", "2099-11-23T15:00+01:00"]
SPOKEN = PROJECT / "dialplans" / "menus" / "reminder.yaml"
TEXT = ["--text", "Please bring your card."]


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    return first_settings(tmp_path, tmp_path, "local", {})


@pytest.fixture
def database(settings, fresh):
    database = fresh(settings.database_url)
    with database.write() as connection:
        save_menu(connection, Menu("reminder", to_plain(load(SPOKEN.read_text(encoding="utf-8"), SPOKEN.name))))
    yield database
    database.close()


def add(*words):
    return run(["reminders", "add", *words])


def latest(database):
    with database.read() as connection:
        return reminders.latest(connection)


def test_a_reminder_is_written_down_with_the_number_as_it_is_dialled_from_abroad(database, capsys):
    assert add(*TO, *SOON, *TEXT, "--name", "Anna", "--language", "hu", "--timezone", "Europe/Vienna") == 0

    (reminder,) = latest(database)
    assert capsys.readouterr().out == f"{reminder.id}\n"
    assert (reminder.number, reminder.language) == ("+36301234567", "hu")
    assert reminder.due_at == datetime(2099, 11, 23, 14, tzinfo=UTC)
    assert reminder.message["timezone"] == "Europe/Vienna"


def test_an_amount_is_kept_to_the_penny(database):
    assert add(*TO, *SOON, "--amount", "2521.02 UAH") == 0

    assert latest(database)[0].message["amount"] == {"minor_units": 252102, "currency": "UAH"}


def test_a_reminder_waits_for_the_menu_it_is_told_in(database, capsys):
    with database.write() as connection:
        save_centre(connection, Centre(settings={"reminder_plans": {"appointment": {"menu": "dunning"}}}))

    assert add(*TO, *SOON, *TEXT) == 1
    assert "the menu dunning does not speak 'en': it is not in the database" in capsys.readouterr().err


def test_now_is_now(database):
    add(*TO, "--at", "now", *TEXT)

    assert datetime.now(UTC) - latest(database)[0].due_at < timedelta(minutes=1)


def test_without_a_carrier_it_says_what_is_missing(database, capsys):
    add(*TO, *SOON, *TEXT)

    assert "up --trunk" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--to", "not a number"], "not a number"),
        (["--to", "+12125550123"], "allowed destinations: HU"),
        (["--at", "tomorrow"], "is not a time"),
        (["--at", "2099-11-23T15:00"], "needs an offset"),
        (["--appointment", "2099-11-23"], "needs an offset"),
        (["--language", "uk"], "the menu reminder does not speak 'uk': it speaks en, hu"),
        (["--amount", "much"], "is no amount such as"),
        (["--amount", "0 HUF"], "more than nothing"),
        (["--amount", "5 QQQ"], "is no currency"),
        (["--timezone", "Mars/Base"], "not a time zone"),
        (["--text", "x" * 501], "at most 500"),
    ],
)
def test_what_cannot_be_done_is_refused_and_not_written(database, capsys, wrong, words):
    assert add(*TO, *SOON, *TEXT, *wrong) == 1

    assert words in capsys.readouterr().err
    assert latest(database) == []


def test_a_reminder_without_words_is_refused(database, capsys):
    assert add(*TO, *SOON) == 1

    assert "needs a text, an appointment or an amount" in capsys.readouterr().err


def test_the_engine_hears_the_bell(database, settings):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as bell:
        bell.bind(str(settings.doorbell_path))
        bell.settimeout(5)
        add(*TO, *SOON, *TEXT)

        assert bell.recv(10) == b"!"


def test_the_list_says_what_became_of_each(database, capsys):
    add(*TO, *SOON, *TEXT)
    (reminder,) = latest(database)
    with database.write() as connection:
        reminders.close(connection, reminder.id, Disposition.BUSY)
    capsys.readouterr()

    assert run(["reminders", "list"]) == 0

    line = capsys.readouterr().out
    assert line.startswith(reminder.id)
    assert line.split()[-4:] == ["done", "attempts", "0", "busy"]


def test_a_waiting_reminder_is_called_off_once(database, capsys):
    add(*TO, *SOON, *TEXT)
    (reminder,) = latest(database)

    assert run(["reminders", "withdraw", reminder.id]) == 0
    assert latest(database)[0].state is ReminderState.WITHDRAWN
    assert run(["reminders", "withdraw", reminder.id]) == 1
    assert "does not wait any more" in capsys.readouterr().err
