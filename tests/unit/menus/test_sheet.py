from hypothesis import given
from hypothesis import strategies as st

from ivr.graph.limits import FILE_CHARACTERS
from ivr.menus.sheet import Place, Sheet


def mistake(text: str) -> str:
    sheet = Sheet("m.yaml")
    assert sheet.root(text) is None
    return str(sheet.mistakes[0])


def test_broken_yaml_is_named_with_its_line() -> None:
    assert mistake("menu: demo\nnodes: [").startswith("m.yaml:2: no valid YAML")


def test_key_written_twice_is_a_mistake() -> None:
    assert "m.yaml:2: no valid YAML: found duplicate key" in mistake("menu: a\nmenu: b\n")


def test_file_too_large_is_not_read() -> None:
    assert "characters" in mistake("#" * (FILE_CHARACTERS + 1))


def test_brackets_without_end_are_a_mistake() -> None:
    assert "no valid YAML" in mistake("[" * 1000)


def test_place_of_a_key_is_its_line() -> None:
    sheet = Sheet("m.yaml")
    root = sheet.root("nodes:\n  main:\n    kind: menu\n")
    place = Place(sheet).of_node(root["nodes"], "main").of_key(root["nodes"]["main"], "kind")
    place.wrong("no")
    assert str(sheet.mistakes[0]) == "m.yaml:3: node main, key kind: no"
    assert (sheet.line("main", "kind"), sheet.line("main", "then")) == (3, 2)


def test_place_of_an_item_is_its_line() -> None:
    sheet = Sheet("m.yaml")
    root = sheet.root("say:\n  - one\n  - two\n")
    assert Place(sheet).of_item(root["say"], 1).line == 3


def test_first_place_of_a_prompt_is_kept() -> None:
    sheet = Sheet("m.yaml")
    for line in (4, 9):
        Place(sheet, line, "main").of_prompt("welcome")
    assert sheet.prompt_lines == {("main", "welcome"): 4}


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    sheet = Sheet("m.yaml")
    sheet.root(text)
    assert all(mistake.line for mistake in sheet.mistakes)
