"""An answer is told in plain values: shares, seconds, differences."""

import json
from typing import Any

import pytest

from ivr.simulation.centres import Size, centre_of
from ivr.simulation.compare import answer
from ivr.simulation.paper import clock, on_paper
from ivr.simulation.question import Question
from ivr.simulation.telling import told

TINY = centre_of(Size("tiny", agents=4, skills=2, load=0.8, hours=2))


@pytest.fixture(scope="module")
def answered() -> dict[str, Any]:
    question = Question(centre="small", added=({"skill1": 7},), staffing=True)
    return told(question, answer(question, lambda seed: on_paper(TINY, seed)), clock)


def test_an_answer_is_json(answered: dict[str, Any]) -> None:
    assert json.loads(json.dumps(answered)) == answered


def test_each_trial_tells_its_figures_and_those_of_its_skills(answered: dict[str, Any]) -> None:
    was, then = answered["trials"]

    assert (was["kind"], then["kind"], then["agents"] - was["agents"]) == ("as_it_was", "changed", 1)
    assert was["offered"] == sum(skill["offered"] for skill in was["skills"])
    assert was["worst_level"] == min(skill["service_level"] for skill in was["skills"])
    assert 0 < was["kept"] <= 1


def test_one_more_agent_is_told_as_a_difference_to_what_was_asked_for(answered: dict[str, Any]) -> None:
    base = answered["trials"][1]["service_level"]

    for lift in answered["one_more"]:
        assert lift["lift"] == pytest.approx(lift["service_level"] - base, abs=2e-4)


def test_staffing_is_told_by_the_clock(answered: dict[str, Any]) -> None:
    assert [row["from"] for row in answered["staffing"][:3]] == ["0:00", "0:30", "1:00"]


def test_what_is_missing_is_told_by_the_clock_too(answered: dict[str, Any]) -> None:
    for short in answered["shortfalls"]:
        row = next(r for r in answered["staffing"] if (r["skill"], r["from"]) == (short["skill"], short["from"]))
        assert row["missing"] == short["missing"] > 0


def test_the_question_stays_with_its_answer(answered: dict[str, Any]) -> None:
    assert Question.from_plain(answered["question"]).added == ({"skill1": 7},)
