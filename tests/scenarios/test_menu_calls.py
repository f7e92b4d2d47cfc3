"""The golden calls beside the project's menus, and what the issue promises of number 100."""

from pathlib import Path

import pytest

from ivr.menus.definition import MenuTree
from ivr.menus.golden import calls_in, replayed
from ivr.menus.loader import load, read
from ivr.menus.simulated_call import act, begin
from ivr.spoken.prompt import PromptBook
from ivr.spoken.prompt_file import parse_prompts

PROJECT = Path(__file__).resolve().parents[2]
MENUS = sorted((PROJECT / "dialplans" / "menus").glob("*.yaml"))


@pytest.fixture(scope="module")
def book() -> PromptBook:
    path = PROJECT / "prompts" / "prompts.yaml"
    return parse_prompts(path.read_text(encoding="utf-8"), path.name)


@pytest.fixture
def main() -> MenuTree:
    return load((PROJECT / "dialplans" / "menus" / "main.yaml").read_text(encoding="utf-8"), "main.yaml")


@pytest.mark.parametrize("path", MENUS, ids=lambda path: path.stem)
def test_menu_has_neither_mistakes_nor_warnings(path: Path, book: PromptBook) -> None:
    reading = read(path.read_text(encoding="utf-8"), path.name, book)
    assert [str(found) for found in (*reading.mistakes, *reading.warnings)] == []


@pytest.mark.parametrize("path", MENUS, ids=lambda path: path.stem)
def test_golden_calls_go_as_written(path: Path) -> None:
    script = path.with_name(f"{path.stem}.calls.txt")
    text = script.read_text(encoding="utf-8")
    assert calls_in(text) >= 5
    assert replayed(text, load(path.read_text(encoding="utf-8"), path.name), script.name) == text


@pytest.mark.parametrize(
    ("key", "reached"),
    [
        ("1", "reach queue reception, skill reception"),
        ("2", "hear en: opening_hours; <opening_hours>"),
        ("3", "reach queue nurse, skill nurse, level 3"),
        ("0", "reach queue reception, skill reception"),
        ("9", "hear hu: main_menu"),
    ],
)
def test_every_key_works_from_the_first_word_on(main: MenuTree, key: str, reached: str) -> None:
    assert act(act(begin(main), "wait 3"), f"press {key}").told == (reached,)
