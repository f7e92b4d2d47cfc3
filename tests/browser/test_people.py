"""Agents, levels, skills, teams and pause reasons: every button is pressed, and its effect seen outside of the page."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Page, expect

from ivr.calls.events import AgentOffered
from ivr.store import agents, audit, call_events, levels, live, pause_reasons, skills, teams

WIDE_AND_PHONE = pytest.mark.parametrize("width", ["wide", "middle", "phone"])
PAGES = (
    "/agents",
    "/agents/new",
    "/agents/agent-anna",
    "/levels",
    "/skills",
    "/skills/new",
    "/teams",
    "/pause-reasons",
)


@pytest.fixture
def stored(house: Any) -> Iterator[Callable[..., Any]]:
    """What a function of the store says now."""
    database = house.database()

    def asked(question: Callable[..., Any], *more: Any) -> Any:
        with database.read() as connection:
            return question(connection, *more)

    yield asked
    database.close()


@pytest.fixture
def state(stored: Callable[..., Any]) -> Callable[[str], tuple[str, str | None]]:
    """What the engine says an agent does."""

    def told(agent: str) -> tuple[str, str | None]:
        found = {one.agent: (one.state, one.reason) for one in stored(live.agents)}
        return found.get(agent, ("logged_out", None))

    return told


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def send(page: Page, path: str, form: dict[str, str]) -> int:
    """Send a form by hand, with the mark of a page this person can see."""
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    return page.request.post(path, form={"csrf_token": mark, **form}, max_redirects=0).status


def audited(stored: Callable[..., Any], verb: str) -> bool:
    return any(row.entry.verb == verb for row in stored(audit.search, audit.AuditSearch()))


def test_pausing_an_agent_from_afar_and_taking_it_back(desk: Any, logged_in: Any, state: Any) -> None:
    logged_in("agent-anna")
    page = desk.window("supervisor")
    page.goto("/agents")
    row = page.get_by_role("row", name="Anna")
    expect(row.locator("[data-state=available]")).to_be_visible()

    row.locator("[data-test=agent-pause-ask]").click()
    page.get_by_role("dialog").get_by_role("button", name="Break").click()

    expect(page.locator("[data-wish=done]")).to_contain_text("Anna: paused.", timeout=1000)
    eventually(lambda: state("agent-anna") == ("paused", "break"))
    expect(row.locator("[data-state=paused]")).to_be_visible(timeout=1500)

    page.locator("[data-test=wish-undo]").click()

    eventually(lambda: state("agent-anna")[0] == "available")
    expect(page.locator("[data-wish=done]").last).to_contain_text("takes calls again", timeout=1500)


def test_a_paused_agent_is_not_rung(desk: Any, outside: Any, state: Any, house: Any, stored: Any) -> None:
    outside.log_in("agent-csilla")
    page = desk.window("supervisor")
    page.goto("/agents/agent-csilla")
    page.locator("[data-test=agent-pause]").first.click()
    eventually(lambda: state("agent-csilla")[0] == "paused")

    call = outside.call("wait:1 2 wait:4 hangup")
    outside.do(call.over.wait())

    row = eventually(lambda: next((one for one in house.calls() if one["caller_id"] == call.caller_id), None))
    assert not [one for one in stored(call_events.of_call, row["call_id"]) if isinstance(one, AgentOffered)]
    press(page, "agent-unpause")
    eventually(lambda: state("agent-csilla")[0] == "available")
    page.locator("[data-wish=done]", has_text="takes calls again").locator("[data-test=wish-undo]").click()
    eventually(lambda: state("agent-csilla")[0] == "paused")
    outside.log_out("agent-csilla")


def test_the_dialog_of_reasons_is_left_without_a_pause(desk: Any, logged_in: Any, state: Any) -> None:
    logged_in("agent-anna")
    page = desk.window("supervisor")
    page.goto("/agents")
    page.get_by_role("row", name="Anna").locator("[data-test=agent-pause-ask]").click()
    press(page, "agent-pause-cancel")

    expect(page.get_by_role("dialog")).to_have_count(0)
    assert state("agent-anna")[0] == "available"


def test_logging_an_agent_out_cannot_be_taken_back(desk: Any, logged_in: Any, state: Any) -> None:
    logged_in("agent-bela")
    page = desk.window("supervisor")
    page.goto("/agents")
    row = page.get_by_role("row", name="Béla")
    row.locator("[data-test=agent-log-out]").click()

    done = page.locator("[data-wish=done]")
    expect(done).to_contain_text("logged out", timeout=1000)
    expect(done.locator("[data-test=wish-undo]")).to_have_count(0)
    eventually(lambda: state("agent-bela")[0] == "logged_out")
    press(page, "wish-dismiss")
    expect(done).to_have_count(0)


def test_a_refusal_is_told_with_its_reason(desk: Any, state: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/agents/agent-anna")
    assert state("agent-anna")[0] == "logged_out"
    page.locator("form[action$='log-out']").evaluate("form => form.requestSubmit()")

    expect(page.locator("[data-wish=refused]")).to_contain_text("The agent is not logged in.", timeout=1000)


def test_without_scripts_a_page_tells_the_outcome(desk: Any, logged_in: Any, state: Any) -> None:
    logged_in("agent-anna")
    page = desk.window("supervisor", java_script_enabled=False)
    page.goto("/agents")
    page.get_by_role("row", name="Anna").locator("[data-test=agent-pause-ask]").click()
    press(page, "cancel")
    page.goto("/agents/agent-anna")
    page.locator("[data-test=agent-pause]").first.click()

    expect(page.get_by_text("Anna: paused.")).to_be_visible()
    assert eventually(lambda: state("agent-anna")[0] == "paused")
    press(page, "wish-undo")
    eventually(lambda: state("agent-anna")[0] == "available")
    expect(page.get_by_text("takes calls again")).to_be_visible()
    press(page, "wish-back")
    expect(page.get_by_role("heading", name="Anna")).to_be_visible()


def test_levels_are_set_by_the_keyboard_and_taken_back(desk: Any, stored: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/levels")
    cell = page.get_by_label("Csilla: reception", exact=False)
    page.get_by_label("Anna: nurse", exact=False).focus()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    expect(cell).to_be_focused()
    page.keyboard.press("4")

    eventually(lambda: stored(levels.level_of, "agent-csilla", "reception").level == 4)
    expect(page.get_by_role("status").filter(has_text="4.")).to_be_visible()
    page.keyboard.press("Delete")
    eventually(lambda: stored(levels.level_of, "agent-csilla", "reception").level is None)
    page.get_by_role("button", name="Undo").click()
    eventually(lambda: stored(levels.level_of, "agent-csilla", "reception").level == 4)
    assert audited(stored, "set level")


def test_levels_are_set_without_scripts(desk: Any, stored: Any) -> None:
    page = desk.window("supervisor", java_script_enabled=False)
    page.goto("/levels?q=anna")
    page.get_by_label("Anna: nurse", exact=False).fill("6")
    press(page, "levels-row-save")

    assert stored(levels.level_of, "agent-anna", "nurse").level == 6


def test_a_level_with_a_last_day(desk: Any, stored: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/agents/agent-bela")
    page.get_by_label(re.compile("Level of nurse", re.IGNORECASE)).select_option("3")
    page.get_by_label(re.compile("Last day of nurse", re.IGNORECASE)).fill("2031-05-04")
    press(page, "levels-save")

    ends_at = eventually(lambda: stored(levels.level_of, "agent-bela", "nurse").expires_at)
    assert f"{ends_at:%Y-%m-%d %H:%M}" == "2031-05-04 22:00"
    assert stored(levels.level_of, "agent-bela", "nurse").level == 3
    page.goto("/levels")
    with page.expect_download() as saved:
        press(page, "levels-csv")
    assert "Béla" in saved.value.path().read_text(encoding="utf-8-sig")


def test_a_new_agent_gets_a_phone_that_asterisk_knows(desk: Any, stored: Any, house: Any) -> None:
    page = desk.window("administrator")
    page.goto("/agents")
    press(page, "agent-new")
    press(page, "cancel")
    press(page, "agent-new")
    page.get_by_label("Name").fill("Tóth Zoé")
    page.get_by_label("Extension").fill("299")
    press(page, "agent-add")

    secret = page.locator("[data-test=phone-3]").inner_text()
    phones = house.settings.asterisk_dir / "etc" / "pjsip_phones.conf"
    expect(page.locator("[data-wish=done]")).to_be_visible()
    eventually(lambda: secret in phones.read_text())
    press(page, "phone-done")

    press(page, "phone-rotate-ask")
    press(page, "phone-rotate-cancel")
    assert secret in phones.read_text()
    press(page, "phone-rotate-ask")
    press(page, "phone-rotate")
    eventually(lambda: secret not in phones.read_text())
    assert stored(agents.phone_secret, "agent-toth-zoe") == page.locator("[data-test=phone-3]").inner_text()


def test_an_agent_is_found_changed_and_taken_out_of_use(desk: Any, stored: Any) -> None:
    page = desk.window("administrator")
    page.goto("/agents")
    page.get_by_label("Name or extension").fill("bela")
    expect(page.get_by_role("row", name="Anna")).to_have_count(0)
    press(page, "agent-open")
    page.get_by_label("Extension").fill("232")
    press(page, "agent-save")
    assert stored(agents.of, "agent-bela").extension == "232"
    page.get_by_role("button", name="Undo").click()
    assert eventually(lambda: stored(agents.of, "agent-bela").extension == "202")

    press(page, "agent-deactivate")
    assert not stored(agents.of, "agent-bela").active
    press(page, "agent-activate")
    assert stored(agents.of, "agent-bela").active


@pytest.mark.parametrize(
    ("path", "noun", "store"),
    [("/skills", "skill", skills), ("/teams", "team", teams), ("/pause-reasons", "pause-reason", pause_reasons)],
)
def test_skills_teams_and_pause_reasons(desk: Any, stored: Any, path: str, noun: str, store: Any) -> None:
    page = desk.window("administrator")
    page.goto(path)
    press(page, f"{noun}-new")
    page.get_by_label("Name").fill("Trial")
    press(page, f"{noun}-save")
    assert stored(store.of, "trial").active
    page.get_by_role("row", name="Trial").locator(f"[data-test={noun}-open]").click()
    page.get_by_label("Name").fill("Renamed")
    press(page, f"{noun}-save")
    assert stored(store.of, "trial").name == "Renamed"
    page.get_by_role("button", name="Undo").click()
    assert eventually(lambda: stored(store.of, "trial").name == "Trial")

    page.get_by_role("row", name="Trial").locator(f"[data-test={noun}-open]").click()
    press(page, f"{noun}-deactivate")
    assert not stored(store.of, "trial").active
    page.get_by_role("row", name="Trial").locator(f"[data-test={noun}-open]").click()
    press(page, f"{noun}-activate")
    assert stored(store.of, "trial").active


def test_who_may_not_edit_people_is_offered_nothing_and_refused(desk: Any, stored: Any) -> None:
    page = desk.window("supervisor")
    page.goto("/agents/agent-anna")
    for name in ("agent-save", "agent-deactivate", "phone-rotate-ask"):
        expect(page.locator(f"[data-test={name}]")).to_have_count(0)
    page.goto("/agents")
    expect(page.locator("[data-test=agent-new]")).to_have_count(0)
    before = stored(agents.of, "agent-anna")
    for path in ("/agents/new", "/agents/agent-anna", "/agents/agent-anna/active", "/agents/agent-anna/phone"):
        assert send(page, path, {"name": "X", "extension": "298", "version": "1", "active": "no"}) == 403
    for path in ("/skills/new", "/teams/new", "/pause-reasons/new", "/skills/undo"):
        assert send(page, path, {"name": "X"}) == 403
    desk.expect_refusal()
    assert stored(agents.of, "agent-anna") == before


def test_who_may_not_control_agents_is_refused(desk: Any, logged_in: Any, state: Any) -> None:
    logged_in("agent-anna")
    page = desk.window("planner")
    assert page.goto("/agents").status == 403
    for deed in ("pause", "unpause", "log-out", "levels"):
        assert send(page, f"/agents/agent-anna/{deed}", {"reason": "break", "seen": "{}"}) == 403
    desk.expect_refusal()
    assert state("agent-anna")[0] == "available"


@WIDE_AND_PHONE
def test_pages_about_people_fit_and_complain_of_nothing(desk: Any, width: str) -> None:
    page = desk.window("administrator", width)
    for path in PAGES:
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), path
