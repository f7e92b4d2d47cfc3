"""A call's picture: bars in shares of its length."""

from datetime import timedelta

import pytest
from flask import Flask

from ivr.console.call_lanes import clock, lanes, scale
from ivr.reports.journey import Journey, journey


@pytest.fixture(autouse=True)
def _reading(app: Flask):
    with app.test_request_context():
        yield


@pytest.fixture
def told(served) -> Journey:
    found = journey(served.events, [], served.start + timedelta(seconds=80))
    assert found is not None
    return found


def picture(told: Journey):
    return lanes(told, lambda queue: queue.title(), lambda agent: agent.removeprefix("agent-").title())


def test_everybody_has_a_lane(told: Journey) -> None:
    assert [(lane.kind, lane.name) for lane in picture(told)] == [
        ("caller", "+36201234567"),
        ("menu", "Heard and pressed"),
        ("queue", "Reception"),
        ("agent", "Anna"),
        ("agent", "Bela"),
    ]


def test_bars_lie_where_things_happened(told: Journey) -> None:
    anna, bela = picture(told)[3:]
    assert [(bar.kind, bar.x, bar.width) for bar in anna.bars] == [("missed", 5.0, 10.0)]
    assert [(bar.kind, bar.x, bar.width) for bar in bela.bars] == [("ringing", 15.0, 5.0), ("talking", 20.0, 80.0)]


def test_what_was_heard_lies_before_the_moment_it_was_told(told: Journey) -> None:
    menu = picture(told)[1]
    assert [(bar.x, bar.width) for bar in menu.bars] == [(1.25, 2.5)]
    assert [(tick.x, tick.words) for tick in menu.ticks] == [(3.75, "1")]


def test_no_bar_leaves_the_picture(past) -> None:
    call = past(1, 1)
    call.ring(None)
    call.hear(0, "welcome")
    call.wait(0, "nurse")
    found = journey(call.events, [], call.start)
    for lane in picture(found):
        for bar in lane.bars:
            assert 0 <= bar.x < bar.x + bar.width <= 100


def test_a_lane_is_told_in_words(told: Journey) -> None:
    assert picture(told)[3].words == "no answer, from 0:04 for 8 s"


def test_the_scale_has_round_steps(told: Journey) -> None:
    assert [tick.words for tick in scale(told)] == ["0:00", "0:15", "0:30", "0:45", "1:00", "1:15"]


def test_a_clock_counts_minutes() -> None:
    assert [clock(7.9), clock(725)] == ["0:07", "12:05"]
