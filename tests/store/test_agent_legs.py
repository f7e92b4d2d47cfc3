"""The phones that rang for a caller."""

from datetime import UTC, datetime, timedelta

from ivr.reports.call_record import CallRecord, Leg, LegKind
from ivr.store import agent_legs, agent_sums
from ivr.store.database import Database
from ivr.store.figures import Range
from ivr.store.folding import replace

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
HOUR = Range(NOON, NOON + timedelta(hours=1))
CALLER = Leg("l0", LegKind.CALLER, rang_at=NOON)


def rang(number: int, agent: str, minute: int, cause: str | None = None) -> Leg:
    return Leg(
        f"l{number}", LegKind.AGENT, rang_at=NOON + timedelta(minutes=minute), agent=agent, visit_id="v", cause=cause
    )


def test_an_agents_phone_is_counted_where_it_rang(database: Database) -> None:
    legs = (CALLER, rang(1, "anna", 1, "no_answer"), rang(2, "bela", 2), rang(3, "anna", 59, "caller_gone"))
    with database.write() as connection:
        for _ in range(2):
            replace(connection, [CallRecord("c", NOON, legs=legs)])
        assert agent_legs.of_calls(connection, ["c"]) == list(legs[1:])
        assert agent_legs.between(connection, NOON, HOUR.until, "anna") == [("c", legs[1]), ("c", legs[3])]
        times = agent_sums.times(connection, HOUR)
    assert {agent: (time.agent_offers, time.agent_not_taken) for agent, time in times.items()} == {
        "anna": (2, 1),
        "bela": (1, 0),
    }
