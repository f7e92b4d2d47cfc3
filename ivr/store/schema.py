"""Every table there is, known to the metadata by being imported here."""

from sqlalchemy import MetaData

from ivr.store import (  # noqa: F401 — importing a module tells the metadata of its tables
    accounts,
    agent_rollups,
    agent_spans,
    agent_states,
    agents,
    alert_rules,
    alerts,
    announcement_clips,
    api_tokens,
    attempts,
    audit,
    call_events,
    call_numbers,
    callbacks,
    centre,
    centre_version,
    erasures,
    idempotency,
    intentions,
    levels,
    live,
    mails,
    menus,
    messages,
    pause_reasons,
    projects,
    promises,
    prompt_clips,
    queue_rules,
    queues,
    recording_wishes,
    refusals,
    reminders,
    report_files,
    report_orders,
    report_schedules,
    rollups,
    routing_state,
    sessions,
    sign_in_failures,
    sign_in_links,
    skills,
    stale_agents,
    stale_calls,
    talk_recordings,
    teams,
    visits,
    webhook_deliveries,
    webhooks,
    what_ifs,
    witness_positions,
    witness_statements,
)
from ivr.store.columns import metadata


def tables() -> MetaData:
    """The metadata with every table."""
    return metadata
