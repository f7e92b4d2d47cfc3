"""Levels that have ended are taken from their agents, and the audit says so."""

from dataclasses import asdict
from datetime import datetime

from ivr.store import audit, centre_version, levels
from ivr.store.audit import AuditEntry
from ivr.store.database import Database

WHO = "worker"


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
