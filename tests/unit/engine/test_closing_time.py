"""At closing time the queues that wish it send on who waits, once."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.engine.closing_time import ClosingTime
from ivr.engine.queue_terms import QueueRules, QueueTerms
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.routing.acd import Acd
from ivr.routing.rules import Terms

SUNDAY = Schedule(ZoneInfo("UTC"), Week.of({"sunday": ["08:00-18:00"]}))
RULES = {"reception": QueueRules(closing="send_on"), "nurse": QueueRules(closing="serve")}


def test_who_waits_at_closing_time_is_sent_on_where_the_queue_wishes_it() -> None:
    sent: list[str] = []
    clock = [datetime(2026, 11, 22, 17, 59, 59, tzinfo=UTC)]
    closing = ClosingTime(QueueTerms({}, Terms(), schedule=SUNDAY, rules=RULES), lambda: clock[0], sent.append)
    for _second in range(3):
        closing.look()
        clock[0] += timedelta(seconds=1)

    assert sent == ["reception"]


def test_nobody_is_sent_on_by_an_engine_that_starts_after_hours() -> None:
    sent: list[str] = []
    night = datetime(2026, 11, 22, 20, tzinfo=UTC)
    ClosingTime(QueueTerms({}, Terms(), schedule=SUNDAY, rules=RULES), lambda: night, sent.append).look()

    assert sent == []


def test_who_is_sent_on_leaves_the_routers_line(office) -> None:
    office.terms.own = {"reception": Terms(queue="reception", overflow="voicemail:desk")}
    office.dispatcher.tell(Acd.add_call, "caller", "reception", terms=office.terms.of("reception"))
    office.terms.rules = RULES
    closing = ClosingTime(office.terms, office.clock.now, lambda queue: office.dispatcher.tell(Acd.close_queue, queue))
    office.terms.schedule = Schedule(ZoneInfo("UTC"), Week.of({}))
    closing.look()

    assert office.acd.waiting() == []
