"""What was counted as an agent's offer before transfers were told apart is counted as one no more."""

from alembic import command
from sqlalchemy import text

from ivr.store.database import Database
from ivr.store.migration import configuration, migrate

LEG = "INSERT INTO legs (leg_id, call_id, kind, rang_at, agent, visit_id, witness) VALUES"
TABLES = ("agent_rollups", "agent_days")
ZEROS = ", ".join("0" for _ in range(10))
SUMS = "answered, handled, transferred, agent_not_taken, talk_us, wrap_us"
TIMES = "available_us, ringing_us, on_call_us, wrap_up_us"
COUNTED = f"(start, agent, agent_offers, paused_us, {SUMS}, {TIMES})"
BEFORE = (
    f"{LEG} ('c-1', 'c', 'agent', '2026-11-22 12:16:59.500000+00:00', 'agent-anna', 'v', 'engine')",
    f"{LEG} ('c-2', 'c', 'agent', '2026-11-22 12:29:59.500000+00:00', 'agent-anna', NULL, 'engine')",
    f"INSERT INTO agent_rollups {COUNTED} VALUES ('2026-11-22 12:15:00.000000+00:00', 'agent-anna', 2, 0, {ZEROS})",
    f"INSERT INTO agent_days {COUNTED} VALUES ('2026-11-22 00:00:00.000000+00:00', 'agent-anna', 2, 0, {ZEROS})",
)


def test_a_phone_a_caller_was_transferred_to_is_no_offer(bare: Database) -> None:
    with bare.write() as connection:
        command.upgrade(configuration(connection), "0030")
        for statement in BEFORE:
            zoned = statement if connection.dialect.name == "postgresql" else statement.replace("+00:00", "")
            connection.execute(text(zoned))
    migrate(bare)
    with bare.read() as connection:
        found = [connection.execute(text(f"SELECT agent_offers FROM {table}")).scalar_one() for table in TABLES]
    assert found == [1, 1]
