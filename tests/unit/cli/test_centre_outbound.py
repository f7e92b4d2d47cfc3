"""What is written of the trunk and of callbacks is taken over whole, or its mistake is named with its line."""

from pathlib import Path

import pytest

from ivr.cli.centre_file import parse_centre
from ivr.cli.centre_outbound import CALLBACKS, TRUNK
from ivr.config import PROJECT
from ivr.engine.centre import callback_rule
from ivr.errors import AuthorError
from ivr.store.centre import Menu

DEMO = PROJECT / "dialplans" / "centre.yaml"
MENUS = (Menu("main", {}), Menu("reminder", {}))
HEAD = "timezone: Europe/Budapest\n"


def parse(text: str):
    return parse_centre(HEAD + text, "centre.yaml", MENUS).settings


def test_the_demo_centre_says_all_there_is_to_say() -> None:
    settings = parse_centre(Path(DEMO).read_text(encoding="utf-8"), str(DEMO), MENUS).settings
    assert set(settings["trunk"]) == set(TRUNK) - {"calls"}
    assert set(settings["callbacks"]) == {*CALLBACKS, "window"}
    assert callback_rule(settings["callbacks"]).attempts == 3


def test_what_is_not_written_is_usual() -> None:
    assert (parse("")["trunk"], parse("")["callbacks"]) == ({}, {})


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("trunk: {calls: 0}", "0 is not a whole number from 1 to 1000"),
        ("trunk: {calls_per_second: fast}", "'fast' is not a number from 0.01 to 100"),
        ("callbacks: {attempts: 4}", "4 is not a whole number from 1 to 3"),
        ("callbacks: {retries: 2}", "is none of answer_s, attempts"),
        ('callbacks: {window: "21:00-08:00"}', "window|08:00"),
        ("callbacks: {ring_s: true}", "True is not a whole number"),
    ],
)
def test_a_mistake_is_named(text: str, complaint: str) -> None:
    with pytest.raises(AuthorError, match=complaint):
        parse(text)
