"""Queues as administrators keep them."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.access.account import Scope
from ivr.access.role import Role
from ivr.console.live_view import Group
from ivr.console.queues_page import waiting
from ivr.reports.live_rows import LiveChanges, LiveQueue
from ivr.store import centre_version, live, menus, projects, queues
from ivr.store.menus import Menu
from ivr.store.projects import Project

NUMBERS = {
    "service_level_s": 20, "goal_percent": 80, "short_abandon_s": 5, "contact_days": 7, "wrap_up_s": 10, "ring_s": 15,
    "max_wait_s": 900, "announce_every_s": 45, "priority_s": 0, "promise_percent": 80,
}  # fmt: skip
RECORDING = {"listening": "told", "recording": "share", "recording_refusal_key": "9", "recording_percent": "25"} | {
    "recording_days": "7",
    "recording_pause_s": "60",
}
TEXTS = {"name": "Billing", "project": "", "timezone": "Europe/Budapest", "overflow": "", "closing": ""}
FORM = {**RECORDING, "skill": "nurse", "tells_time": "y", **TEXTS, **NUMBERS}


@pytest.fixture
def stored(database):
    def found(queue_id: str):
        with database.read() as connection:
            return queues.of(connection, queue_id)

    return found


@pytest.fixture
def spring(database, centre):
    """A project, and the nurse's queue in it."""
    with database.write() as connection:
        made = projects.create(connection, Project("", "Spring", "Bank")).after
        queues.change(connection, replace(queues.of(connection, "nurse"), project=made.id))
    return made


def test_the_list_shows_each_queue_with_its_promise(signed_in) -> None:
    page = signed_in.get("/queues").text
    assert all(text in page for text in ("Reception", "Nurse", "80 % / 20 s"))
    assert signed_in.get("/queues?q=recep").text.count('data-test="queue-open"') == 1
    assert signed_in.get("/queues?format=csv").mimetype == "text/csv"
    assert "Show all" not in page


def test_the_queues_of_a_project_alone_are_shown(signed_in, spring) -> None:
    page = signed_in.get(f"/queues?project={spring.id}").text
    assert page.count('data-test="queue-open"') == 1
    assert "Of the project Spring." in page


def test_without_a_queue_the_page_says_what_to_do(signed_in, database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("DELETE FROM queues")
    page = signed_in.get("/queues").text
    assert "No queues yet" in page
    assert page.count("/queues/new") == 2


def test_a_queue_is_made_with_all_its_settings(signed_in, press, stored, audited, database) -> None:
    thresholds = {"min_agents": 2, "waiting_warn": 3, "waiting_alarm": 6, "service_level_warn_percent": 80}
    with database.read() as connection:
        before = centre_version.read(connection)
    answer = press(signed_in, "/queues/new", FORM | thresholds)
    made = stored("billing")
    assert (answer.status_code, answer.location) == (303, "/queues")
    assert (made.skill, made.min_agents, made.waiting_alarm, made.longest_wait_warn_s) == ("nurse", 2, 6, None)
    assert (audited()[0].verb, audited()[0].kind, audited()[0].id) == ("add queue", "queue", "billing")
    with database.read() as connection:
        assert centre_version.read(connection) > before


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"goal_percent": "101"}, "Enter a number from 1 to 100."),
        ({"goal_percent": "x"}, "Not a valid"),
        ({"waiting_warn": "5", "waiting_alarm": "5"}, "The warning has to come before the alarm."),
        ({"timezone": "Mars"}, "Enter a time zone such as Europe/Budapest."),
        ({"skill": "nobody"}, "Not a valid choice"),
        ({"widening": "10:3 20:5"}, "Enter seconds and levels that go down, such as 0:6 10:4 20:1."),
        ({"overflow": "queue:nobody"}, "Not a valid choice"),
        ({"overflow": "number:", "overflow_number": "112"}, "Enter queue:, voicemail: or menu: and an id"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_keeps_what_was_typed(
    signed_in, press, stored, wrong, sentence
) -> None:
    answer = press(signed_in, "/queues/new", FORM | {"ring_s": 33} | wrong)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert 'aria-invalid="true"' in answer.text
    assert 'value="33"' in answer.text
    assert stored("billing") is None


def test_whom_a_queue_rings_and_where_its_longest_wait_leads_are_kept(signed_in, press, stored) -> None:
    rules = {"widening": "0:6, 10:4", "overflow": "number:", "overflow_number": "+36 1 234 5678"}
    assert press(signed_in, "/queues/new", FORM | rules).status_code == 303
    made = stored("billing")
    assert (made.widening, made.overflow) == ("0:6, 10:4", "number:+3612345678")
    page = signed_in.get("/queues/billing").text
    assert 'value="0:6, 10:4"' in page
    assert 'value="+3612345678"' in page
    assert '<option value="queue:nurse">' in page
    assert '<option value="queue:billing">' not in page


def test_a_queue_others_send_callers_to_stays_in_use(signed_in, press, stored) -> None:
    press(signed_in, "/queues/reception", FORM | {"skill": "reception", "overflow": "queue:nurse", "version": 1})
    press(signed_in, "/queues/nurse/active", {"active": "no", "version": 1})
    assert "Callers of Billing are sent here: change that first." in signed_in.get("/queues").text
    assert stored("nurse").active


def test_a_queue_is_changed_and_the_change_taken_back(signed_in, press, stored) -> None:
    changed = FORM | {"name": "Front desk", "skill": "reception", "version": 1}
    assert press(signed_in, "/queues/reception", changed).status_code == 303
    assert stored("reception").name == "Front desk"
    note = signed_in.get("/queues").text.split('name="note" value="')[1].split('"')[0]
    press(signed_in, "/queues/undo", {"note": note})
    assert stored("reception").name == "Reception"


def test_who_saves_over_another_sees_the_others_values_and_keeps_his_own(signed_in, press, stored, database) -> None:
    with database.write() as connection:
        queues.change(connection, replace(queues.of(connection, "reception"), name="Other", ring_s=44))
    answer = press(signed_in, "/queues/reception", FORM | {"name": "Mine", "skill": "reception", "version": 1})
    assert answer.status_code == 409
    assert "<dd>Other</dd>" in answer.text
    assert "<dd>44</dd>" in answer.text
    assert 'value="Mine"' in answer.text
    assert 'name="version" value="2"' in answer.text
    assert stored("reception").name == "Other"


def test_the_skill_stays_while_a_menu_leads_to_the_queue(signed_in, press, stored, database) -> None:
    with database.write() as connection:
        menus.save_menu(connection, Menu("main", {"nodes": {"wait": {"queue": "reception", "skill": "reception"}}}))
    page = signed_in.get("/queues/reception").text
    assert "The menu main leads to this queue" in page
    assert '<option value="nurse"' not in page
    assert press(signed_in, "/queues/reception", FORM | {"version": 1}).status_code == 400
    assert stored("reception").skill == "reception"


def test_a_queue_goes_out_of_use_and_comes_back(signed_in, press, stored, audited) -> None:
    assert press(signed_in, "/queues/nurse/active", {"active": "no", "version": 1}).location == "/queues"
    assert not stored("nurse").active
    assert audited()[0].verb == "deactivate queue"
    press(signed_in, "/queues/nurse/active", {"active": "yes", "version": 2})
    assert stored("nurse").active


def test_a_queue_a_menu_leads_to_stays_in_use(signed_in, press, stored, database) -> None:
    with database.write() as connection:
        menus.save_menu(connection, Menu("main", {"nodes": {"wait": {"queue": "reception"}}}))
    press(signed_in, "/queues/reception/active", {"active": "no", "version": 1})
    assert "The menu main leads to this queue: change the menu first." in signed_in.get("/queues").text
    assert stored("reception").active


def test_who_may_not_edit_queues_sees_and_changes_nothing(as_role, press, stored) -> None:
    for role in (Role.SUPERVISOR, Role.PLANNER, Role.AGENT, Role.CLIENT):
        browser = as_role(role)
        assert browser.get("/queues").status_code == 403
        assert press(browser, "/queues/new", FORM).status_code == 403
        assert press(browser, "/queues/nurse/active", {"active": "no", "version": 1}).status_code == 403
    assert stored("billing") is None
    assert stored("nurse").active


def test_who_is_held_to_queues_edits_his_alone(as_role, press, stored) -> None:
    browser = as_role(Role.ADMINISTRATOR, scope=Scope(queues=frozenset({"nurse"})))
    page = browser.get("/queues").text
    assert "Nurse" in page
    assert "queues/reception" not in page
    assert browser.get("/queues/reception").status_code == 403
    assert press(browser, "/queues/reception", FORM | {"version": 1}).status_code == 403
    assert press(browser, "/queues/new", FORM).status_code == 403
    assert browser.get("/queues/new").status_code == 403
    assert press(browser, "/queues/nurse", FORM | {"name": "Nurses", "version": 1}).status_code == 303
    assert (stored("nurse").name, stored("reception").name) == ("Nurses", "Reception")


def test_who_is_held_to_a_project_moves_no_queue_out_of_it(as_role, press, stored, spring) -> None:
    browser = as_role(Role.ADMINISTRATOR, scope=Scope(projects=frozenset({spring.id})))
    mine = FORM | {"version": 2}
    assert press(browser, "/queues/nurse", mine | {"project": ""}).status_code == 403
    assert press(browser, "/queues/new", FORM | {"project": ""}).status_code == 403
    assert press(browser, "/queues/nurse", mine | {"project": spring.id}).status_code == 303
    assert press(browser, "/queues/new", FORM | {"project": spring.id}).status_code == 303
    assert stored("billing").project == spring.id


def test_a_note_nobody_sealed_takes_nothing_back(signed_in, press, centre) -> None:
    assert press(signed_in, "/queues/undo", {"note": "e30=.x"}).status_code == 400
    assert press(signed_in, "/queues/nurse", FORM | {"version": "x"}).status_code == 400
    assert signed_in.get("/queues/nothing").status_code == 404


def test_the_list_tells_how_many_wait_and_follows_it(signed_in, app, database, clock) -> None:
    since = clock.at - timedelta(seconds=42)
    with database.write() as connection:
        live.apply(connection, LiveChanges(queues=(LiveQueue("reception", 3, since),)))
    page = signed_in.get("/queues").text
    assert 'id="waiting-reception"><span class="badge" data-mood="calm">3</span>' in page
    assert "0:42" in page
    group = Group("queues", "en", "Europe/Budapest", Scope(queues=frozenset({"nurse"})), "reception,nurse")
    with app.test_request_context():
        mine = waiting(replace(group, scope=Scope()))
        assert '<hx-partial hx-target="#waiting-reception" hx-swap="outerHTML">' in mine
        assert "waiting-reception" not in waiting(group)
