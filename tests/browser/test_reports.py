"""Reports: ranges are chosen, figures opened down to their calls, tables saved; agents and clients see less."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect


@pytest.fixture
def page(desk: Any, lived_in: None) -> Page:
    """A planner's window."""
    window: Page = desk.window("planner")
    return window


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def test_a_figure_is_opened_down_to_the_calls_it_is_made_of(page: Page) -> None:
    page.goto("/reports")
    page.get_by_label("Range").select_option("week")
    page.get_by_label("V1 to V7 side by side").check()
    press(page, "report-show")
    expect(page.get_by_role("columnheader", name="V7")).to_be_visible()
    page.locator("[data-test=passport-open]").first.click()
    expect(page.get_by_text("T = 20 s, S = 5 s").first).to_be_visible()
    press(page, "passports-open")
    expect(page.get_by_text("visits that joined the queue").last).to_be_visible()
    with page.expect_download() as saved:
        press(page, "report-csv")
    assert "whole range" in Path(saved.value.path()).read_text(encoding="utf-8-sig")

    offered = page.locator("[data-test=tile-behind]").nth(4)
    shown = offered.inner_text()
    offered.click()
    expect(page.locator("[data-figure]")).to_have_text(shown)
    press(page, "report-back")
    press(page, "figure-behind")
    press(page, "behind-call")
    expect(page.get_by_role("heading", name="Time line")).to_be_visible()


def test_days_that_are_typed_are_the_range(page: Page) -> None:
    page.goto("/reports/queues")
    page.get_by_label("First day").fill("2026-01-05")
    page.get_by_label("Last day").fill("2026-01-06")
    press(page, "report-show")
    expect(page.get_by_label("Range")).to_have_value("own")
    press(page, "report-queue")
    expect(page.get_by_text("No call joined these queues in this range")).to_be_visible()


def test_the_heat_map_shows_another_figure(page: Page) -> None:
    page.goto("/reports/heat")
    page.get_by_label("Figure").select_option("offered")
    press(page, "report-show")
    expect(page.get_by_role("heading", name="Offered")).to_be_visible()
    assert page.locator("td.heat[data-depth]").count()


def test_what_was_pressed_in_a_menu_is_opened_down_to_its_calls(page: Page) -> None:
    page.goto("/reports/menus")
    press(page, "beside-behind")
    press(page, "behind-call")
    expect(page.get_by_role("heading", name="Time line")).to_be_visible()
    for link in ("menu-figure", "menu-key"):
        page.goto("/reports/menus")
        shown = page.locator(f"[data-test={link}]").first.inner_text()
        press(page, link)
        expect(page.locator("[data-figure]")).to_have_text(shown)
    press(page, "report-back")
    with page.expect_download() as saved:
        press(page, "report-csv")
    assert "reception" in Path(saved.value.path()).read_text(encoding="utf-8-sig")


def test_what_was_dialled_is_opened_down_to_its_attempts(desk: Any, lived_in: None) -> None:
    page = desk.window("supervisor")
    page.goto("/reports/outbound")
    press(page, "outbound-tile")
    expect(page.locator("[data-figure]")).to_have_text("1")
    press(page, "report-back")
    press(page, "passport-open")
    expect(page.get_by_text("by the moment of dialling").first).to_be_visible()
    expect(page.get_by_role("cell", name="100.0")).not_to_have_count(0)
    press(page, "outbound-mails")
    expect(page.get_by_role("heading", name="Mails sent")).to_be_visible()


def test_a_choice_is_saved_shared_opened_renamed_and_deleted(desk: Any, page: Page) -> None:
    page.goto("/reports/queues")
    page.get_by_label("Range").select_option("last7")
    page.get_by_label("Percentiles and who rang again").check()
    press(page, "report-show")
    expect(page.get_by_role("columnheader", name="P95")).to_be_visible()
    press(page, "filters-open")
    page.get_by_label("Save what is shown as").fill("A week of queues")
    page.get_by_label("for everybody who may see this page").check()
    press(page, "filter-save")
    expect(page.get_by_text("The filter is saved.")).to_be_visible()
    expect(page.get_by_label("Range")).to_have_value("last7")

    other = desk.window("client")
    other.goto("/saved-filters")
    press(other, "filter-open")
    expect(other.get_by_label("Range")).to_have_value("last7")
    expect(other.get_by_text("Reception", exact=True).first).to_be_visible()
    other.goto("/saved-filters")
    expect(other.locator("[data-test=filter-rename]")).to_have_count(0)

    press(page, "filters-open")
    press(page, "filters-edit")
    page.get_by_label("Name of A week of queues").fill("Seven days")
    press(page, "filter-rename")
    expect(page.get_by_role("link", name="Seven days")).to_be_visible()
    press(page, "filter-delete-ask")
    press(page, "filter-delete")
    expect(page.get_by_text("No saved filters yet")).to_be_visible()
    press(page, "filters-reports")
    expect(page.get_by_role("heading", name="Reports")).to_be_visible()


def test_a_client_has_no_report_on_agents_and_an_agent_none_at_all(desk: Any) -> None:
    client = desk.window("client")
    client.goto("/reports")
    expect(client.get_by_role("link", name="Agents")).to_have_count(0)
    assert client.goto("/reports/agents").status == 403
    assert client.goto("/reports/menus").status == 404
    assert client.goto("/reports/menus/behind?figure=menu_calls").status == 404
    agent = desk.window("agent")
    for page in ("/reports", "/reports/outbound", "/reports/outbound/behind?figure=attempts", "/saved-filters"):
        assert agent.goto(page).status == 403
    desk.expect_refusal()
