from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from ivr.bringup.configuration import first_settings
from ivr.cli import menus
from ivr.errors import AuthorError
from ivr.spoken.prompt import prompt_book
from ivr.store.centre import load_menus
from ivr.store.database import Database

GOOD = """\
menu: small
languages: [en, hu]
start: main
on_failure: desk
nodes:
  main:
    kind: menu
    prompts: [main_menu]
    choices: {"1": desk, "2": news}
  news: {kind: information, say: goodbye}
  desk: {kind: queue, queue: reception, skill: reception, then: bye}
  bye: {kind: hang_up}
"""
CALLS = "call somebody\n  hear en: main_menu\npress 1\n  reach queue reception, skill reception\nhang up\n"


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def run(*words: object, keys: str = "") -> Result:
    return CliRunner().invoke(menus.app, [str(word) for word in words], input=keys, catch_exceptions=False)


def test_menu_is_walked_with_the_keyboard(small: Path) -> None:
    heard = run("play", small, keys="2\n\n1\nserved\n").stdout.splitlines()[1:]
    assert heard[1].startswith("hear en: Thank you for calling")
    assert heard[2] == heard[0]
    assert heard[3:] == ["reach queue reception, skill reception", "end"]


def test_impossible_key_is_told_and_the_call_goes_on(small: Path) -> None:
    assert run("play", small, keys="x\n1\nhang up\n").stdout.splitlines()[-2:] == [
        "(expected keys to press, not 'x')",
        "reach queue reception, skill reception",
    ]


def test_walk_ends_with_the_pipe(small: Path) -> None:
    assert run("play", small, "--language", "hu").exit_code == 0


def test_sound_menu_passes_lint(small: Path) -> None:
    result = run("lint", small)
    assert (result.exit_code, result.stdout) == (0, f"{small}: well formed\n")


def test_mistakes_are_printed_with_file_and_line(small: Path) -> None:
    small.write_text(GOOD.replace("then: bye", "then: by"), encoding="utf-8")
    result = run("lint", small)
    assert (result.exit_code, result.stdout) == (1, f"{small}:11: node desk, key then: there is no node 'by'\n")


def test_warnings_are_printed_and_do_no_harm(small: Path) -> None:
    small.write_text(GOOD.replace('"1": desk', '"1": bye'), encoding="utf-8")
    result = run("lint", small)
    assert result.exit_code == 0
    assert "no key leads to a person within 3 menus from here (warning)" in result.stdout


def test_calls_as_written_pass(small: Path) -> None:
    small.with_name("small.calls.txt").write_text(CALLS, encoding="utf-8")
    result = run("test", small)
    assert (result.exit_code, result.stdout.endswith("small.calls.txt: 1 calls as written\n")) == (0, True)


def test_call_that_goes_otherwise_is_shown_as_a_difference(small: Path) -> None:
    small.with_name("small.calls.txt").write_text(CALLS.replace("reception", "nurse"), encoding="utf-8")
    result = run("test", small)
    assert result.exit_code == 1
    assert "-  reach queue nurse, skill nurse\n+  reach queue reception, skill reception" in result.stdout


def test_update_writes_what_comes_of_each_line(small: Path) -> None:
    script = small.with_name("small.calls.txt")
    script.write_text("call somebody\npress 1\nhang up\n", encoding="utf-8")
    assert run("test", "--update", small).exit_code == 0
    assert script.read_text(encoding="utf-8") == CALLS


def test_menu_without_calls_is_named(small: Path) -> None:
    assert "no calls written down" in run("test", small).stdout


def test_menus_as_text_need_no_verb() -> None:
    assert "menu main (version" in run().stdout


def test_unknown_menu_is_answered_with_those_there_are() -> None:
    with pytest.raises(menus.SetupError, match="main, reminder"):
        run("play", "nowhere")


def test_file_that_is_no_text_is_the_authors_mistake(small: Path) -> None:
    small.write_bytes(b"\xff\xfe\xff")
    with pytest.raises(menus.AuthorError, match="no UTF-8 text"):
        run("lint", small)


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh) -> Iterator[Database]:
    monkeypatch.setenv("IVR_HOME", str(tmp_path / "home"))
    database = fresh(first_settings(tmp_path / "home", tmp_path, "local").database_url)
    yield database
    database.close()


def stored(database: Database) -> dict[str, int]:
    with database.read() as connection:
        return {menu.id: menu.version for menu in load_menus(connection)}


def test_an_imported_menu_is_in_force_and_only_a_change_makes_a_version(small: Path, database: Database) -> None:
    assert run("import", small).stdout == "small: version 1 is in force\n"
    run("import", small)
    assert stored(database) == {"small": 1}
    small.write_text(GOOD.replace('"2": news', '"3": news'), encoding="utf-8")
    run("import", small)
    assert stored(database) == {"small": 2}


def test_one_mistake_keeps_every_menu_as_it_was(small: Path, tmp_path: Path, database: Database) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text(GOOD.replace("start: main", "start: nowhere"), encoding="utf-8")

    with pytest.raises(AuthorError, match="nowhere"):
        run("import", small, wrong)

    assert stored(database) == {}


def test_language_nobody_can_say_numbers_in_is_a_mistake(small: Path) -> None:
    small.write_text(GOOD.replace("languages: [en, hu]", "languages: [en, uk]"), encoding="utf-8")
    assert run("lint", small).exit_code == 0
    small.write_text(GOOD.replace("languages: [en, hu]", "languages: [en, de]"), encoding="utf-8")
    result = run("lint", small)
    assert result.exit_code == 1
    assert "the prompt 'main_menu' has no text in language 'de'" in result.stdout


def test_prompts_our_own_code_says_are_looked_for_too(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book = prompt_book({prompt: {"en": "Text.", "hu": "Text."} for prompt in ("main_menu", "goodbye")})
    monkeypatch.setattr(menus, "_book", lambda: book)
    result = run("lint", small)
    assert result.exit_code == 1
    assert "key expected_wait: the prompt has no text in language 'hu'" in result.stdout
    monkeypatch.setenv("IVR_HOME", str(small.parent))
    first_settings(small.parent, small.parent, "local", {})
    with pytest.raises(menus.AuthorError, match="no text in language 'en'"):
        run("import", small)
