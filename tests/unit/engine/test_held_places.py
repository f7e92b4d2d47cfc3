"""Who waits to be called back stands in the router's own line, with the time he entered it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from ivr.calls.ids import uuid7
from ivr.engine.held_places import HeldPlaces
from ivr.engine.place import Place
from ivr.outbound.turns import Held
from ivr.routing.agent import AgentState
from ivr.store.callbacks import Callback

ANNA = "agent-anna"
FIRST, SECOND = (uuid7(number, bytes(10)) for number in (1, 2))
NOBODY: frozenset[str] = frozenset()


@pytest.fixture
def asked(office) -> Callback:
    now = office.clock.now()
    return Callback("one", "+36301234567", "hu", "reception", "reception", now, now, now, FIRST)


@pytest.fixture
def places(office) -> HeldPlaces:
    return office.called_back.places


def test_a_held_place_stands_before_a_caller_who_came_later(office, places: HeldPlaces, asked: Callback) -> None:
    office.clock.forward(60)
    office.join("live")
    places.keep([asked])
    assert office.acd.waiting() == [FIRST, "live"]


def test_an_agent_who_becomes_free_is_kept_for_it(office, places: HeldPlaces, asked: Callback) -> None:
    places.keep([asked])
    office.log_in(ANNA)
    assert places.news.is_set()
    assert places.line(NOBODY, 20.0) == [Held("one", "reception", 0.0, has_agent=True, is_dialled=False)]


def test_an_agent_kept_in_vain_is_free_again(office, places: HeldPlaces, asked: Callback) -> None:
    places.keep([asked])
    office.log_in(ANNA)
    places.keep([])
    assert office.state(ANNA) is AgentState.AVAILABLE
    assert office.acd.waiting() == []


def test_the_person_takes_his_place_and_its_agent(office, places: HeldPlaces, asked: Callback) -> None:
    places.keep([asked])
    office.log_in(ANNA)
    places.taken(FIRST)
    seat = Place("PJSIP/x", office)
    assert office.dispatcher.seat(FIRST, seat)
    assert seat.agent == ANNA
    places.keep([asked])
    assert places.line(NOBODY, 20.0) == []


def test_the_line_is_told_in_the_order_of_entry(office, places: HeldPlaces, asked: Callback) -> None:
    later = replace(asked, id="two", call_id=SECOND, entered_at=asked.entered_at + timedelta(seconds=1))
    places.keep([later, asked])
    assert [held.callback_id for held in places.line(frozenset({"two"}), 20.0)] == ["one", "two"]
    assert [held.is_dialled for held in places.line(frozenset({"two"}), 20.0)] == [False, True]


def test_nobody_logged_in_means_no_expected_wait(office, places: HeldPlaces, asked: Callback) -> None:
    places.keep([asked])
    assert places.line(NOBODY, 20.0)[0].expected_s is None
    assert places.working() == {}


def test_who_takes_calls_is_counted_by_skill(office, places: HeldPlaces) -> None:
    office.log_in(ANNA, "agent-bela")
    office.desk.pause("agent-bela", "lunch")
    assert places.working() == {"reception": 1}


def test_a_held_place_has_no_longest_wait(office, places: HeldPlaces, asked: Callback) -> None:
    places.keep([asked])
    office.time_passes(3600)
    assert office.acd.waiting() == [FIRST]


def test_behind_one_who_waits_long_nobody_is_asked(office, places: HeldPlaces, asked: Callback) -> None:
    later = replace(asked, id="two", call_id=SECOND, entered_at=asked.entered_at + timedelta(seconds=1))
    office.log_in(ANNA)
    office.join("talks")
    places.keep([asked, later])
    first, second = places.line(NOBODY, 1.0)
    assert first.expected_s is not None
    assert first.expected_s > 1.0
    assert second.expected_s is None
    assert places.line(NOBODY, 100_000.0)[1].expected_s is not None
