"""Menus keep their history, and know what they lead to."""

from ivr.store.database import Database
from ivr.store.menus import Menu, load_menus, menus_naming, save_menu

WARD = {"nodes": {"ward": {"kind": "queue", "queue": "ward", "skill": "nurse"}, "bye": {"kind": "hang_up"}}}


def test_a_changed_menu_is_a_new_version_and_the_same_one_is_not(database: Database) -> None:
    with database.write() as connection:
        assert [save_menu(connection, Menu("main", wanted)) for wanted in ({}, {}, WARD)] == [1, 1, 2]
        assert load_menus(connection) == (Menu("main", WARD, 2),)


def test_only_the_latest_version_of_a_menu_leads_anywhere(database: Database) -> None:
    with database.write() as connection:
        save_menu(connection, Menu("main", WARD))
        assert menus_naming(connection, "queue", "ward") == ("main",)
        save_menu(connection, Menu("main", {"nodes": {}}))
        assert menus_naming(connection, "queue", "ward") == ()
