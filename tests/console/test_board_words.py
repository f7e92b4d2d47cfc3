"""The wallboard in words."""

from collections.abc import Iterator

import pytest
from flask import Flask

from ivr.console import board_words
from ivr.console.board_alarms import BAD, WARN, Alarm, Kind
from ivr.console.catalogue import reading_as
from ivr.reports.error_budget import ErrorBudget

NOTHING = ErrorBudget(0, 0, 0, 0, None, None, None, None)


@pytest.fixture(autouse=True)
def english(app: Flask) -> Iterator[None]:
    with app.app_context(), reading_as("en", "UTC"):
        yield


def budget(may_miss: int | None, so_far: int | None = 1, ends_at: float | None = 0.77) -> ErrorBudget:
    return ErrorBudget(142, 107, 32, 2, 207, may_miss, so_far, ends_at)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (budget(9), "142 offered, you may miss 9 more; at this pace 77.0\N{NO-BREAK SPACE}%."),
        (budget(0), "142 offered, you may miss no more; at this pace 77.0\N{NO-BREAK SPACE}%."),
        (budget(-3), "142 offered, 3 missed too many; at this pace 77.0\N{NO-BREAK SPACE}%."),
        (budget(5, ends_at=None), "142 offered, you may miss 5 more."),
        (budget(None), "142 offered; too early to tell a pace."),
        (budget(None, None), "142 offered, none of them counts yet."),
        (NOTHING, "No calls yet in this half hour."),
    ],
)
def test_the_error_budget_is_a_sentence(given: ErrorBudget, said: str) -> None:
    assert board_words.budget(given) == said


def test_a_goal_out_of_reach_is_a_warning() -> None:
    assert [board_words.budget_mood(one) for one in (budget(-1), budget(0), NOTHING)] == [WARN, None, None]


def test_every_alarm_names_its_limit() -> None:
    said = [board_words.alarm(Alarm(kind, WARN, 60, 61)) for kind in Kind]
    assert said == [
        "61 waiting (limit 60)", "waiting for over 1 min 00 s", "service level under 60 %",
        "61 of at least 60 agents logged in",
    ]  # fmt: skip
    assert board_words.alarm_name(Alarm(Kind.WAITING, BAD, 1, 2)) == "Alarm"


def test_states_come_in_the_order_of_the_list() -> None:
    assert board_words.states({"logged_out": 2, "available": 1, "paused": 0}) == [("available", 1), ("logged_out", 2)]
    assert board_words.state("wrap_up") == "wrapping up"


def test_a_pause_of_the_engine_has_words_and_one_of_the_centre_its_name() -> None:
    assert [board_words.reason(name) for name in ("no-answer", "Lunch")] == ["did not answer", "Lunch"]


def test_a_length_in_little_room() -> None:
    assert [board_words.brief(seconds) for seconds in (None, 6.4, 59.6, 65, 3700)] == [
        "-",
        "6 s",
        "1:00",
        "1:05",
        "61:40",
    ]
