"""Menu files beside the menus in force: what `check` says of the difference."""

from contextlib import closing

from ivr.config import PROJECT, Settings
from ivr.errors import AuthorError
from ivr.menus.definition_json import to_plain
from ivr.menus.loader import load
from ivr.store.centre import load_menus
from ivr.store.database import Database

FOLDER = PROJECT / "dialplans" / "menus"


def differences(settings: Settings) -> list[str]:
    """One sentence for each menu file that is not what callers hear."""
    with closing(Database(settings.database_url)) as database, database.read() as connection:
        in_force = {menu.id: menu.definition for menu in load_menus(connection)}
    found = []
    for file in sorted(FOLDER.glob("*.yaml")):
        try:
            tree = load(file.read_text(encoding="utf-8"), file.name)
        except AuthorError as mistake:
            found.append(f"{mistake} (callers hear the menu as it was imported)")
            continue
        if in_force.get(tree.id) != to_plain(tree):
            found.append(f"{file.name} is not what callers hear: `python3 -m ivr menus import {tree.id}` makes it so")
    return found
