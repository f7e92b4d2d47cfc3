"""What each queue asks for, in the running room."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from ivr.calls.admission import Refusal
from ivr.calls.commands import EnterQueue
from ivr.engine.queue_terms import QueueRules, QueueTerms
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.routing.rules import Terms

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_queue_without_terms_of_its_own_has_the_usual_ones() -> None:
    terms = QueueTerms({"desk": Terms(ring_s=8)}, Terms())

    assert (terms.of("desk").ring_s, terms.of("another")) == (8, Terms())
    assert terms.rules_of("another") == QueueRules()


def test_who_goes_on_to_another_queue_asks_for_its_skill_at_any_level() -> None:
    terms = QueueTerms({}, Terms(), {"nurse": "nursing", "night": "reception"})
    before = EnterQueue("reception", "reception", 5, 30)

    assert terms.wish("nurse", before) == EnterQueue("nurse", "nursing", 1, 30)
    assert terms.wish("night", before) == EnterQueue("night", "reception", 5, 30)
    assert terms.wish("nowhere", before) is None


def test_a_queue_taken_out_of_use_is_noticed() -> None:
    terms = QueueTerms({"desk": Terms()}, Terms())
    fresh = QueueTerms({}, Terms(ring_s=8), rules={"shop": QueueRules(closing="send_on")})

    assert terms.use(fresh) == ["desk"]
    assert (terms.of("desk"), terms.sent_home()) == (Terms(ring_s=8), ["shop"])


def test_hours_without_a_schedule_are_always() -> None:
    assert QueueTerms({}, Terms()).is_open(NOON)
    assert not QueueTerms({}, Terms(), schedule=Schedule(ZoneInfo("UTC"), Week.of({}))).is_open(NOON)


def test_a_closing_queue_is_closed_only_outside_hours_and_a_full_one_refuses() -> None:
    rules = QueueRules(capacity=2, closing="serve")
    refusals = [rules.refusal(waiting=count, is_open=is_open) for count, is_open in ((0, True), (2, True), (0, False))]

    assert refusals == [None, Refusal.FULL, Refusal.CLOSED]
    assert QueueRules().refusal(waiting=99, is_open=False) is None
