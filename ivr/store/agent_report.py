"""Agents over a range: the sums of what is over, and until now what still goes on."""

from datetime import datetime

from sqlalchemy import Connection

from ivr.reports.agent_figures import AgentFigures, agent_figures
from ivr.reports.agent_time import AgentTime, within
from ivr.reports.counts import Counts
from ivr.store import agent_spans, agent_sums
from ivr.store.figures import Range


def agents(connection: Connection, wanted: Range, now: datetime, with_ringing: bool = False) -> list[AgentFigures]:
    """Each agent who did anything in the range (at quarters of an hour, or until now), by id."""
    counts, times = agent_sums.talks(connection, wanted), agent_sums.times(connection, wanted)
    for span in agent_spans.still(connection):
        if wanted.of is None or span.agent in wanted.of:
            so_far = within([span], wanted.since, min(wanted.until, now))
            times[span.agent] = times.get(span.agent, AgentTime()) + so_far
    always_there = agent_spans.never_left(connection, wanted.until)
    done = {agent for agent, time in times.items() if time != AgentTime()} | counts.keys()
    return [
        agent_figures(
            agent,
            counts.get(agent, Counts()),
            times.get(agent, AgentTime()),
            with_ringing=with_ringing,
            came_and_went=agent not in always_there,
        )
        for agent in sorted(done)
    ]
