"""Whether a caller is held for the agent he had last: only when that costs neither him nor others much."""

from dataclasses import dataclass

HELD_AT_MOST_S = 10.0
SOON_S = 15.0  # the agent is expected to be free before, the caller is not expected to be served before
GOOD_SERVICE_LEVEL = 0.8


@dataclass(frozen=True, slots=True)
class Prospect:
    """What is expected, in seconds (None: unknown): until the agent is free, until the caller is served by anybody."""

    agent_free_s: float | None
    caller_p50_s: float | None
    service_level: float | None  # of the skill in the running half hour, 0 to 1


def is_worth_holding(prospect: Prospect) -> bool:
    """Return whether to hold a caller for his preferred agent: nearly free, the line long, the half hour good."""
    if prospect.agent_free_s is None or prospect.caller_p50_s is None:
        return False
    missing = prospect.service_level is not None and prospect.service_level < GOOD_SERVICE_LEVEL
    return prospect.agent_free_s < SOON_S < prospect.caller_p50_s and not missing
