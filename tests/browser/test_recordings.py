"""Recorded talks: recorded and paused from the call's page, played, held and deleted afterwards."""

from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Page, expect

from ivr.asterisk.far_end_phones import RINGS, answers
from ivr.store import talk_recordings

CSILLA = "agent-csilla"


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def rule(page: Page, mode: str) -> None:
    page.goto("/queues/nurse")
    page.locator("select[name=recording]").select_option(mode)
    press(page, "queue-save")


def kept(house: Any, call_id: str) -> Any:
    database = house.database()
    try:
        with database.read() as connection:
            return next(iter(talk_recordings.of_call(connection, call_id)), None)
    finally:
        database.close()


@pytest.mark.long
def test_a_talk_is_recorded_on_demand_paused_played_held_and_deleted(
    desk: Any, house: Any, outside: Any, logged_in: Any
) -> None:
    page = desk.window("administrator")
    rule(page, "on_demand")
    outside.far_end.phone(CSILLA).behave(answers("wait:60", after_s=0.2))
    logged_in(CSILLA)
    try:
        call = outside.call("wait:1.5 3 wait:60")
        _record_and_pause(page, call)
        outside.hang_up(call)
    finally:
        outside.far_end.phone(CSILLA).behave(RINGS)
        rule(page, "never")
    row = eventually(lambda: next((one for one in house.calls() if one["caller_id"] == call.caller_id), None), 20)
    recording = eventually(lambda: kept(house, row["call_id"]), 40)
    page.goto(f"/calls/{row['call_id']}")
    _listen(page)
    press(page, "recording-hold")
    expect(page.get_by_text("on legal hold", exact=True)).to_be_visible()
    press(page, "recording-hold")
    page.get_by_label("Why it is deleted").fill("the caller asked for it")
    press(page, "recording-delete")
    expect(page.get_by_text("the caller asked for it")).to_be_visible()
    eventually(lambda: not (house.settings.home / "talks" / f"{recording.leg_id}.wav").exists() or None, 20)


def _record_and_pause(page: Page, call: Any) -> None:
    page.goto("/calls")
    row = page.locator("[data-test=live-call-open]").filter(has_text=call.caller_id)
    row.click()
    address = page.url
    expect(page.locator("[data-test=call-record]")).to_be_visible(timeout=30_000)
    press(page, "call-record")
    page.goto(address)
    expect(page.locator("[data-test=call-record-pause]")).to_be_visible(timeout=15_000)
    press(page, "call-record-pause")
    page.goto(address)
    expect(page.locator("[data-test=call-record]")).to_be_visible(timeout=15_000)


def _listen(page: Page) -> None:
    player = page.locator("[data-test=recording-play]")
    player.evaluate("player => player.play()")
    assert player.evaluate("player => player.duration") > 0
    with page.expect_download() as download:
        press(page, "recording-download")
    assert download.value.suggested_filename.endswith(".wav")
    page.reload()
    page.get_by_text("Who listened").click()
    expect(page.get_by_text("downloaded")).to_be_visible()


def test_a_supervisor_listens_and_may_not_delete_or_hold(desk: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    for deed in ("delete", "hold"):
        form = {"csrf_token": mark, "reason": "x", "held": "1"}
        assert page.request.post(f"/recordings/none/{deed}", form=form, max_redirects=0).status == 403


def test_a_planner_neither_records_nor_pauses(desk: Any) -> None:
    page = desk.window("planner")
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    for deed in ("record", "pause-recording"):
        assert page.request.post(f"/calls/none/{deed}", form={"csrf_token": mark}, max_redirects=0).status == 403
