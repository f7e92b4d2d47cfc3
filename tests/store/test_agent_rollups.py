"""What an agent did is counted by quarter of an hour."""

from datetime import UTC, datetime, timedelta

from ivr.calls.disposition import VisitOutcome
from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.store import agent_rollups, agent_sums
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import replace

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Range(NOON, NOON + timedelta(hours=1))


def talked(agent: str, seconds: float) -> CallRecord:
    end = NOON + timedelta(seconds=10 + seconds)
    visit = Visit("v", "c", "nurse", NOON, connected_at=NOON + timedelta(seconds=10), agent=agent, talk_ended_at=end,
                  left_at=NOON + timedelta(seconds=10), outcome=VisitOutcome.ANSWERED)  # fmt: skip
    return CallRecord("c", NOON, visits=(visit,))


def test_a_talk_that_turned_out_to_be_anothers_is_his(database: Database) -> None:
    with database.write() as connection:
        for agent, seconds in (("anna", 50), ("anna", 60), ("bela", 60)):
            replace(connection, [talked(agent, seconds)])
        found = agent_sums.talks(connection, HOUR)
    assert {agent: (counts.answered, counts.talk_s) for agent, counts in found.items()} == {"bela": (1, 60)}


def test_counting_nothing_leaves_nobody(database: Database) -> None:
    with database.write() as connection:
        replace(connection, [talked("anna", 50)])
        agent_rollups.clear(connection)
        assert agent_sums.talks(connection, HOUR) == {}


def test_an_attended_transfer_counts_for_who_transferred_and_the_colleagues_leg_is_no_offer(database: Database) -> None:
    record = talked("anna", 50)
    record.visits[0].transferred = record.visits[0].attended = True
    rang = {"kind": LegKind.AGENT, "rang_at": NOON, "answered_at": NOON}
    record.legs = (Leg("c-1", agent="anna", visit_id="v", **rang), Leg("c-2", agent="bela", **rang))
    with database.write() as connection:
        replace(connection, [record])
        counts, times = agent_sums.talks(connection, HOUR), agent_sums.times(connection, HOUR)
    assert {agent: (one.transferred, one.attended) for agent, one in counts.items()} == {"anna": (1, 1)}
    assert {agent: one.agent_offers for agent, one in times.items() if one.agent_offers} == {"anna": 1}
