"""The form becomes a question, or says at which field it cannot."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from ivr.console.catalogue import reading_as
from ivr.console.what_if_form import WhatIfForm
from ivr.errors import FieldError
from ivr.simulation.question import Question, Retrained, Widened

DAY = {"day": "2026-11-20"}


@pytest.fixture(autouse=True)
def _asked(app: Flask) -> Iterator[None]:
    with app.test_request_context(), reading_as("en", "Europe/Budapest"):
        yield


def filled(fields: dict[str, object]) -> WhatIfForm:
    form = WhatIfForm(formdata=MultiDict({"mode": "sla", "add_level": "5", **fields}), meta={"csrf": False})
    form.offer([("agent-anna", "Anna")], [("nurse", "Nurse")])
    return form


def question(fields: dict[str, object]) -> Question:
    form = filled(fields)
    assert form.validate(), form.errors
    return form.question()


def test_a_day_alone_is_a_question() -> None:
    assert question(DAY) == Question(date(2026, 11, 20))


def test_every_field_is_part_of_the_question() -> None:
    fields = {"agent": "agent-anna", "skill": "nurse", "level": "7", "without": "agent-anna", "add_skill": "nurse"}
    fields |= {"widen_skill": "nurse", "widening": "0:6 10:4"}
    more = {"add_level": "3", "add_count": "2", "mode": "etw", "strategies": "leastrecent", "staffing": "y"}

    assert question({**DAY, **fields, **more}) == Question(
        date(2026, 11, 20),
        None,
        ({"nurse": 3}, {"nurse": 3}),
        ("agent-anna",),
        (Retrained("agent-anna", "nurse", 7),),
        (Widened("nurse", "0:6 10:4"),),
        "etw",
        ("leastrecent",),
        staffing=True,
    )


def test_no_level_takes_the_skill_away() -> None:
    assert question({**DAY, "agent": "agent-anna", "skill": "nurse"}).retrained[0].level is None


def test_a_centre_on_paper_goes_before_the_day() -> None:
    assert question({**DAY, "centre": "busy"}) == Question(centre="busy")


@pytest.mark.parametrize(("given", "blamed"), [({"agent": "agent-anna"}, "skill"), ({"skill": "nurse"}, "agent")])
def test_an_agent_without_a_skill_is_no_change(given: dict[str, object], blamed: str) -> None:
    form = filled({**DAY, **given})
    with pytest.raises(FieldError) as refused:
        form.question()
    form.blame(refused.value)

    assert form[blamed].errors == ["Choose the agent and the skill, or none of both."]


def test_steps_that_do_not_go_down_are_blamed() -> None:
    form = filled({**DAY, "widen_skill": "nurse", "widening": "10:4 0:6"})
    with pytest.raises(FieldError) as refused:
        form.question()
    form.blame(refused.value)

    assert form.widening.errors == ["Enter seconds and levels that go down, such as 0:6 10:4 20:1."]


def test_without_a_day_the_day_is_blamed() -> None:
    form = filled({})
    with pytest.raises(FieldError) as refused:
        form.question()
    form.blame(refused.value)

    assert form.day.errors == ["Name a day or a centre on paper, one of them."]


@pytest.mark.parametrize("given", [{"add_count": "21"}, {"agent": "zoe"}, {"mode": "fair"}, {"day": "yesterday"}])
def test_what_is_not_offered_is_refused(given: dict[str, object]) -> None:
    assert not filled({**DAY, **given}).validate()
