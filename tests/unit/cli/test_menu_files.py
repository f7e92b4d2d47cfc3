"""A menu file that is not what callers hear is named, with what makes it so."""

from pathlib import Path

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli import menu_files
from ivr.cli.menu_files import differences
from ivr.config import Settings
from ivr.menus.definition_json import to_plain
from ivr.menus.loader import load
from ivr.store.centre import Menu, save_menu
from ivr.store.database import Database
from ivr.store.migration import migrate


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = first_settings(tmp_path, tmp_path, "local")
    database = Database(settings.database_url)
    migrate(database)
    with database.write() as connection:
        for file in menu_files.FOLDER.glob("*.yaml"):
            tree = load(file.read_text(encoding="utf-8"), file.name)
            save_menu(connection, Menu(tree.id, to_plain(tree)))
    database.close()
    return settings


def test_imported_menus_differ_in_nothing(settings: Settings) -> None:
    assert differences(settings) == []


@pytest.mark.parametrize(("change", "words"), [("attempts: 1", "menus import main"), ("attempts: no", "attempts")])
def test_an_edited_file_is_named(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, words: str
) -> None:
    text = (menu_files.FOLDER / "main.yaml").read_text(encoding="utf-8")
    (tmp_path / "main.yaml").write_text(text.replace("kind: menu", f"kind: menu\n    {change}"), encoding="utf-8")
    monkeypatch.setattr(menu_files, "FOLDER", tmp_path)

    assert words in differences(settings)[0]
