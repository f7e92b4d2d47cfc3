"""The figures of agents over a range, a row each (docs/metrics.md, section 2)."""

from collections.abc import Mapping
from dataclasses import dataclass

from ivr.reports.agent_time import AgentTime, occupancy, utilisation
from ivr.reports.counts import Counts
from ivr.reports.fractions import of_counts


@dataclass(frozen=True, slots=True)
class AgentFigures:
    """What an agent did in a range; a figure that has no value is None, times are seconds."""

    agent: str
    answered: int
    aht_s: float | None
    talk_mean_s: float | None
    wrap_mean_s: float | None
    transferred: int
    attended: int
    agent_offers: int
    agent_not_taken: int
    logged_in_s: float | None
    available_s: float | None
    ringing_s: float
    on_call_s: float
    wrap_up_s: float
    paused_s: float
    occupancy: float | None
    utilisation: float | None
    pauses: Mapping[str, float]  # reason, empty where none was given -> seconds


def agent_figures(
    agent: str, counts: Counts, time: AgentTime, *, with_ringing: bool = False, came_and_went: bool = True
) -> AgentFigures:
    """The row of an agent from his visits and his time; who was never told to come and go has no time logged in."""
    return AgentFigures(
        agent=agent,
        answered=counts.answered,
        aht_s=of_counts("aht_s", counts),
        talk_mean_s=of_counts("talk_mean_s", counts),
        wrap_mean_s=of_counts("wrap_mean_s", counts),
        transferred=counts.transferred,
        attended=counts.attended,
        agent_offers=time.agent_offers,
        agent_not_taken=time.agent_not_taken,
        logged_in_s=time.logged_in_s if came_and_went else None,
        available_s=time.available_s if came_and_went else None,
        ringing_s=time.ringing_s,
        on_call_s=time.on_call_s,
        wrap_up_s=time.wrap_up_s,
        paused_s=time.paused_s,
        occupancy=occupancy(time, with_ringing) if came_and_went else None,
        utilisation=utilisation(time, with_ringing) if came_and_went else None,
        pauses=time.pauses,
    )
