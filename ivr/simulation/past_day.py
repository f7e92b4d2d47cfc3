"""A day as the store remembers it: what is replayed (docs/what-if.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from ivr.calls.events import CallQueued
from ivr.reports.agent_time import Span
from ivr.reports.blind import Blind
from ivr.reports.call_record import Visit


@dataclass(frozen=True, slots=True)
class QueueRules:
    """What a queue asks for: its skill, and within how many seconds an answer counts and a hang-up is a short one."""

    id: str
    skill: str
    answer_s: float = 20.0
    short_s: float = 5.0
    goal: float = 0.8
    widening: str = ""  # seconds:level, as a queue has it


@dataclass(frozen=True, slots=True)
class PastDay:
    """Visits that joined from `since` to just before `until`, and who was there with which levels."""

    name: str
    since: datetime
    until: datetime
    visits: tuple[Visit, ...]
    queues: tuple[QueueRules, ...]
    levels: Mapping[str, Mapping[str, int]]  # by agent and skill, as they were at the end of the day
    states: tuple[Span, ...] = ()  # of the agents, those that touch the day
    joins: tuple[CallQueued, ...] = ()
    not_taken: Mapping[str, int] = field(default_factory=dict)  # by visit: offers nobody answered
    blind: tuple[Blind, ...] = ()

    @property
    def length_s(self) -> float:
        """Seconds from its beginning to its end."""
        return (self.until - self.since).total_seconds()

    def at(self, moment: datetime) -> float:
        """Seconds since its beginning."""
        return (moment - self.since).total_seconds()
