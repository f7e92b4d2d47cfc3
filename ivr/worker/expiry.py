"""What ends by itself: levels of agents, of which the audit tells, and what Asterisk's records said long ago."""

from dataclasses import asdict
from datetime import UTC, datetime, time, timedelta

from ivr.store import audit, centre_version, levels, witness_positions, witness_statements
from ivr.store.audit import AuditEntry
from ivr.store.database import Database

WHO = "worker"
STATEMENTS_AT_ONCE = 1000


def expire_levels(database: Database, now: datetime) -> int:
    """Take away the levels that have ended, which the engine sees at its next look: how many there were."""
    with database.read() as connection:
        first = next(iter(levels.ending(connection)), None)
    if first is None or first.expires_at is None or first.expires_at > now:
        return 0
    with database.write() as connection:
        taken = levels.take_expired(connection, now)
        for change in taken:
            cell = f"{change.before.agent} {change.before.skill}"
            entry = AuditEntry(now, WHO, "level ended", "level", cell, asdict(change.before), asdict(change.after))
            audit.append(connection, entry)
        if taken:
            centre_version.bump(connection)
    return len(taken)


def expire_statements(database: Database, keep_days: int, now: datetime) -> int:
    """Delete some of what the witnesses said before so many whole days (UTC, at least one): how many those were."""
    midnight = datetime.combine(now.astimezone(UTC).date(), time(), UTC)
    kept_since = midnight - timedelta(days=max(keep_days, 1))
    with database.read() as connection:
        first = witness_statements.first_said_at(connection)
    if first is None or first >= kept_since:
        return 0
    with database.write() as connection:
        witness_positions.speaks_since(connection, kept_since)  # or what is deleted would be missing there
        return witness_statements.forget(connection, kept_since, STATEMENTS_AT_ONCE)
