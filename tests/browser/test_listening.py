"""A supervisor listens in on a talk from its page; who has not the right does not."""

from typing import Any

from house import eventually
from playwright.sync_api import Page, expect

from ivr.asterisk.far_end_phones import RINGS, answers
from ivr.store import queues

BELA, CSILLA = "agent-bela", "agent-csilla"


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def allow(page: Page, rule: str) -> None:
    page.goto("/queues/nurse")
    page.locator("select[name=listening]").select_option(rule)
    press(page, "queue-save")


def rule_of(house: Any) -> str:
    database = house.database()
    try:
        with database.read() as connection:
            return str(queues.of(connection, "nurse").listening)
    finally:
        database.close()


def test_a_talk_is_listened_in_on_from_its_page_and_the_agent_is_told(
    desk: Any, house: Any, outside: Any, logged_in: Any
) -> None:
    administrator, page = desk.window("administrator"), desk.window("supervisor")
    allow(administrator, "told")
    assert rule_of(house) == "told"
    outside.far_end.phone(CSILLA).behave(answers("wait:60", after_s=0.2))
    outside.far_end.phone(BELA).behave(answers("wait:60", after_s=0.2))
    logged_in(CSILLA)
    try:
        call = outside.call("wait:1.5 3 wait:60")
        eventually(lambda: _talks(page) or None, 30)
        _listen(page)
        desk.expect_refusal()
        board = administrator
        board.goto("/wallboard")
        expect(board.locator(f"#agent-{CSILLA}")).to_contain_text("a supervisor listens", timeout=15_000)
        outside.hang_up(call)
        expect(board.locator(f"#agent-{CSILLA}")).not_to_contain_text("a supervisor listens", timeout=15_000)
    finally:
        for phone in (CSILLA, BELA):
            outside.far_end.phone(phone).behave(RINGS)
        allow(administrator, "never")
    row = eventually(lambda: next((one for one in house.calls() if one["caller_id"] == call.caller_id), None), 20)
    page.goto(f"/calls/{row['call_id']}")
    expect(page.locator(".story")).to_contain_text("had a telephone ring to listen in on")
    expect(page.get_by_role("main")).to_contain_text("Supervisor, listening in")


def _talks(page: Page) -> bool:
    page.goto(f"/agents/{CSILLA}")
    return page.locator("[data-test=agent-talk]").count() > 0


def _listen(page: Page) -> None:
    press(page, "agent-talk")
    press(page, "call-listen")
    page.get_by_label("Why").fill("a complaint about the last call")
    page.get_by_label("Extension that rings").fill("203")
    press(page, "listen-begin")
    expect(page.get_by_text("This is the telephone of the talk itself.")).to_be_visible()
    page.get_by_label("Extension that rings").fill("202")
    press(page, "listen-begin")
    expect(page.get_by_text("The telephone rings: answer it and you hear the talk.")).to_be_visible(timeout=15_000)


def test_a_planner_does_not_listen_in(desk: Any) -> None:
    page = desk.window("planner")
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    form = {"csrf_token": mark, "mode": "listen", "reason": "x", "extension": "202"}
    assert page.request.post("/calls/none/listen", form=form, max_redirects=0).status == 403
