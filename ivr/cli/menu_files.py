"""Menus in force beside their files and the prompts: what `check` says of them."""

from collections.abc import Iterable
from contextlib import closing
from typing import Any

from ivr.app import prompts_folder
from ivr.config import PROJECT, Settings
from ivr.errors import AuthorError
from ivr.menus.definition_json import from_plain, to_plain
from ivr.menus.loader import load
from ivr.menus.wording import gaps_of_language, gaps_of_menu
from ivr.store.centre import load_menus
from ivr.store.database import Database

FOLDER = PROJECT / "dialplans" / "menus"


def differences(settings: Settings) -> list[str]:
    """One sentence for each menu file that is not what callers hear; AuthorError for what they could not be told."""
    with closing(Database(settings.database_url)) as database, database.read() as connection:
        in_force = {menu.id: menu.definition for menu in load_menus(connection)}
    _require_texts(settings, in_force.values())
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


def _require_texts(settings: Settings, definitions: Iterable[dict[str, Any]]) -> None:
    """The prompts may have been edited since the menus were imported: a caller would hear silence."""
    book = prompts_folder(settings.home).book()
    gaps = [gap for language in settings.languages for gap in gaps_of_language(language, book)]
    gaps += [gap for definition in definitions for gap in gaps_of_menu(from_plain(definition), book)]
    if gaps:
        raise gaps[0]
