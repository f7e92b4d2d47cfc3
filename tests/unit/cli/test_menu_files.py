"""A menu file that is not what callers hear is named, with what makes it so."""

import re
from contextlib import closing
from pathlib import Path

import pytest

from ivr.bringup.configuration import first_settings
from ivr.cli import menu_files
from ivr.cli.check import findings
from ivr.cli.menu_files import differences
from ivr.config import PROJECT, Settings
from ivr.errors import AuthorError
from ivr.menus.definition_json import to_plain
from ivr.menus.loader import load
from ivr.speech.prompts_folder import PromptsFolder
from ivr.store.centre import Menu, save_menu
from ivr.store.database import Database

PROMPTS = PROJECT / "prompts" / "prompts.yaml"


@pytest.fixture
def settings(tmp_path: Path, fresh) -> Settings:
    settings = first_settings(tmp_path, tmp_path, "local")
    database = fresh(settings.database_url)
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


def test_a_language_taken_out_of_the_prompts_is_an_error_before_anybody_calls(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prompts.yaml").write_text(re.sub(r"  hu: .*\n", "", PROMPTS.read_text(encoding="utf-8")), "utf-8")
    monkeypatch.setattr(menu_files, "prompts_folder", lambda _home: PromptsFolder(tmp_path))

    with pytest.raises(AuthorError, match="no text in language 'hu'"):
        differences(settings)
    assert next(found for found in findings(settings) if found.subject == "menus").is_wrong


def test_a_menu_in_force_that_speaks_a_language_without_texts_is_an_error(settings: Settings) -> None:
    text = (menu_files.FOLDER / "reminder.yaml").read_text(encoding="utf-8")
    tree = load(text.replace("[en, hu]", "[en, hu, de]"), "reminder.yaml")
    with closing(Database(settings.database_url)) as database, database.write() as connection:
        save_menu(connection, Menu(tree.id, to_plain(tree)))

    with pytest.raises(AuthorError, match="'de'"):
        differences(settings)
