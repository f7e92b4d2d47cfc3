"""Rows that people keep: versions, undo, ties between them."""

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ivr.errors import FieldError
from ivr.store import agents, skills, teams
from ivr.store.agents import Agent
from ivr.store.database import Database
from ivr.store.register import Change, Row, Stale, check_name, plain
from ivr.store.skills import Skill
from ivr.store.teams import Team


def test_a_new_row_gets_an_id_from_its_name_and_keeps_it(database: Database) -> None:
    with database.write() as connection:
        made = skills.create(connection, Skill("", "Német nyelv"))
        renamed = skills.change(connection, replace(made.after, name="German"))
    assert (made.before, made.after) == (None, Skill("nemet-nyelv", "Német nyelv"))
    assert renamed == Change(made.after, Skill("nemet-nyelv", "German", version=2))


def test_two_of_one_name_have_two_ids(database: Database) -> None:
    with database.write() as connection:
        ids = [teams.create(connection, Team("", "Day")).after.id for _ in range(2)]
        assert [team.id for team in teams.everyone(connection)] == ids == ["day", "day-2"]


def test_a_change_of_what_somebody_else_changed_meanwhile_is_stale(database: Database) -> None:
    with database.write() as connection:
        seen = teams.create(connection, Team("", "Day")).after
        first = teams.change(connection, replace(seen, name="Early"))
        second = teams.change(connection, replace(seen, name="Late"))
        assert isinstance(first, Change)
        assert second == Stale(first.after)
        assert teams.of(connection, seen.id) == first.after


def test_a_change_is_undone_once_and_not_over_a_later_one(database: Database) -> None:
    with database.write() as connection:
        seen = teams.create(connection, Team("", "Day")).after
        done = teams.change(connection, replace(seen, name="Early"))
        assert isinstance(done, Change)
        undone = teams.restore(connection, done)
        assert isinstance(undone, Change)
        assert undone.after == replace(seen, version=3)
        assert teams.restore(connection, done) == Stale(undone.after)


def test_a_change_is_undone_from_what_the_audit_kept(database: Database) -> None:
    with database.write() as connection:
        anna = agents.create(connection, Agent("", "Anna", extension="201")).after
        done = agents.change(connection, replace(anna, name="Anikó"))
        assert isinstance(done, Change)
        kept = json.loads(json.dumps([plain(anna), plain(done.after)]))
        undone = agents.restore(connection, Change(*map(agents.from_plain, kept)))
    assert isinstance(undone, Change)
    assert undone.after == replace(anna, version=3)


def test_undoing_a_new_row_deactivates_it_and_undoing_that_brings_it_back(database: Database) -> None:
    with database.write() as connection:
        undone = teams.restore(connection, teams.create(connection, Team("", "Day")))
        assert isinstance(undone, Change)
        assert not undone.after.active
        back = teams.restore(connection, undone)
    assert isinstance(back, Change)
    assert back.after.active


def test_a_change_does_not_take_a_row_out_of_use(database: Database) -> None:
    with database.write() as connection:
        seen = teams.create(connection, Team("", "Day")).after
        changed = teams.change(connection, replace(seen, active=False))
    assert isinstance(changed, Change)
    assert changed.after.active


def test_what_active_rows_need_cannot_be_deactivated(database: Database) -> None:
    with database.write() as connection:
        team = teams.create(connection, Team("", "Day")).after
        anna = agents.create(connection, Agent("", "Anna", extension="201", team=team.id)).after
        with pytest.raises(FieldError, match="Anna are in this team") as refused:
            teams.deactivate(connection, team)
        agents.deactivate(connection, anna)
        assert isinstance(teams.deactivate(connection, team), Change)
    assert (refused.value.field, refused.value.values) == ("active", {"names": "Anna"})


def test_nobody_comes_back_into_what_is_out_of_use(database: Database) -> None:
    with database.write() as connection:
        team = teams.create(connection, Team("", "Day")).after
        anna = agents.create(connection, Agent("", "Anna", extension="201", team=team.id)).after
        gone = agents.deactivate(connection, anna)
        teams.deactivate(connection, team)
        assert isinstance(gone, Change)
        with pytest.raises(FieldError, match="no active team day"):
            agents.activate(connection, gone.after)


def test_what_never_was_is_refused_by_its_id(database: Database) -> None:
    with database.write() as connection, pytest.raises(FieldError, match="nobody does not exist"):
        teams.change(connection, Team("nobody", "Nobody"))


def test_of_two_at_once_who_want_one_extension_one_gets_it(database: Database) -> None:
    together = Barrier(2)

    def wants(name: str) -> str:
        together.wait(10)
        try:
            with database.write() as connection:
                return agents.create(connection, Agent("", name, extension="201")).after.id
        except FieldError as refused:
            return refused.field

    with ThreadPoolExecutor(2) as both:
        outcomes = sorted(both.map(wants, ("Anna", "Anna")))
    assert outcomes == ["agent-anna", "extension"]


def test_what_the_audit_gets_holds_no_secret() -> None:
    kept = plain(Agent("agent-anna", "Anna", "s3cret", "201", {"nurse": 3}))
    assert "phone_secret" not in kept
    assert (kept["extension"], kept["skills"]) == ("201", {"nurse": 3})


@pytest.mark.parametrize("name", ["", "  ", " Anna", "An\nna", "A\x00", "x" * 61])
def test_a_name_nobody_can_read_is_refused(name: str) -> None:
    with pytest.raises(FieldError):
        check_name(name)


@given(st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=60))
def test_letters_digits_and_signs_make_a_name(name: str) -> None:
    check_name(name)
    assert plain(Row("x", name))["name"] == name
