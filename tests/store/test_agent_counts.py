"""What agents did is added up by quarter of an hour, and taken away again."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import VisitOutcome
from ivr.reports.agent_time import Span
from ivr.reports.call_record import Leg, LegKind, Visit
from ivr.store.agent_counts import added_up, pauses_of, pieces_of, sums_of

NOON, MINUTE = datetime(2026, 11, 22, 12, tzinfo=UTC), timedelta(minutes=1)
ANNA, NEXT = (NOON, "anna"), (NOON + 15 * MINUTE, "anna")
TALK = Visit(
    "v", "c", "nurse", NOON, connected_at=NOON + MINUTE, talk_ended_at=NOON + 3 * MINUTE, outcome=VisitOutcome.ANSWERED,
    agent="anna",
)  # fmt: skip
RANG = Leg("c-1", LegKind.AGENT, NOON, ended_at=NOON + MINUTE, agent="anna", visit_id="v", cause="no_answer")
LUNCH = Span("anna", NOON + 14 * MINUTE, NOON + 17 * MINUTE, "paused", "lunch")


def test_a_talk_and_a_phone_that_rang_in_vain_count_in_their_quarter() -> None:
    found = {name: value for name, value in sums_of([TALK, RANG])[ANNA].items() if value}
    assert found == {"answered": 1, "handled": 1, "talk_us": 120_000_000, "agent_offers": 1, "agent_not_taken": 1}


def test_a_pause_is_counted_in_each_quarter_and_by_its_reason() -> None:
    pieces = list(pieces_of([LUNCH]))
    assert [added_up(pieces)[key]["paused_us"] for key in (ANNA, NEXT)] == [60_000_000, 120_000_000]
    assert pauses_of(pieces)[(*NEXT, "lunch")] == {"paused_us": 120_000_000}


def test_what_is_taken_away_again_leaves_nothing() -> None:
    some = [TALK, RANG, LUNCH]
    sums = added_up([*pieces_of(some), *pieces_of(some, -1)])
    assert not any(value for row in sums.values() for value in row.values())
