"""Every table there is, known to the metadata by being imported here."""

from sqlalchemy import MetaData

from ivr.store import (  # noqa: F401 — importing a module tells the metadata of its tables
    agent_states,
    agents,
    attempts,
    call_events,
    call_numbers,
    centre,
    centre_version,
    intentions,
    levels,
    live,
    menus,
    pause_reasons,
    projects,
    queues,
    reminders,
    rollups,
    sign_in_links,
    skills,
    stale_calls,
    teams,
    visits,
    witness_positions,
)
from ivr.store.columns import metadata


def tables() -> MetaData:
    """The metadata with every table."""
    return metadata
