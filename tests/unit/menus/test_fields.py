from typing import Any

import pytest

from ivr.calls.disposition import Disposition
from ivr.menus import fields
from ivr.menus.definition import FactLine, PromptLine
from ivr.menus.sheet import Place, Sheet


def read(reader: fields.Read, yaml: str) -> tuple[Any, list[str]]:
    sheet = Sheet("m.yaml")
    root = sheet.root(f"x: {yaml}")
    place = Place(sheet, node="main").of_key(root, "x")
    return reader(root["x"], place), [str(mistake) for mistake in sheet.mistakes]


@pytest.mark.parametrize(
    ("reader", "yaml", "value"),
    [
        (fields.name, "opening_hours", "opening_hours"),
        (fields.language, "next", "next"),
        (fields.languages, "[en, hu]", ("en", "hu")),
        (fields.number_outside, '"+3612345678"', "+3612345678"),
        (fields.flag, "false", False),
        (fields.level, "9", 9),
        (fields.priority, "0", 0),
        (fields.attempts, "1", 1),
        (fields.seconds, "2.5", 2.5),
        (fields.disposition, "heard", Disposition.HEARD),
        (fields.response, "speak", "speak"),
        (fields.choices, '{"1": a, "12": b, "*": back, "#": c}', (("1", "a"), ("12", "b"), ("*", "back"), ("#", "c"))),
        (fields.lines, "welcome", (PromptLine("welcome"),)),
        (fields.lines, "[welcome, {fact: hours}]", (PromptLine("welcome"), FactLine("hours"))),
        (fields.attempts_of_lines, "[[a, b], c]", ((PromptLine("a"), PromptLine("b")), (PromptLine("c"),))),
    ],
)
def test_what_is_right_is_read(reader: fields.Read, yaml: str, value: object) -> None:
    assert read(reader, yaml) == (value, [])


@pytest.mark.parametrize(
    ("reader", "yaml", "message"),
    [
        (fields.name, "Opening hours", "expected a name"),
        (fields.name, "7", "expected a name"),
        (fields.language, "Hungarian", "expected a language"),
        (fields.languages, "[]", "each once"),
        (fields.languages, "[en, en]", "each once"),
        (fields.languages, "[next]", "expected a language"),
        (fields.number_outside, '"06-1-234-5678"', "expected a number"),
        (fields.number_outside, "3612345678", "in quotes"),
        (fields.flag, "7", "true or false"),
        (fields.level, "10", "from 1 to 9"),
        (fields.level, "true", "from 1 to 9"),
        (fields.seconds, "0", "from 0.5 to 60"),
        (fields.seconds, ".nan", "from 0.5 to 60"),
        (fields.disposition, "bored", "expected one of"),
        (fields.response, "perhaps", "confirmed, cancelled, speak"),
        (fields.choices, "[]", "expected keys"),
        (fields.choices, "{1: a}", 'key 1: write the keys in quotes: "1"'),
        (fields.choices, '{"1a": a}', "keys 0-9 * #"),
        (fields.choices, '{"D": a}', "keys 0-9 * #"),
        (fields.choices, '{"1": 7}', "expected a name"),
        (fields.lines, "[]", "something to say"),
        (fields.lines, "{song: a}", "a prompt or {fact: ...}"),
        (fields.lines, "{fact: a, mood: b}", "a prompt or {fact: ...}"),
        (fields.attempts_of_lines, "welcome", "at each attempt"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(reader: fields.Read, yaml: str, message: str) -> None:
    _, (mistake,) = read(reader, yaml)
    assert mistake.startswith("m.yaml:1: node main, key ")
    assert message in mistake


def test_every_wrong_choice_is_named() -> None:
    _, mistakes = read(fields.choices, '{1: a, "x": b, "2": c}')
    assert len(mistakes) == 2


def test_wrong_line_is_named_by_its_own_line() -> None:
    _, (mistake,) = read(fields.lines, "\n  - welcome\n  - 7")
    assert mistake.startswith("m.yaml:3:")
