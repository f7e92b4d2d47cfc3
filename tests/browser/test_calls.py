"""Calls: seen while they last, hung up from afar, found afterwards; the service level they make."""

import re
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from house import eventually
from playwright.sync_api import Page, expect

from ivr.calls.disposition import Disposition, Party
from ivr.calls.events import CallEnded, CallEvent, CallStarted, Direction
from ivr.calls.ids import fresh_id, leg_id
from ivr.store import call_events

RECEPTION = "wait:1.5 1 wait:60"
NOBODY = "98765498765"


def button(page: Page, name: str) -> Any:
    return page.locator(f"[data-test={name}]:visible").first


def open_live(page: Page, call: Any) -> None:
    """Go from the list of now to the call."""
    page.goto("/calls")
    row = page.locator("[data-test=live-call-open]").filter(has_text=call.caller_id)
    expect(row).to_be_visible()
    row.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(call.caller_id)


def ended(house: Any, call: Any) -> dict[str, Any]:
    """What the history says of a call that is over."""
    return eventually(
        lambda: next((one for one in house.calls() if one["caller_id"] == call.caller_id and one["disposition"]), None),
        15,
    )


def test_a_call_is_seen_at_once(desk: Any, outside: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/calls")
    expect(page.get_by_text("Nobody is on the line.")).to_be_visible()
    call = outside.call("wait:8 hangup")
    begun = time.monotonic()
    row = page.locator("[data-test=live-call-open]").filter(has_text=call.caller_id)

    expect(row).to_be_visible()

    print(f"seen after {time.monotonic() - begun:.2f} s, target 1 s")
    outside.hang_up(call)
    expect(row).to_have_count(0)


def test_a_supervisor_hangs_a_call_up(desk: Any, house: Any, outside: Any) -> None:
    page, call = desk.window("supervisor"), outside.call(RECEPTION)
    open_live(page, call)
    button(page, "call-hang-up").click()
    button(page, "call-hang-up-cancel").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not call.over.is_set()

    button(page, "call-hang-up").click()
    button(page, "call-hang-up-confirm").click()

    expect(page.locator("[data-test=hang-up-outcome][data-outcome=done]")).to_be_visible()
    assert eventually(call.over.is_set)
    assert call.ended_by == "other side"
    assert ended(house, call)["disposition"]


def test_a_planner_looks_and_hangs_nothing_up(desk: Any, outside: Any) -> None:
    page, call = desk.window("planner"), outside.call(RECEPTION)
    open_live(page, call)
    expect(page.locator("[data-test=call-hang-up]")).to_have_count(0)

    answer = page.evaluate(
        """async () => (await fetch(location.pathname + "/hang-up", {method: "POST",
        headers: {"X-CSRFToken": document.querySelector("[name=csrf_token]").value}})).status"""
    )

    desk.expect_refusal()
    assert answer == 403
    assert not call.over.is_set()
    outside.hang_up(call)


def test_a_call_is_found_and_told(desk: Any, house: Any, outside: Any) -> None:
    call = outside.call("wait:1.5 1 wait:1 hangup")
    ended(house, call)
    page = desk.window("planner")
    page.goto("/calls")
    page.get_by_label("Number or part of it").fill(call.caller_id[-7:])
    button(page, "calls-search").click()
    expect(page.locator("[data-test=call-open]")).to_have_count(1)
    button(page, "call-open").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(call.caller_id)
    for told in ("Time line", "Came to", "Reception", "gave up waiting"):
        expect(page.get_by_role("main")).to_contain_text(told)


def test_why_an_agent_was_rung_is_opened_and_stays_open_while_the_call_goes_on(
    desk: Any, outside: Any, logged_in: Any
) -> None:
    logged_in("agent-anna")
    logged_in("agent-bela")
    call = outside.call(RECEPTION)
    page = desk.window("supervisor")
    open_live(page, call)
    why = page.locator("[data-test=offer-why]").first
    expect(why).to_be_visible()

    why.locator("summary").click()

    could = why.locator("[data-test=offer-could]")
    for said in ("Anna", "Béla", "chosen"):
        expect(could).to_contain_text(said)
    expect(page.locator(".story")).to_contain_text("no answer")  # the page has looked again
    expect(could).to_be_visible()
    outside.hang_up(call)


def test_a_search_that_finds_nothing_is_cleared(desk: Any, lived_in: None) -> None:
    page = desk.window("supervisor", "phone")
    page.goto(f"/calls?number={NOBODY}")
    expect(page.get_by_text("No call matches")).to_be_visible()

    button(page, "calls-clear").click()

    expect(page.locator("[data-test=call-open]").first).to_be_visible()


def test_what_was_found_is_saved_as_a_file(desk: Any, house: Any, outside: Any) -> None:
    call = outside.call("wait:1 hangup")
    ended(house, call)
    page = desk.window("supervisor")
    page.goto(f"/calls?number={call.caller_id[-7:]}")

    with page.expect_download() as saved:
        button(page, "calls-csv").click()

    assert f"'{call.caller_id}" in Path(saved.value.path()).read_text(encoding="utf-8-sig")


def test_older_calls_are_a_page_away(desk: Any, house: Any) -> None:
    began = datetime.now(UTC) - timedelta(days=1)
    with house.database().write() as connection:
        call_events.append(connection, [event for number in range(51) for event in rang(began, number)])
    page = desk.window("supervisor")

    def is_long() -> bool:
        page.goto(f"/calls?number={NOBODY[:5]}")
        return page.locator("[data-test=calls-older]").count() == 1

    eventually(is_long, 15)
    button(page, "calls-older").click()
    expect(page.locator("[data-test=call-open]")).to_have_count(1)
    button(page, "calls-newest").click()
    expect(page.locator("[data-test=call-open]")).to_have_count(50)


def rang(began: datetime, number: int) -> list[CallEvent]:
    call = fresh_id()
    start = CallStarted(
        event_id=f"{call}-1", at=began, call_id=call, direction=Direction.INBOUND, entry="menu:main", dialled="100",
        caller_id=f"{NOBODY[:5]}{number}", channel="PJSIP/x-1", linkedid="1.1", leg_id=leg_id(call, 0),
    )  # fmt: skip
    end = CallEnded(
        event_id=f"{call}-2", at=began, call_id=call, disposition=Disposition.LEFT_MENU, hung_up_by=Party.CALLER
    )
    return [start, end]


def test_agents_and_clients_see_no_calls(desk: Any) -> None:
    for role in ("agent", "client"):
        page = desk.window(role)
        assert page.goto("/calls").status == 403
        expect(page.get_by_role("link", name="Calls", exact=True)).to_have_count(0)
    desk.expect_refusal()


def test_a_client_begins_with_the_service_level_of_his_queues(desk: Any, lived_in: None) -> None:
    page = desk.window("client")
    page.goto("/")
    expect(page).to_have_url(re.compile("/service-level"))
    expect(page.get_by_role("main")).to_contain_text("Reception")
    expect(page.get_by_role("main")).not_to_contain_text("Nurse")
    assert page.goto("/service-level?queue=nurse").status == 404
    desk.expect_refusal()


def test_a_planner_goes_through_days_and_queues(desk: Any, lived_in: None) -> None:
    page = desk.window("planner")
    page.goto("/service-level")
    page.locator("[data-test=queue-day]").filter(has_text="Reception").click()
    expect(page.get_by_text("By half hour")).to_be_visible()
    with page.expect_download() as saved:
        button(page, "half-hours-csv").click()
    assert "whole day" in Path(saved.value.path()).read_text(encoding="utf-8-sig")
    button(page, "day-before").click()
    expect(page.get_by_text("No call joined this queue on this day")).to_be_visible()
    button(page, "day-after").click()
    expect(page.get_by_role("rowheader", name="whole day")).to_be_visible()
    page.get_by_label("Day", exact=True).fill("2026-01-02")
    button(page, "day-show").click()
    expect(page.get_by_role("main")).to_contain_text("Friday, 2 January 2026")
    button(page, "all-queues").click()
    with page.expect_download() as saved:
        button(page, "queues-csv").click()
    assert "All queues" in Path(saved.value.path()).read_text(encoding="utf-8-sig")
