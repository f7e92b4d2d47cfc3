"""A centre on paper is written in YAML, and a mistake in it is named with its line."""

import pytest

from ivr.cli.paper_sheet import parse_paper
from ivr.errors import AuthorError
from ivr.simulation.centre import Rate, Shift

FILE = """\
name: help line
hours: 4
skills:
  tech: {per_hour: [30, 60], talk_s: 200, patience_s: 180}
  sales: {per_hour: 20, target_s: 30}
agents:
  anna: {levels: {tech: 7, sales: 3}}
  team: {count: 2, levels: {tech: 5}, from: 1, to: 3}
"""


def test_skills_have_their_calls_and_times() -> None:
    tech, sales = parse_paper(FILE, "x.yaml").skills

    assert tech.arrivals == (Rate(0, 30), Rate(7200, 60))
    assert (tech.talk.mean_s, tech.patience_s, tech.target_s, sales.target_s) == (200, 180, 20, 30)


def test_agents_have_levels_and_hours_and_may_be_many() -> None:
    anna, *team = parse_paper(FILE, "x.yaml").agents

    assert (dict(anna.levels), anna.shifts) == ({"tech": 7, "sales": 3}, (Shift(0, 14_400),))
    assert [(agent.id, agent.shifts) for agent in team] == [(f"team-{n}", (Shift(3600, 10_800),)) for n in (1, 2)]


@pytest.mark.parametrize(
    ("written", "wrong", "said"),
    [
        ("talk_s: 200", "talk_s: -1", "4: key talk_s: is to be a number"),
        ("[30, 60]", "many", "4: key per_hour: is to be a number of calls an hour"),
        ("tech: 5}", "tech: 12}", "8: key tech: a level is a number from 1 to 9"),
        ("count: 2", "count: 0", "8: key count: is to be a number from 1 to 2000"),
        ("hours: 4", "hours: 25", "2: key hours: is to be a number from 0.1 to 24"),
    ],
)
def test_a_number_that_cannot_be_is_named(written: str, wrong: str, said: str) -> None:
    with pytest.raises(AuthorError, match=said):
        parse_paper(FILE.replace(written, wrong), "x.yaml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hours: 4", "the file has no skills"),
        (FILE.replace("{per_hour: 20, target_s: 30}", "{target_s: 30}"), "key sales: has no per_hour"),
        (FILE.replace("sales: 3", "law: 3"), "key law: there is no such skill in the file"),
        (FILE.replace("count", "number"), "unknown section or field"),
        ("- 1", "a centre is a mapping"),
    ],
)
def test_what_is_missing_or_too_much_is_named(text: str, said: str) -> None:
    with pytest.raises(AuthorError, match=said):
        parse_paper(text, "x.yaml")
