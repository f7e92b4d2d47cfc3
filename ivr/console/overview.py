"""Everything the page shows at one moment."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from ivr.access.account import ALL, Scope
from ivr.console import keeper_report
from ivr.console.call_story import CallStory, tell
from ivr.console.keeper_report import KeeperReport
from ivr.console.service_tables import ServiceTable, day_of, service_table
from ivr.console.source import Source
from ivr.reports.blind import Blind, blind_between
from ivr.reports.call_record import CallRecord
from ivr.store import agent_states, call_events, visits
from ivr.store.agent_states import AgentState
from ivr.store.centre import Agent, Centre, load_centre
from ivr.store.folding import records, refresh

LAST_CALLS = 20
LOOK_BACK = timedelta(days=7)
LONGEST_CALL = timedelta(hours=12)
LOGGED_OUT = "logged_out"


@dataclass(frozen=True, slots=True)
class AgentLine:
    """An agent and what he does."""

    agent: Agent
    state: str
    since: datetime | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class Overview:
    """What the page shows."""

    now: datetime
    zone: ZoneInfo
    keeper: KeeperReport
    agents: tuple[AgentLine, ...]
    open_calls: int
    calls: tuple[CallStory, ...]
    tables: tuple[ServiceTable, ...]
    blind: tuple[Blind, ...]  # today


def overview(source: Source, where: ZoneInfo, scope: Scope = ALL) -> Overview:
    """The overview at this moment, in a zone, of the queues somebody may see."""
    now, database = source.now(), source.database
    refresh(database)
    with database.read() as connection:
        centre, states = load_centre(connection), agent_states.load(connection)
        found = records(connection, call_events.started_between(connection, now - LOOK_BACK, now, LAST_CALLS))
        open_calls = len(call_events.unfinished(connection, now - LONGEST_CALL))
        days = [day_of(queue, now) for queue in centre.queues]
        today = visits.joined_between(connection, min(days, default=now), now)
        seen = call_events.asterisk_seen(connection, min(days, default=now), now)
    names = {agent.id: agent.name for agent in centre.agents}
    return Overview(
        now=now,
        zone=where,
        keeper=keeper_report.read(source.settings.state_path),
        agents=tuple(_line(agent, states.get(agent.id)) for agent in centre.agents),
        open_calls=open_calls,
        calls=tuple(tell(record, names) for record in found.values() if _is_seen(record, scope)),
        tables=tuple(service_table(queue, today, now) for queue in centre.queues if scope.covers(queue.id)),
        blind=tuple(blind_between(seen, min(days, default=now), now)),
    )


def _is_seen(record: CallRecord, scope: Scope) -> bool:
    return scope.is_all or any(scope.covers(visit.queue) for visit in record.visits)


def name_of(centre: Centre) -> str:
    """What the centre calls itself."""
    return str(centre.settings.get("name") or "Call centre")


def _line(agent: Agent, known: AgentState | None) -> AgentLine:
    if known is None:
        return AgentLine(agent, LOGGED_OUT, None, None)
    return AgentLine(agent, known.state, known.since, known.reason)
