"""What one group of agents with one line achieves in steady state: Erlang-A, and Erlang-C where nobody hangs up.

Erlang-A is the queue M/M/n+M: Poisson calls, exponential handle times and exponential patience (C. Palm, 1946; formulas
after Mandelbaum and Zeltyn, "The Palm/Erlang-A queue, with applications to call centers", 2005). Who finds k callers
waiting before him is reached, if he stays, after a sum of exponential times with the rates n/handle + i/patience,
i = 0..k; so exp(-wait/patience) is Beta(n patience/handle, k + 1), and all that follows is sums of such terms.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from math import exp, expm1, fsum, inf, log

from ivr.reports.counts import Thresholds

ENDLESS_S = 86_400.0  # who would wait a day does not hang up: Erlang-C
NEGLIGIBLE = 1e-16  # of the most likely state's weight


@dataclass(frozen=True, slots=True)
class Demand:
    """Calls per second, mean handle time (talk and wrap-up) and mean patience in seconds; None: nobody hangs up."""

    calls_per_s: float
    handle_s: float
    patience_s: float | None = None

    @property
    def load(self) -> float:
        """Agents busy on average if nobody hung up (erlangs)."""
        return self.calls_per_s * self.handle_s

    @property
    def is_patient(self) -> bool:
        """Whether nobody hangs up."""
        return self.patience_s is None or self.patience_s >= ENDLESS_S


@dataclass(frozen=True, slots=True)
class Outlook:
    """Shares from 0 to 1, times in seconds; a time is None when the line would grow without end."""

    service_level: float  # V6 of docs/metrics.md
    abandon_rate: float  # short ones left out, as in docs/metrics.md
    asa_s: float | None  # mean wait of the answered
    wait_s: float | None  # mean wait of everybody
    occupancy: float


def outlook(demand: Demand, agents: int, limits: Thresholds) -> Outlook:
    """What so many agents achieve for this demand; with no call at all everything is in time."""
    if demand.load <= 0:
        return Outlook(1.0, 0.0, 0.0, 0.0, 0.0)
    if agents <= 0 and demand.is_patient:
        return Outlook(0.0, 0.0, None, None, 0.0)
    return _erlang_c(demand, agents, limits) if demand.is_patient else _erlang_a(demand, agents, limits)


def agents_needed(demand: Demand, goal: float, limits: Thresholds) -> int:
    """The fewest agents with whom this share (0 to below 1) is answered in time, by doubling and halving."""
    enough = 1
    while outlook(demand, enough, limits).service_level < goal:
        enough *= 2
    short = enough // 2  # too few, or none at all
    while enough - short > 1:
        middle = (short + enough) // 2
        if outlook(demand, middle, limits).service_level < goal:
            short = middle
        else:
            enough = middle
    return enough if demand.load > 0 else 0


def erlang_b(load: float, agents: int) -> float:
    """The share of calls that find all agents busy when nobody may wait: B_n = a B / (n + a B), from B_0 = 1."""
    busy = 1.0
    for n in range(1, agents + 1):
        busy = load * busy / (n + load * busy)
    return busy


def _erlang_c(demand: Demand, agents: int, limits: Thresholds) -> Outlook:
    used = demand.load / agents
    if used >= 1:
        return Outlook(0.0, 0.0, None, None, 1.0)
    lost = erlang_b(demand.load, agents)
    waits = lost / (1 - used * (1 - lost))
    spare = (agents - demand.load) / demand.handle_s  # calls per second above what comes
    mean = waits / spare
    return Outlook(1 - waits * exp(-spare * limits.answer_s), 0.0, mean, mean, used)


def _erlang_a(demand: Demand, agents: int, limits: Thresholds) -> Outlook:
    patience = demand.patience_s or ENDLESS_S
    shape = agents * patience / demand.handle_s
    straight, found = _states(demand, agents)
    in_time, early, early_all = (
        _beyond(shape + 1, limits.answer_s / patience),
        _beyond(shape + 1, limits.short_s / patience),
        _beyond(shape, limits.short_s / patience),
    )
    hurry = exp(-limits.short_s / patience)  # the share who stay longer than a short abandon
    served = within = straight
    short = waited = total = behind = 0.0
    for k, (weight, late, late_short, all_short) in enumerate(zip(found, in_time, early, early_all, strict=False)):
        stay = shape / (shape + k + 1)
        behind += patience / (shape + k + 1)
        served += weight * stay
        within += weight * stay * (1 - late)
        short += weight * (1 - stay * (1 - late_short) - hurry * all_short)
        waited += weight * stay * behind
        total += weight * (k + 1) * patience / (shape + k + 1)
    counted = max(1 - short, within)
    return Outlook(
        service_level=within / counted if counted else 0.0,
        abandon_rate=max(1 - served - short, 0.0) / counted if counted else 0.0,
        asa_s=waited / served if served else None,
        wait_s=total,
        occupancy=served * demand.load / agents if agents else 0.0,
    )


def _states(demand: Demand, agents: int) -> tuple[float, list[float]]:
    """The share of calls that find an agent free, and of those that find all busy and 0, 1, 2... waiting."""
    load, fade = demand.load, demand.handle_s / (demand.patience_s or ENDLESS_S)
    # Weights relative to the most likely state: none is above 1, so nothing overflows however large the centre is.
    peak = int(load) if load <= agents else agents + int((load - agents) / fade)
    weights = {peak: 1.0}
    for state in count(peak + 1):
        weights[state] = weights[state - 1] * load / (min(state, agents) + max(state - agents, 0) * fade)
        if weights[state] < NEGLIGIBLE:
            break
    for state in range(peak - 1, -1, -1):
        weights[state] = weights[state + 1] * (min(state + 1, agents) + max(state + 1 - agents, 0) * fade) / load
        if weights[state] < NEGLIGIBLE:
            break
    total = fsum(weights.values())
    free = fsum(weight for state, weight in weights.items() if state < agents) / total
    return free, [weights.get(state, 0.0) / total for state in range(agents, max(weights) + 1)]


def _beyond(shape: float, ages: float) -> Iterator[float]:
    """P(Beta(shape, k + 1) < exp(-ages)) for k = 0, 1, 2...: sums of negative binomial terms, in logarithms."""
    share = -expm1(-ages)
    term, total = -shape * ages, 0.0
    for k in count(1):
        total += exp(term)
        yield min(total, 1.0)
        step = (shape + k - 1) * share / k
        term = term + log(step) if step else -inf
