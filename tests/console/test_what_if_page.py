"""A question is asked, followed, stopped and answered on pages that nobody else sees."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console.catalogue import reading_as
from ivr.console.shown import share
from ivr.simulation.centres import Size, centre_of
from ivr.simulation.compare import answer
from ivr.simulation.paper import clock, on_paper
from ivr.simulation.question import Question
from ivr.simulation.telling import told
from ivr.store import what_ifs
from ivr.store.database import Database
from ivr.store.folding import refresh
from ivr.store.what_ifs import WhatIf, WhatIfOutcome

TINY = centre_of(Size("tiny", agents=4, skills=2, load=0.8, hours=2))
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIELDS = {"day": "2026-11-20", "mode": "sla", "add_level": "5"}
FULL = Question(centre="small", strategies=("rrmemory",), staffing=True, mode="etw")


@pytest.fixture
def planner(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.PLANNER)


def asked(database: Database) -> WhatIf:
    with database.read() as connection:
        return what_ifs.asked_by(connection, "planner-id")[0]


@pytest.fixture
def open_one(database: Database, planner: FlaskClient) -> WhatIf:
    made = WhatIf("0" * 36, "planner-id", NOW, FULL.to_plain(), percent=42)
    with database.write() as connection:
        what_ifs.ask(connection, made)
    return made


def close(database: Database, outcome: WhatIfOutcome, **more: Any) -> None:
    with database.write() as connection:
        what_ifs.close(connection, "0" * 36, outcome, **more)


def test_a_question_goes_to_the_worker_and_its_page_is_shown(
    planner: FlaskClient, press: Any, database: Database
) -> None:
    answer = press(planner, "/what-if", {**FIELDS, "add_skill": "nurse", "strategies": "rrmemory"})
    found = asked(database)

    assert (answer.status_code, answer.location) == (303, f"/what-if/{found.id}")
    assert Question.from_plain(found.question).added == ({"nurse": 5},)
    assert found.skills is None


def test_the_question_of_a_limited_account_is_held_to_its_skills(as_role: Any, press: Any, database: Database) -> None:
    planner = as_role(Role.PLANNER, scope=Scope(queues=frozenset({"nurse"})))
    press(planner, "/what-if", FIELDS)

    assert asked(database).skills == ("nurse",)
    assert 'value="reception"' not in planner.get("/what-if").text


def test_what_cannot_be_asked_is_said_at_its_field(planner: FlaskClient, press: Any, database: Database) -> None:
    answer = press(planner, "/what-if", {**FIELDS, "agent": "agent-anna"})

    assert answer.status_code == 400
    assert "Choose the agent and the skill" in answer.text
    assert press(planner, "/what-if", {**FIELDS, "mode": "fair"}).status_code == 400


def test_too_many_open_questions_are_refused(planner: FlaskClient, press: Any) -> None:
    codes = [press(planner, "/what-if", FIELDS).status_code for _ in range(4)]

    assert codes == [303, 303, 303, 400]


def test_the_form_is_filled_in_by_its_address(planner: FlaskClient) -> None:
    page = planner.get("/what-if?agent=agent-anna&skill=reception&level=7&day=2026-11-19").text

    assert 'value="2026-11-19"' in page
    assert '<option selected value="agent-anna">' in page
    assert '<option selected value="7">' in page


def test_the_day_offered_is_the_last_one_somebody_called_on(
    planner: FlaskClient, past: Any, write: Any, database: Database
) -> None:
    call = past(1, minutes_ago=60 * 24 * 3)
    call.wait(0, "nurse")
    write(call)
    refresh(database)

    assert f'value="{(NOW - timedelta(days=3)).date()}"' in planner.get("/what-if").text


def test_how_far_it_is_is_shown_and_followed(planner: FlaskClient, open_one: WhatIf) -> None:
    page = planner.get(f"/what-if/{open_one.id}").text

    assert '<progress class="progress" max="100" value="42"' in page
    assert f'hx-get="/what-if/{open_one.id}/state"' in page
    assert "being computed" in planner.get("/what-if").text


def test_it_can_be_stopped(planner: FlaskClient, press: Any, open_one: WhatIf, database: Database) -> None:
    assert press(planner, f"/what-if/{open_one.id}/stop").status_code == 303
    assert asked(database).outcome is WhatIfOutcome.STOPPED
    assert "was stopped" in planner.get(f"/what-if/{open_one.id}").text


def test_what_is_answered_is_not_stopped(
    planner: FlaskClient, press: Any, open_one: WhatIf, database: Database
) -> None:
    close(database, WhatIfOutcome.REFUSED, reason={"sentence": "Nobody waited.", "values": {}})
    press(planner, f"/what-if/{open_one.id}/stop")

    assert asked(database).outcome is WhatIfOutcome.REFUSED
    assert "It was answered meanwhile." in planner.get("/what-if").text


def test_an_answer_shows_settings_skills_staffing_and_gaps(
    app: Flask, planner: FlaskClient, open_one: WhatIf, database: Database
) -> None:
    found = told(FULL, answer(FULL, lambda seed: on_paper(TINY, seed)), clock) | {"gaps": {"patience": 12}}
    close(database, WhatIfOutcome.DONE, answer=found)
    state = planner.get(f"/what-if/{open_one.id}/state").text

    for words in ("As it was", "As asked", "Asterisk&#39;s queue", "One agent more", "12 callers did not hang up"):
        assert words in state
    with app.test_request_context(), reading_as("en", "UTC"):
        assert share(found["trials"][0]["service_level"]) in state
    assert "hx-get" not in state


def test_a_refusal_is_told_in_words(planner: FlaskClient, open_one: WhatIf, database: Database) -> None:
    reason = {"sentence": "No agent %(name)s was at work on that day.", "values": {"name": "zoe"}}
    close(database, WhatIfOutcome.REFUSED, reason=reason)

    assert "No agent zoe was at work on that day." in planner.get(f"/what-if/{open_one.id}").text


def test_nobody_else_sees_it(as_role: Any, press: Any, open_one: WhatIf) -> None:
    other = as_role(Role.SUPERVISOR)

    assert other.get(f"/what-if/{open_one.id}").status_code == 404
    assert press(other, f"/what-if/{open_one.id}/stop").status_code == 404


@pytest.mark.parametrize("role", [Role.AGENT, Role.CLIENT])
def test_it_is_not_for_agents_and_clients(as_role: Any, press: Any, role: Role) -> None:
    browser = as_role(role)

    assert browser.get("/what-if").status_code == 403
    assert press(browser, "/what-if", FIELDS).status_code == 403


def test_the_grid_of_levels_leads_to_the_question(as_role: Any) -> None:
    page = as_role(Role.SUPERVISOR).get("/levels?column=reception").text

    assert 'href="/what-if?agent=agent-anna&amp;skill=reception"' in page
