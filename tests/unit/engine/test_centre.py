"""The stored centre becomes the rules of the running room."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from ivr.bringup.configuration import first_settings
from ivr.contacts.calling_window import CallingWindow
from ivr.engine.centre import Pauses, callback_rule, rules_of, trunk_of
from ivr.engine.dialer import Plan
from ivr.engine.outbound_legs import Trunk
from ivr.engine.queue_terms import QueueRules
from ivr.hours.schedule import is_open
from ivr.menus.definition_json import to_plain
from ivr.outbound.callback import CallbackRule
from ivr.outbound.pacing import Pace
from ivr.routing.rules import Step
from ivr.store.centre import Agent, Centre, Entry, Menu, PauseReason, Queue, Schedule, Skill


@pytest.fixture
def stored(office) -> Centre:
    return Centre(
        skills=(Skill("reception", "Reception"),),
        agents=(Agent("agent-anna", "Anna", "secret", "201", {"reception": 7}),),
        entries=(Entry("100", "menu:main"),),
        menus=(Menu("main", to_plain(office.centre.menus["main"])),),
        schedules=(Schedule("opening_hours", {"sunday": ["08:00-18:00"]}),),
        settings={
            "timezone": "Europe/Budapest",
            "languages": ["hu", "en"],
            "routing": {"wrap_up_s": 5, "short_abandon_s": 5},
            "reminder_plans": {"appointment": {"attempts": 3, "retry_after_min": 20, "window": "09:30-20:00"}},
        },
    )


def test_numbers_menus_and_languages_are_those_of_the_store(stored: Centre, office) -> None:
    centre = rules_of(stored).centre

    assert (centre.menus, centre.entries, centre.language) == (
        {"main": office.centre.menus["main"]},
        {"100": "menu:main"},
        "hu",
    )


def test_opening_hours_are_of_the_centres_zone(stored: Centre, office) -> None:
    schedule = rules_of(stored).centre.schedule

    assert schedule.where == ZoneInfo("Europe/Budapest")
    assert is_open(schedule, office.clock.now())  # a Sunday at one o'clock there


def test_each_queue_says_how_its_callers_are_told_and_whom_it_lets_in(stored: Centre) -> None:
    asked = {"tells_range": True, "promise_percent": 90, "priority_s": 60, "same_agent": True, "capacity": 5}
    desk = Queue("desk", "Desk", "desk", closing="send_on", **asked)
    rules = rules_of(replace(stored, queues=(desk, Queue("shop", "Shop", "shop", tells_time=False))))

    assert (rules.queues["desk"].tells_range, rules.queues["desk"].promise_level) == (True, 0.9)
    assert not rules.queues["shop"].tells_time
    assert rules.queue_rules["desk"] == QueueRules(60, True, 5, "send_on")


def test_a_queue_whose_times_did_not_hold_says_none(stored: Centre) -> None:
    rules = rules_of(replace(stored, queues=(Queue("desk", "Desk", "desk"), Queue("shop", "Shop", "shop"))), {"desk"})

    assert {queue: terms.tells_time for queue, terms in rules.queues.items()} == {"desk": False, "shop": True}


def test_only_rules_of_routing_reach_the_router(stored: Centre) -> None:
    routing = rules_of(stored).routing

    assert (routing.skills, routing.wrap_up_s, routing.ring_s) == (("reception",), 5, 15)


def test_what_a_queue_keeps_are_its_terms(stored: Centre) -> None:
    queue = Queue("desk", "Desk", "reception", service_level_s=30, widening="0:6 10:1", overflow="menu:night")

    terms = rules_of(replace(stored, queues=(queue,))).queues["desk"]

    assert (terms.target_s, terms.overflow, terms.queue) == (30, "menu:night", "desk")
    assert terms.steps == (Step(0, 6), Step(10, 1))


def test_the_mode_of_the_centre_reaches_the_router(stored: Centre) -> None:
    assert rules_of(replace(stored, settings=stored.settings | {"routing": {"mode": "sla"}})).routing.mode == "sla"


def test_attempts_are_the_plans(stored: Centre) -> None:
    rules = rules_of(stored)

    assert rules.plan == Plan(menu="reminder", timezone="Europe/Budapest")
    assert (rules.attempts.retries, rules.attempts.retry_after) == (2, timedelta(minutes=20))
    assert rules.attempts.window == CallingWindow(time(9, 30), time(20))


def test_a_centre_without_a_plan_or_hours_has_careful_ones(stored: Centre) -> None:
    bare = Centre(settings={"timezone": "Europe/Budapest", "languages": ["en"]})

    rules = rules_of(bare)

    assert (rules.attempts.retries, rules.attempts.window) == (1, CallingWindow())
    assert rules.centre.menus == {}


def test_without_a_carrier_there_is_no_way_out(tmp_path: Path) -> None:
    assert trunk_of(first_settings(tmp_path, tmp_path, "local", {}), {}) is None


def test_the_way_out_reaches_allowed_regions_only(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local", {"trunk": "127.0.0.3:5060"})

    assert trunk_of(settings, {}) == Trunk(("HU",), Pace(10), "")


def test_the_centre_says_what_its_trunk_bears(tmp_path: Path) -> None:
    settings = first_settings(tmp_path, tmp_path, "local", {"trunk": "127.0.0.3:5060"})
    rules = {"calls": 4, "calls_per_second": 0.5, "kept_for_callbacks": 2, "ring_s": 40}

    assert trunk_of(settings, rules) == Trunk(("HU",), Pace(4, 0.5, 2), "", 40)


def test_callbacks_are_tried_as_the_centre_says() -> None:
    rule = callback_rule({"attempts": 2, "retry_after_min": 1, "expires_after_h": 1, "window": "09:00-20:00"})

    assert (rule.attempts, rule.retry_after, rule.expires_after) == (2, timedelta(minutes=1), timedelta(hours=1))
    assert rule.window == CallingWindow(time(9), time(20))
    assert callback_rule({}) == CallbackRule()


def test_a_pause_may_have_a_limit_and_may_end_by_itself(stored: Centre) -> None:
    reasons = (
        PauseReason("lunch", "Lunch", limit_s=1800),
        PauseReason("coffee", "Coffee", limit_s=600, auto_unpause=True),
        PauseReason("training", "Training"),
    )
    pauses = rules_of(replace(stored, pause_reasons=reasons)).pauses

    assert pauses == Pauses({"lunch": 1800.0, "coffee": 600.0}, {"coffee": 600.0})
