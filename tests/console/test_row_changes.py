"""Deeds on rows that people keep."""

from dataclasses import replace

import pytest

from ivr.console.changes import Changed
from ivr.console.row_changes import Overtaken, created, edited, switched, undone
from ivr.store import teams
from ivr.store.teams import Team


def act(database, deed) -> Changed:
    with database.write() as connection:
        return deed.act(connection)


def of(database, team_id: str) -> Team:
    with database.read() as connection:
        return teams.of(connection, team_id)


def test_the_audit_is_told_before_and_after(database, centre) -> None:
    made = act(database, created("team", teams.REGISTER, Team("", "Night")))
    assert (made.kind, made.id, made.before, made.after["name"]) == ("team", "night", None, "Night")


def test_a_version_nobody_has_any_more_changes_nothing(database, centre) -> None:
    act(database, created("team", teams.REGISTER, Team("", "Night")))
    seen = of(database, "night")
    act(database, edited("team", teams.REGISTER, replace(seen, name="Late")))
    with pytest.raises(Overtaken) as overtaken:
        act(database, edited("team", teams.REGISTER, replace(seen, name="Mine")))
    assert overtaken.value.found.name == of(database, "night").name == "Late"


def test_undo_puts_back_what_was(database, centre) -> None:
    act(database, created("team", teams.REGISTER, Team("", "Night")))
    done = act(database, edited("team", teams.REGISTER, replace(of(database, "night"), name="Late")))
    act(database, undone("team", teams.REGISTER, done))
    assert of(database, "night").name == "Night"


def test_undo_of_what_is_new_takes_it_out_of_use(database, centre) -> None:
    done = act(database, created("team", teams.REGISTER, Team("", "Night")))
    act(database, undone("team", teams.REGISTER, done))
    assert not of(database, "night").active


def test_out_of_use_and_back(database, centre) -> None:
    act(database, created("team", teams.REGISTER, Team("", "Night")))
    act(database, switched("team", teams.REGISTER, of(database, "night"), active=False))
    assert not of(database, "night").active
    act(database, switched("team", teams.REGISTER, of(database, "night"), active=True))
    assert of(database, "night").active
