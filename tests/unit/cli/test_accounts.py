"""`accounts`: what is asked for is checked, done, and said."""

from datetime import UTC, datetime

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli.app import run
from ivr.store import accounts, projects, sign_in_links
from ivr.store.centre import Centre, Queue, Skill, save_centre
from ivr.store.projects import Project

ANNA = ["add", "anna", "--name", "Anna Kovács", "--role", "supervisor"]


@pytest.fixture
def settings(tmp_path, monkeypatch):
    monkeypatch.setenv("IVR_HOME", str(tmp_path))
    return first_settings(tmp_path, tmp_path, "local", {})


@pytest.fixture
def database(settings, fresh):
    database = fresh(settings.database_url)
    with database.write() as connection:
        skill = Skill("sales", "Sales")
        save_centre(connection, Centre(skills=(skill,), queues=(Queue("sales", "Sales", "sales"),)))
    yield database
    database.close()


def everyone(database):
    with database.read() as connection:
        return accounts.all_accounts(connection)


def test_a_new_account_gets_its_link(database, settings, capsys):
    assert run(["accounts", *ANNA, "--queue", "sales", "--language", "hu"]) == 0
    (anna,) = everyone(database)
    assert capsys.readouterr().out.startswith(f"{settings.console_url}/sign-in/")
    assert (anna.role, anna.scope.queues, anna.language, anna.timezone) == (
        "supervisor",
        frozenset({"sales"}),
        "hu",
        settings.timezone,
    )


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (["--queue", "nurse"], "no queue nurse: choose of sales"),
        (["--project", "acme"], "no project acme"),
        (["--language", "de"], "no pages in de"),
        (["--timezone", "Mars/Base"], "not a time zone"),
        (["--role", "client"], "name at least one"),
        (["--name", " "], "A name has"),
    ],
)
def test_what_cannot_be_is_refused_and_not_kept(database, capsys, wrong, words):
    assert run(["accounts", *ANNA, *wrong]) == 1
    assert words in capsys.readouterr().err
    assert everyone(database) == ()


def test_the_list_shows_role_state_and_scope(database, capsys):
    run(["accounts", *ANNA, "--queue", "sales"])
    run(["accounts", "add", "bela", "--name", "Béla", "--role", "planner"])
    run(["accounts", "deactivate", "bela"])
    capsys.readouterr()
    assert run(["accounts", "list"]) == 0
    anna, bela = (line.split() for line in capsys.readouterr().out.splitlines())
    assert anna == ["anna", "supervisor", "active", "no", "password", "only", "sales", "Anna", "Kovács"]
    assert bela == ["bela", "planner", "not", "active", "no", "password", "everything", "Béla"]


def test_a_client_is_held_to_his_project(database, capsys):
    with database.write() as connection:
        projects.create(connection, Project("", "Acme support", client="Acme"))
    assert run(["accounts", "add", "carl", "--name", "Carl", "--role", "client", "--project", "acme-support"]) == 0
    assert everyone(database)[0].scope.projects == {"acme-support"}


def test_a_new_link_ends_the_old_one(database, capsys):
    run(["accounts", *ANNA])
    assert run(["accounts", "link", "anna"]) == 0
    addresses = [line for line in capsys.readouterr().out.splitlines() if "/sign-in/" in line]
    with database.write() as connection:
        opens = [sign_in_links.redeem(connection, line.split("/")[-1], datetime.now(UTC)) for line in addresses]
    assert opens == [None, everyone(database)[0].id]


def test_a_stranger_gets_no_link(database, capsys):
    assert run(["accounts", "link", "bela"]) == 1
    assert "no account bela" in capsys.readouterr().err
