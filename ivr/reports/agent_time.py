"""What agents did with their time, and the figures made of it (docs/metrics.md, section 2).

Time belongs to the interval in which it passed: a state that spans the end of a quarter of an hour is cut there.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from ivr.calls.events import AgentStateChanged
from ivr.reports.quarters import QUARTER, quarter_of

LOGGED_OUT, PAUSED = "logged_out", "paused"
UNKNOWN = "unknown"  # after the last row of an imported log nobody tells how long that state held
ENGINE = "engine"


@dataclass(frozen=True, slots=True)
class Span:
    """One agent in one state; `until` None: still."""

    agent: str
    since: datetime
    until: datetime | None
    state: str
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class AgentTime:
    """What can be added up of an agent: seconds in each state, pauses by reason too, and how often his phone rang."""

    available_s: float = 0
    ringing_s: float = 0
    on_call_s: float = 0
    wrap_up_s: float = 0
    paused_s: float = 0
    agent_offers: int = 0
    agent_not_taken: int = 0
    pauses: Mapping[str, float] = field(default_factory=dict)  # reason, "" where none was given -> seconds

    def __add__(self, other: "AgentTime") -> "AgentTime":
        sums = {name: getattr(self, name) + getattr(other, name) for name in TIME_SUMS}
        reasons = self.pauses.keys() | other.pauses.keys()
        pauses = {reason: self.pauses.get(reason, 0) + other.pauses.get(reason, 0) for reason in sorted(reasons)}
        return AgentTime(**sums, pauses=pauses)

    @property
    def logged_in_s(self) -> float:
        """Seconds in any state but logged out."""
        return self.available_s + self.ringing_s + self.on_call_s + self.wrap_up_s + self.paused_s

    def contact_s(self, with_ringing: bool) -> float:
        """Seconds on calls and wrapping up, and those of ringing where they are to count."""
        return self.on_call_s + self.wrap_up_s + (self.ringing_s if with_ringing else 0)


TIME_SUMS = tuple(one.name for one in fields(AgentTime) if one.name != "pauses")
STATE_SUMS = {name[:-2]: name for name in TIME_SUMS if name.endswith("_s")}


def occupancy(time: AgentTime, with_ringing: bool = False) -> float | None:
    """The share of the time ready for calls that was spent on them; pauses stand in neither."""
    ready = time.logged_in_s - time.paused_s
    return time.contact_s(with_ringing) / ready if ready else None


def utilisation(time: AgentTime, with_ringing: bool = False) -> float | None:
    """The share of the time logged in that was spent on calls."""
    return time.contact_s(with_ringing) / time.logged_in_s if time.logged_in_s else None


def spans_of(changes: Iterable[AgentStateChanged]) -> list[Span]:
    """The states of one agent, each until the next; of changes at the same moment the last one holds."""
    ordered = sorted(changes, key=lambda change: (change.at, change.event_id))
    latest = list({change.at: change for change in ordered}.values())
    nexts = [*latest[1:], None]
    return [
        Span(change.agent, change.at, after.at if after else None, _state(change, after), change.reason)
        for change, after in zip(latest, nexts, strict=False)  # of no changes there is no next either
    ]


def _state(change: AgentStateChanged, after: AgentStateChanged | None) -> str:
    is_last_of_import = change.witness != ENGINE and (after is None or after.witness == ENGINE)
    return UNKNOWN if is_last_of_import and change.state != LOGGED_OUT else change.state


def by_quarter(span: Span, until: datetime) -> Iterator[tuple[datetime, AgentTime]]:
    """A span as the time it adds to each quarter of an hour it touches, until its end or this moment."""
    name = STATE_SUMS.get(span.state)
    end = until if span.until is None else min(span.until, until)
    start = quarter_of(span.since)
    while name is not None and max(start, span.since) < end:
        seconds = (min(end, start + QUARTER) - max(span.since, start)).total_seconds()
        yield start, _spent(span, name, seconds)
        start += QUARTER


def within(spans: Iterable[Span], since: datetime, until: datetime) -> AgentTime:
    """What spans come to inside a range."""
    whole = AgentTime()
    for span in spans:
        end = until if span.until is None else min(span.until, until)
        begun = max(span.since, since)
        name = STATE_SUMS.get(span.state)
        if name is not None and begun < end:
            whole += _spent(span, name, (end - begun).total_seconds())
    return whole


def _spent(span: Span, name: str, seconds: float) -> AgentTime:
    pauses = {span.reason or "": seconds} if span.state == PAUSED else {}
    spent: dict[str, Any] = {name: seconds}
    return AgentTime(**spent, pauses=pauses)
