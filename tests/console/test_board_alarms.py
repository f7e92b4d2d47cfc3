"""Thresholds of a queue."""

from dataclasses import replace

import pytest

from ivr.console.board_alarms import BAD, WARN, Alarm, Kind, alarms, gravest, logged_in
from ivr.reports.counts import Counts
from ivr.reports.error_budget import error_budget
from ivr.reports.wallboard import QueueRow, Seen, figures
from ivr.store.queues import Queue

QUIET = QueueRow("q", 0, None, {"available": 2, "logged_out": 3}, figures([]), figures([]), error_budget([]))
STRICT = Queue(
    "q", "Q", "skill", min_agents=2, waiting_warn=2, waiting_alarm=4, longest_wait_warn_s=30,
    longest_wait_alarm_s=60, service_level_warn_percent=80, service_level_alarm_percent=70,
)  # fmt: skip


@pytest.mark.parametrize(("waiting", "mood"), [(1, None), (2, WARN), (3, WARN), (4, BAD), (9, BAD)])
def test_waiting_warns_from_the_threshold_on(waiting: int, mood: str | None) -> None:
    assert gravest(alarms(STRICT, replace(QUIET, waiting=waiting))) == mood


@pytest.mark.parametrize(("seconds", "mood"), [(29.9, None), (30.0, WARN), (61.0, BAD)])
def test_the_longest_wait_warns_from_the_threshold_on(seconds: float, mood: str | None) -> None:
    assert gravest(alarms(STRICT, replace(QUIET, longest_wait_s=seconds))) == mood


@pytest.mark.parametrize(("within", "mood"), [(80, None), (79, WARN), (70, WARN), (69, BAD)])
def test_the_service_level_warns_below_the_threshold(within: int, mood: str | None) -> None:
    half_hour = figures([Seen(Counts(offered=100, answered=100, answered_within=within))])
    assert gravest(alarms(STRICT, replace(QUIET, half_hour=half_hour))) == mood


def test_too_few_agents_logged_in_are_a_warning() -> None:
    alone = replace(QUIET, agents={"on_call": 1, "logged_out": 4})
    assert alarms(STRICT, alone) == (Alarm(Kind.AGENTS, WARN, 2, 1),)
    assert logged_in(alone.agents) == 1


def test_a_queue_without_thresholds_never_warns() -> None:
    assert alarms(Queue("q", "Q", "skill"), replace(QUIET, waiting=99, longest_wait_s=9999.0)) == ()


def test_no_calls_are_no_bad_service_level() -> None:
    assert alarms(STRICT, QUIET) == ()
