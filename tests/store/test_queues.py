"""Queues: settings within bounds, warnings before alarms, nothing that a menu leads to goes away."""

from dataclasses import replace

import pytest

from ivr.errors import FieldError
from ivr.store import queues, skills
from ivr.store.database import Database
from ivr.store.menus import Menu, save_menu
from ivr.store.queues import Queue, check_settings
from ivr.store.register import Change
from ivr.store.skills import Skill

WARD = Queue("ward", "Ward", "nurse")


def test_a_queue_comes_back_with_all_its_settings(database: Database) -> None:
    wanted = replace(WARD, goal_percent=90, min_agents=2, waiting_warn=3, waiting_alarm=6, longest_wait_warn_s=60)
    with database.write() as connection:
        skills.create(connection, Skill("", "Nurse"))
        queues.create(connection, WARD)
        changed = queues.change(connection, wanted)
        assert changed == Change(WARD, replace(wanted, version=2))
        assert queues.everyone(connection) == (replace(wanted, version=2),)


def test_a_queue_for_a_skill_nobody_keeps_is_refused(database: Database) -> None:
    with database.write() as connection, pytest.raises(FieldError, match="no active skill nurse") as refused:
        queues.create(connection, WARD)
    assert refused.value.field == "skill"


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"goal_percent": 0}, "goal_percent"),
        ({"goal_percent": None}, "goal_percent"),
        ({"ring_s": 0}, "ring_s"),
        ({"max_wait_s": 14401}, "max_wait_s"),
        ({"waiting_warn": 6, "waiting_alarm": 6}, "waiting_alarm"),
        ({"longest_wait_warn_s": 60, "longest_wait_alarm_s": 30}, "longest_wait_alarm_s"),
        ({"service_level_warn_percent": 70, "service_level_alarm_percent": 80}, "service_level_alarm_percent"),
        ({"timezone": "Europe/Buda"}, "timezone"),
        ({"announce_every_s": 5}, "announce_every_s"),
        ({"widening": "soon"}, "widening"),
        ({"widening": "0:3 10:5"}, "widening"),
        ({"overflow": "queue:ward"}, "overflow"),
        ({"overflow": "somewhere"}, "overflow"),
    ],
)
def test_settings_that_make_no_sense_are_refused_by_name(wrong: dict[str, object], field: str) -> None:
    with pytest.raises(FieldError) as refused:
        check_settings(replace(WARD, **wrong))
    assert refused.value.field == field


def test_a_service_level_warns_above_its_alarm() -> None:
    check_settings(replace(WARD, service_level_warn_percent=80, service_level_alarm_percent=70))


def test_the_queue_a_menu_leads_to_cannot_be_deactivated(database: Database) -> None:
    with database.write() as connection:
        skills.create(connection, Skill("", "Nurse"))
        ward = queues.create(connection, WARD).after
        save_menu(connection, Menu("main", {"nodes": {"ward": {"kind": "queue", "queue": "ward"}}}))
        with pytest.raises(FieldError, match="The menu main leads to this queue"):
            queues.deactivate(connection, ward)


def test_the_skill_of_a_queue_stays_while_a_menu_says_what_its_callers_wait_for(database: Database) -> None:
    with database.write() as connection:
        for name in ("Nurse", "Doctor"):
            skills.create(connection, Skill("", name))
        ward = queues.create(connection, WARD).after
        assert isinstance(queues.change(connection, replace(ward, skill="doctor")), Change)
        save_menu(connection, Menu("main", {"nodes": {"ward": {"kind": "queue", "queue": "ward"}}}))
        with pytest.raises(FieldError, match="change the menu first") as refused:
            queues.change(connection, replace(ward, version=2))
    assert refused.value.field == "skill"


def two_queues(connection):
    skills.create(connection, Skill("", "Nurse"))
    other = queues.create(connection, replace(WARD, name="Other")).after
    return queues.create(connection, replace(WARD, overflow="queue:other")).after, other


def test_a_queue_callers_are_sent_to_cannot_be_deactivated(database: Database) -> None:
    with database.write() as connection:
        _, other = two_queues(connection)
        with pytest.raises(FieldError, match="Callers of Ward are sent here"):
            queues.deactivate(connection, other)


@pytest.mark.parametrize("nowhere", ["queue:gone", "menu:gone"])
def test_callers_cannot_be_sent_nowhere(database: Database, nowhere: str) -> None:
    with database.write() as connection:
        ward, _ = two_queues(connection)
        with pytest.raises(FieldError, match="There is no") as refused:
            queues.change(connection, replace(ward, overflow=nowhere))
    assert refused.value.field == "overflow"


def test_callers_may_be_sent_to_a_menu_that_is_there(database: Database) -> None:
    with database.write() as connection:
        ward, _ = two_queues(connection)
        save_menu(connection, Menu("night", {"nodes": {}}))
        wanted = replace(ward, overflow="menu:night", widening="0:6 10:1", announce_every_s=60)
        assert queues.change(connection, wanted) == Change(ward, replace(wanted, version=2))
