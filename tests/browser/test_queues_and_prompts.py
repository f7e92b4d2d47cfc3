"""Queues, projects and prompts: every button is pressed, and its effect seen in the store or heard by a caller."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from house import eventually
from playwright.sync_api import Page, expect

from ivr.speech.heard import Ear
from ivr.store import audit, live, projects, prompt_clips, queues, recording_wishes, routing_mode

WELCOME = "Welcome to the demo clinic."
INSTEAD = "I am connecting you now."  # what is handed in as the welcome: words no caller hears who waits in the menu
PROMPT = "/prompts/en/welcome"
TAKEN_OVER_MS = 20_000  # the worker does one slow thing after the other, and a converter is started anew each time


@pytest.fixture
def stored(house: Any) -> Iterator[Callable[..., Any]]:
    """What a function of the store says now."""
    database = house.database()

    def asked(question: Callable[..., Any], *more: Any) -> Any:
        with database.read() as connection:
            return question(connection, *more)

    yield asked
    database.close()


def press(page: Page, name: str) -> None:
    page.locator(f"[data-test={name}]:visible").first.click()


def send(page: Page, path: str, **form: str) -> int:
    """Send a form by hand, with the mark of a page this person can see."""
    page.goto("/account")
    mark = page.locator("input[name=csrf_token]").first.input_value()
    return page.request.post(path, form={"csrf_token": mark, **form}, max_redirects=0).status


def last_verb(stored: Callable[..., Any]) -> str:
    return stored(audit.search, audit.AuditSearch(), 1)[0].entry.verb


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_a_queue_is_made_changed_taken_out_of_use_and_put_back(desk: Any, stored: Any, width: str) -> None:
    name, queue = f"Billing {width}", f"billing-{width}"
    page = desk.window("administrator", width)
    page.goto("/queues")
    press(page, "queue-new")
    page.get_by_label("Name", exact=True).fill(name)
    page.get_by_label("Skill").select_option("nurse")
    page.get_by_label("Goal (%)").fill("90")
    page.get_by_label("Waiting calls: warning").fill("2")
    press(page, "queue-save")
    expect(page.get_by_text(f"{name} is added.")).to_be_visible()
    made = stored(queues.of, queue)
    assert (made.skill, made.goal_percent, made.waiting_warn, made.active) == ("nurse", 90, 2, True)

    page.locator("[data-test=queue-open]", has_text=name).click()
    page.get_by_label("Goal (%)").fill("70")
    page.get_by_label("Levels by waiting time").fill("0:6 10:4 20:1")
    page.get_by_label("After the longest wait").select_option(label="Queue: Reception")
    page.get_by_label("Waiting time told every (s)").fill("60")
    press(page, "queue-save")
    made = stored(queues.of, queue)
    assert (made.goal_percent, made.widening, made.overflow) == (70, "0:6 10:4 20:1", "queue:reception")
    assert made.announce_every_s == 60
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text(f"{name} is as it was before.")).to_be_visible()
    assert stored(queues.of, queue).goal_percent == 90

    page.locator("[data-test=queue-open]", has_text=name).click()
    press(page, "queue-deactivate")
    expect(page.get_by_text(f"{name} is out of use.")).to_be_visible()
    assert not stored(queues.of, queue).active
    page.locator("[data-test=queue-open]", has_text=name).click()
    press(page, "queue-activate")
    expect(page.get_by_text(f"{name} is in use again.")).to_be_visible()
    assert stored(queues.of, queue).active
    assert last_verb(stored) == "activate queue"


def test_the_skill_of_a_queue_a_menu_leads_to_cannot_be_changed(desk: Any, stored: Any) -> None:
    page = desk.window("administrator")
    page.goto("/queues/nurse")
    expect(page.get_by_text("leads to this queue")).to_be_visible()
    assert page.get_by_label("Skill").locator("option").count() == 1

    press(page, "queue-deactivate")

    expect(page.get_by_text("change the menu first")).to_be_visible()
    assert stored(queues.of, "nurse").active


def test_a_longest_wait_that_is_changed_holds_for_the_next_caller(desk: Any, outside: Any, stored: Any) -> None:
    page = desk.window("hungarian")
    page.goto("/queues/reception")
    page.locator("#max_wait_s").fill("3")
    press(page, "queue-save")
    expect(page.locator("#waiting-reception")).to_have_text("0")

    call = outside.call("wait:1 1 wait:25 hangup")

    expect(page.locator("#waiting-reception")).to_contain_text("1", timeout=8000)
    eventually(lambda: not any(one.waiting for one in stored(live.queues)), within_s=10)
    expect(page.locator("#waiting-reception")).to_have_text("0", timeout=2000)
    outside.hang_up(call)
    outside.do(call.over.wait())
    page.locator(".toast form button").first.click()
    eventually(lambda: stored(queues.of, "reception").max_wait_s == 900)


def test_a_project_is_made_given_a_queue_changed_and_taken_out_of_use(desk: Any, stored: Any) -> None:
    page = desk.window("administrator")
    page.goto("/projects")
    press(page, "project-new")
    page.get_by_label("Name").fill("Spring")
    page.get_by_label("Client").fill("Seed bank")
    press(page, "project-save")
    expect(page.get_by_text("Spring is added.")).to_be_visible()
    assert stored(projects.of, "spring").client == "Seed bank"

    page.locator("[data-test=project-open]", has_text="Spring").click()
    press(page, "project-queue-new")
    page.get_by_label("Name", exact=True).fill("Seeds")
    page.get_by_label("Skill").select_option("nurse")
    press(page, "queue-save")
    assert stored(queues.of, "seeds").project == "spring"

    page.goto("/projects/spring")
    press(page, "project-deactivate")
    expect(page.get_by_text("belongs to this project")).to_be_visible()
    assert stored(projects.of, "spring").active

    press(page, "project-queue-open")
    press(page, "queue-deactivate")
    page.goto("/projects/spring")
    press(page, "project-deactivate")
    assert not stored(projects.of, "spring").active
    page.goto("/projects/spring")
    press(page, "project-activate")
    assert stored(projects.of, "spring").active


def test_a_recording_handed_in_is_heard_by_the_next_caller_until_it_is_removed(
    desk: Any, outside: Any, house: Any, stored: Any
) -> None:
    sounds = house.settings.sounds_dir
    ear = Ear.of(sounds).only([WELCOME, INSTEAD])  # knows the clips of before, so what is handed in by its words
    page = desk.window("administrator")
    page.goto("/prompts?q=welcome&language=en")
    expect(page.locator("[data-test=prompt-play]").first).to_be_visible()
    page.locator("[data-test=prompt-open]").get_by_text("welcome", exact=True).click()
    page.wait_for_url(f"**{PROMPT}")
    _hand_in(page, _file_of(sounds, INSTEAD))

    expect(page.locator("[data-outcome=done]")).to_be_visible(timeout=TAKEN_OVER_MS)
    assert stored(prompt_clips.of, "welcome", "en").spoken_by == "recording"
    assert _length_played(page) > 0.5
    assert _heard(outside, ear) == [INSTEAD]

    press(page, "recording-remove")
    eventually(lambda: stored(prompt_clips.of, "welcome", "en").spoken_by == "espeak", within_s=20)
    expect(page.locator("[data-outcome=done]")).to_have_count(2, timeout=TAKEN_OVER_MS)
    assert _heard(outside, ear) == [WELCOME]

    press(page, "recording-undo")
    eventually(lambda: stored(prompt_clips.of, "welcome", "en").own, within_s=20)
    assert _heard(outside, ear) == [INSTEAD]
    page.goto(PROMPT)
    press(page, "recording-remove")
    eventually(lambda: not stored(prompt_clips.of, "welcome", "en").own, within_s=20)


def test_a_file_without_sound_is_refused_with_the_reason(desk: Any, stored: Any) -> None:
    page = desk.window("administrator", "phone")
    page.goto("/prompts/en/apology")

    _hand_in(page, b"this is no sound at all")

    refused = page.locator("[data-outcome=refused]")
    expect(refused).to_contain_text("This is no sound file that can be read.", timeout=TAKEN_OVER_MS)
    assert stored(prompt_clips.of, "apology", "en").spoken_by == "espeak"


@pytest.mark.parametrize("role", ["supervisor", "planner", "agent"])
def test_who_may_not_edit_the_centre_is_shown_and_allowed_nothing_of_it(desk: Any, stored: Any, role: str) -> None:
    page = desk.window(role)
    page.goto("/account")
    assert page.locator("a[href='/queues'], a[href='/projects'], a[href='/prompts']").count() == 0
    before = stored(queues.everyone), stored(projects.everyone)
    wishes = stored(recording_wishes.about, "welcome", "en")

    for path in (
        "/queues/new", "/queues/reception", "/queues/reception/active", "/queues/undo", "/projects/new",
        "/projects/clinic", "/projects/clinic/active", "/projects/undo",
        f"{PROMPT}/recording", f"{PROMPT}/remove", f"{PROMPT}/undo",
    ):  # fmt: skip
        assert send(page, path, name="Mine", version="1", active="no") == 403

    assert (stored(queues.everyone), stored(projects.everyone)) == before
    assert stored(recording_wishes.about, "welcome", "en") == wishes


def _hand_in(page: Page, file: bytes) -> None:
    page.locator("[data-test=recording-file]").set_input_files(
        {"name": "a.wav", "mimeType": "audio/wav", "buffer": file}
    )
    press(page, "recording-hand-in")


def _file_of(sounds: Path, text: str) -> bytes:
    """The sound file of the clip with these words."""
    words = next(path for path in (sounds / "en").glob("*.txt") if path.read_text(encoding="utf-8") == text)
    return words.with_suffix(".wav16").read_bytes()


def _length_played(page: Page) -> float:
    """Play it in the browser: how long it is there."""
    play = """async player => { player.muted = true; await player.play(); player.pause(); return player.duration; }"""
    return float(page.locator("[data-test=prompt-play]").evaluate(play))


def _heard(outside: Any, ear: Ear) -> list[str]:
    """Which of the two a caller hears first."""
    time.sleep(1.2)  # so long an engine may remember a clip
    call = outside.call("wait:7 hangup")
    outside.do(call.over.wait())
    return [words.text for words in ear.listen(call.recording).words][:1]


def test_the_order_of_callers_is_changed_and_taken_back(desk: Any, stored: Any) -> None:
    page = desk.window("administrator")
    page.goto("/routing")
    page.locator("#mode").select_option("etw")
    page.locator("[data-test=routing-save]").click()
    expect(page.locator("#mode")).to_have_value("etw")
    assert stored(routing_mode.read) == "etw"

    page.locator("[data-test=notice-undo]").click()
    expect(page.locator("#mode")).to_have_value("sla")
    assert stored(routing_mode.read) == "sla"


def test_the_order_of_callers_is_no_planners(desk: Any, stored: Any) -> None:
    page = desk.window("planner")
    page.goto("/account")
    assert page.locator("a[href='/routing']").count() == 0
    assert send(page, "/routing", mode="etw") == 403
    assert stored(routing_mode.read) == "sla"
