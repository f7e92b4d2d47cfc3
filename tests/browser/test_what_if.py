"""What if: asked on the page, computed by the worker, shown without looking again; stopped, asked again, refused."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Page, expect
from tour import Seen, look

from ivr.calls.slug import slug
from ivr.store import accounts, what_ifs
from ivr.store.what_ifs import WhatIf, WhatIfOutcome

ANSWER_S = 300.0  # the worker computes nicer than all else
WIDTHS = {"wide": (1440, 900), "middle": (1024, 768), "phone": (390, 844)}


@pytest.fixture
def asked(house: Any) -> Iterator[Callable[[str], WhatIf | None]]:
    """The last question of a person."""
    database = house.database()

    def last(person: str) -> WhatIf | None:
        with database.read() as connection:
            account = accounts.of_login(connection, person)
            found = what_ifs.asked_by(connection, account.id) if account else ()
        return found[0] if found else None

    yield last
    database.close()


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def send(page: Page, path: str, form: dict[str, str]) -> int:
    """Send a form by hand, with the mark of a page this person can see."""
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    return page.request.post(path, form={"csrf_token": mark, **form}, max_redirects=0).status


def answered(asked: Callable[[str], WhatIf | None], person: str) -> WhatIf:
    def over() -> WhatIf | None:
        found = asked(person)
        return found if found is not None and not found.is_open else None

    return eventually(over, ANSWER_S)


@pytest.mark.long
def test_a_planner_tries_a_centre_on_paper_and_sees_the_answer_come(desk: Any, asked: Any) -> None:
    page = desk.window("planner")
    page.goto("/what-if")
    page.get_by_label("Or a centre on paper").select_option("small")
    page.get_by_label("The router prefers").select_option("etw")
    page.get_by_label("Staffing").check()
    press(page, "what-if-ask")

    page.wait_for_url("**/what-if/*")
    expect(page.locator("[data-outcome=done]")).to_be_visible(timeout=ANSWER_S * 1000)
    found = asked("planner")
    assert found.outcome is WhatIfOutcome.DONE
    level = f"{found.answer['trials'][0]['service_level'] * 100:.1f} %"
    expect(page.locator("[data-kind=as_it_was]")).to_contain_text(level)
    expect(page.get_by_role("heading", name="Agents needed by half hour")).to_be_visible()
    seen = Seen("what_if.one", page.url)
    look(page, seen, WIDTHS)
    assert seen.faults == []


@pytest.mark.long
def test_an_answer_is_found_again_and_asked_otherwise(desk: Any, asked: Any) -> None:
    page = desk.window("planner")
    page.goto("/what-if?centre=small&add_skill=&mode=etw")
    press(page, "what-if-ask")
    answered(asked, "planner")
    page.goto("/what-if")
    press(page, "what-if-open")
    expect(page.get_by_role("heading", level=1)).to_contain_text("On paper: small")
    press(page, "what-if-again")

    expect(page.get_by_label("Or a centre on paper")).to_have_value("small")
    expect(page.get_by_label("The router prefers")).to_have_value("etw")


@pytest.mark.long
def test_a_day_that_was_is_replayed(desk: Any, lived_in: None, asked: Any) -> None:
    page = desk.window("supervisor", "phone")
    page.goto("/what-if")
    page.get_by_label("Without").select_option("")
    press(page, "what-if-ask")
    page.wait_for_url("**/what-if/*")

    expect(page.locator("[data-outcome=done]")).to_be_visible(timeout=ANSWER_S * 1000)
    assert answered(asked, "supervisor").answer["calls"] >= 1
    expect(page.get_by_role("heading", name="What the day could not tell")).to_be_visible()


@pytest.mark.long
def test_a_long_question_is_stopped(desk: Any, asked: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/what-if?centre=spike")
    press(page, "what-if-ask")
    press(page, "what-if-stop")

    expect(page.locator("[data-outcome=stopped]")).to_be_visible()
    assert asked("supervisor").outcome is WhatIfOutcome.STOPPED


@pytest.mark.long
def test_the_grid_leads_to_the_question_about_the_cell_one_stands_on(desk: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/levels")
    row = page.get_by_role("row", name="Anna")
    cell = row.locator("input.level").first
    skill, level = cell.get_attribute("data-skill"), cell.input_value()
    cell.focus()
    row.locator("[data-test=level-what-if]").click()

    page.wait_for_url("**/what-if?*")
    expect(page.get_by_label("Agent", exact=True)).to_have_value("agent-anna")
    expect(page.get_by_label("Skill", exact=True)).to_have_value(skill)
    expect(page.get_by_label("Level", exact=True)).to_have_value(level)


@pytest.mark.long
def test_the_page_of_an_agent_leads_to_the_question_too(desk: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/agents/agent-anna")
    line = page.locator(".level-line").first
    skill = slug(line.locator(".name").inner_text())
    line.locator("[data-test=agent-what-if]").click()

    expect(page.get_by_label("Agent", exact=True)).to_have_value("agent-anna")
    expect(page.get_by_label("Skill", exact=True)).to_have_value(skill)


@pytest.mark.parametrize("person", ["agent", "client"])
def test_it_is_refused_to_whom_it_is_not_for(desk: Any, asked: Any, person: str) -> None:
    page = desk.window(person)

    assert send(page, "/what-if", {"centre": "small", "mode": "sla", "add_level": "5"}) == 403
    assert send(page, "/what-if/some/stop", {}) == 403
    assert asked(person) is None
