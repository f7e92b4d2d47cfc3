"""What the simulation says is told in the reader's language."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask

from ivr.console import what_if_words
from ivr.console.catalogue import reading_as
from ivr.simulation.centres import SIX
from ivr.simulation.question import UNKNOWN, Question, Retrained, Widened
from ivr.simulation.replay import SENTENCES, Gap
from ivr.store.what_ifs import WhatIfOutcome

AGENTS, SKILLS = {"agent-anna": "Anna"}, {"nurse": "Nurse"}


@pytest.fixture(autouse=True)
def _reader(app: Flask) -> Iterator[None]:
    with app.test_request_context(), reading_as("en", "Europe/Budapest"):
        yield


def test_every_gap_is_told_as_the_simulation_says_it() -> None:
    assert {gap: str(text) for gap, text in what_if_words.GAPS.items()} == dict(SENTENCES)
    assert what_if_words.gap(Gap.NO_SKILL.value, 3).startswith("3 callers are left out")


def test_every_centre_on_paper_has_a_name_that_tells_its_size() -> None:
    sizes = {name: (len(made().agents), len(made().skills)) for name, made in SIX.items()}
    said = {name: f"{agents} agents, {skills} skills" for name, (agents, skills) in sizes.items()}

    assert all(str(what_if_words.CENTRES[name]).endswith(words) for name, words in said.items())
    assert set(what_if_words.CENTRES) == set(SIX)


def test_every_refusal_of_a_question_is_in_the_catalogue() -> None:
    assert set(UNKNOWN.values()) <= {str(text) for text in what_if_words.REFUSALS}
    said = what_if_words.refusal({"sentence": UNKNOWN["agent"], "values": {"name": "zoe"}})
    assert said == "No agent zoe was at work on that day."


def test_a_question_is_told_in_phrases() -> None:
    asked = Question(
        date(2026, 11, 20),
        added=({"nurse": 7}, {"nurse": 7}),
        without=("agent-anna",),
        retrained=(Retrained("agent-anna", "nurse", None), Retrained("agent-bela", "nurse", 4)),
        widened=(Widened("nurse", ""),),
        mode="etw",
    ).to_plain()

    assert list(what_if_words.changes(asked, AGENTS, SKILLS)) == [
        "Anna: no Nurse",
        "agent-bela: Nurse 4",
        "without Anna",
        "2 more agents: Nurse 7",
        "Nurse: levels by waiting time none",
        "shortest waits",
    ]
    assert what_if_words.title(asked) == "Friday, 20 November 2026"


def test_a_trial_is_named_by_what_it_shows() -> None:
    trials = [{"kind": "as_it_was"}, {"kind": "changed"}, {"kind": "app_queue", "detail": "rrmemory"}]

    assert [what_if_words.trial_name(trial) for trial in trials] == [
        "As it was",
        "As asked",
        "Asterisk's queue, in turn (rrmemory)",
    ]


def test_what_one_more_brings_is_told_in_points() -> None:
    said = what_if_words.lift({"skill": "nurse", "lift": 0.0123, "skill_lift": None}, SKILLS)

    assert said == "Nurse: +1.2 points of service level, - of this skill's own"


def test_where_agents_are_missing_is_told_in_a_sentence() -> None:
    short = {"skill": "nurse", "half_hours": 2, "of": 16, "missing": 3, "from": "10:30"}

    assert what_if_words.shortfall(short, SKILLS) == (
        "Nurse: 2 of 16 half hours miss the goal, that from 10:30 by 3 agents"
    )


def test_a_question_can_be_asked_again_with_its_fields_filled_in() -> None:
    asked = Question(centre="small", added=({"skill1": 7},) * 2, strategies=("rrmemory",), staffing=True).to_plain()
    address = what_if_words.again(asked)

    assert address.startswith("/what-if?")
    assert {"centre=small", "add_skill=skill1", "add_level=7", "add_count=2", "staffing=y"} <= set(
        address[9:].split("&")
    )


@pytest.mark.parametrize("outcome", [None, *WhatIfOutcome])
def test_every_state_has_a_word(outcome: WhatIfOutcome | None) -> None:
    assert what_if_words.state(outcome)
