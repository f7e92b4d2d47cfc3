"""Promises: what was said to waiting callers, found by day and queue; refused to whom reports are not for."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect


def button(page: Page, name: str) -> Any:
    return page.locator(f"[data-test={name}]")


def test_a_supervisor_goes_through_what_was_promised(desk: Any, lived_in: None) -> None:
    page = desk.window("supervisor")
    page.goto("/promises")
    with page.expect_download() as saved:
        button(page, "queues-csv").click()
    assert "kept_share" in Path(saved.value.path()).read_text(encoding="utf-8-sig")
    page.locator("[data-test=queue-day]").filter(has_text="Reception").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Reception")
    with page.expect_download() as saved:
        button(page, "half-hours-csv").click()
    assert "whole day" in Path(saved.value.path()).read_text(encoding="utf-8-sig")
    button(page, "day-before").click()
    expect(page.get_by_text("Nobody was told anything in this queue on this day")).to_be_visible()
    button(page, "day-after").click()
    button(page, "all-queues").click()
    expect(page.get_by_role("heading", name="Queues")).to_be_visible()


def test_from_a_queues_promises_to_its_calls(desk: Any, lived_in: None) -> None:
    page = desk.window("supervisor")
    page.goto("/promises?queue=reception")
    button(page, "promised-calls").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Calls")


def test_agents_see_no_promises(desk: Any) -> None:
    page = desk.window("agent")
    assert page.goto("/promises").status == 403
    expect(page.get_by_role("link", name="Promises", exact=True)).to_have_count(0)
    desk.expect_refusal()
