"""Phones that rang for a visit, and callers handed on."""

from datetime import UTC, datetime, timedelta

import pytest

from ivr.reports.call_record import Leg, LegKind, Visit
from ivr.reports.visit_offers import count_offers, is_not_taken

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(second: float) -> datetime:
    return NOON + timedelta(seconds=second)


def offer(number: int, cause: str | None = None, visit: str = "v1") -> Leg:
    return Leg(f"l{number}", LegKind.AGENT, rang_at=NOON, agent="anna", visit_id=visit, cause=cause)


@pytest.mark.parametrize(
    ("cause", "missed"),
    [("no_answer", True), ("busy", True), ("unreachable", True), ("caller_gone", False), ("engine_gone", False)],
)
def test_a_call_is_missed_only_by_who_could_have_taken_it(cause: str, missed: bool) -> None:
    assert is_not_taken(offer(1, cause)) is missed


def test_each_phone_that_rang_is_an_offer_of_its_own_visit() -> None:
    visit = Visit("v1", "c", "nurse", NOON)
    count_offers(visit, [offer(1, "no_answer"), offer(2), offer(3, "busy", "v2")], [visit])
    assert (visit.offers, visit.not_taken, visit.transferred) == (2, 1, False)


def test_who_joins_another_queue_after_the_talk_was_handed_on() -> None:
    first = Visit("v1", "c", "nurse", NOON, connected_at=at(10))
    second = Visit("v2", "c", "billing", at(60), connected_at=at(70))
    for visit in (first, second):
        count_offers(visit, [], [first, second])
    assert (first.transferred, second.transferred) == (True, False)


def test_who_waits_in_two_queues_before_anybody_answers_was_not_handed_on() -> None:
    first, second = Visit("v1", "c", "nurse", NOON), Visit("v2", "c", "billing", at(60), connected_at=at(70))
    count_offers(first, [], [first, second])
    assert not first.transferred


def test_a_number_outside_after_the_talk_is_handing_on_before_it_is_not() -> None:
    visit = Visit("v1", "c", "nurse", NOON, connected_at=at(10))
    count_offers(visit, [Leg("x", LegKind.OUTSIDE, ended_at=at(5))], [visit])
    assert not visit.transferred
    count_offers(visit, [Leg("x", LegKind.OUTSIDE, ended_at=at(95))], [visit])
    assert visit.transferred
