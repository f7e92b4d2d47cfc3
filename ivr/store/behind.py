"""What is behind a figure: the visits, calls, phones and states it is made of, each with what it adds.

Put together by `reports/fractions.together` they give the figure; a property test holds that for every one of them.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection

from ivr.errors import Misuse
from ivr.reports.agent_time import Span, within
from ivr.reports.call_record import Leg, MenuStay, Refusal, Visit
from ivr.reports.contacts_again import Resolved
from ivr.reports.counts import Counts, Thresholds, ended_counts
from ivr.reports.fractions import OF_COUNTS, OF_TIME, Part
from ivr.reports.menu_share import alone_part
from ivr.reports.outbound_share import AttemptSum, ContactSum
from ivr.reports.promises import Promise
from ivr.reports.quarters import quarter_of
from ivr.reports.visit_offers import is_not_taken
from ivr.store import agent_legs, agent_spans, contacts, menu_stays, promises, refusals, visits
from ivr.store.contacts import AgainAsked
from ivr.store.level_report import rules_of

RINGS = ("agent_offers", "agent_not_taken")


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure of a queue, some queues, an agent or a menu over a range (until just outside it), seen from a moment."""

    figure: str
    since: datetime
    until: datetime
    now: datetime
    queue: str = ""
    queues: tuple[str, ...] = ()  # where there is no single one
    agent: str = ""
    menu: str = ""
    days: int | None = None  # of first contact resolution and repeat callers; None: those in force
    with_ringing: bool = False
    limits: Thresholds | None = None  # None: those in force

    @property
    def of(self) -> tuple[str, ...]:
        """The queues asked about."""
        return (self.queue,) if self.queue else self.queues


class Behind(NamedTuple):
    """One thing behind a figure: when, of which call (None: of none, or of many) and what it adds."""

    at: datetime
    call_id: str | None
    part: Part
    # str: a number
    what: Visit | Leg | Span | Refusal | Promise | Resolved | MenuStay | AttemptSum | ContactSum | str


def behind(connection: Connection, asked: Asked) -> Iterator[Behind]:
    """Everything that adds to a figure, in order of time where it has one."""
    source = _SOURCES.get(asked.figure)
    if source is None:
        if asked.figure not in OF_COUNTS:
            raise Misuse(f"no figure is called {asked.figure!r}")
        source = _visits
    for one in source(connection, asked):
        if one.part.above or one.part.below:
            yield one


def _visits(connection: Connection, asked: Asked) -> Iterator[Behind]:
    part = OF_COUNTS[asked.figure]
    rules = rules_of(connection, asked.of, asked.since, asked.until)
    who = {"queue": asked.of, "agent": (asked.agent,) if asked.agent else ()}
    for visit in visits.each_between(connection, asked.since, asked.until, {k: v for k, v in who.items() if v}):
        limits = asked.limits or rules.get((visit.queue, quarter_of(visit.joined_at)), Thresholds())
        yield Behind(visit.joined_at, visit.call_id, part(_counts(visit, limits, asked)), visit)


def _counts(visit: Visit, limits: Thresholds, asked: Asked) -> Counts:
    if asked.agent:  # of his work each talk is one, also the rest of a wait that was counted where it began
        return ended_counts(replace(visit, callback_id=None), limits)
    counts = ended_counts(visit, limits)
    if visit.outcome is None and visit.callback_id is None:
        return counts._replace(longest_wait_s=(asked.now - visit.joined_at).total_seconds())
    return counts


def _refusals(connection: Connection, asked: Asked) -> Iterator[Behind]:
    for one in refusals.between(connection, asked.since, asked.until, asked.of):
        yield Behind(one.refused_at, one.call_id, Part(1), one)


def _rings(connection: Connection, asked: Asked) -> Iterator[Behind]:
    for call_id, leg in agent_legs.between(connection, asked.since, asked.until, asked.agent):
        adds = 1 if asked.figure == "agent_offers" else int(is_not_taken(leg))
        yield Behind(leg.rang_at or asked.since, call_id, Part(adds), leg)


def _spans(connection: Connection, asked: Asked) -> Iterator[Behind]:
    until = min(asked.until, asked.now)
    for span in agent_spans.between(connection, asked.since, until, [asked.agent]):
        part = OF_TIME[asked.figure](within([span], asked.since, until), asked.with_ringing)
        yield Behind(max(span.since, asked.since), None, part, span)


def _ends(connection: Connection, asked: Asked) -> Iterator[Behind]:
    for one in contacts.ends(connection, AgainAsked(asked.of, asked.since, asked.until, asked.days), asked.now):
        yield Behind(one.contact.joined_at, one.contact.call_id, one.part, one)


def _numbers(connection: Connection, asked: Asked) -> Iterator[Behind]:
    for number, again in contacts.numbers(connection, AgainAsked(asked.of, asked.since, asked.until, asked.days)):
        yield Behind(asked.since, None, Part(int(again), 1), number)


def _alone(connection: Connection, asked: Asked) -> Iterator[Behind]:
    of = {"node": ""} | ({"menu": asked.menu} if asked.menu else {})
    for one in menu_stays.each(connection, asked.since, asked.until, of):
        yield Behind(one.entered_at, one.call_id, alone_part(one.ended, one.went), one)


def _told(connection: Connection, asked: Asked) -> Iterator[Behind]:
    for one in promises.told_between(connection, asked.since, asked.until, asked.of):
        kept = one.kept(asked.now)
        yield Behind(one.told_at, one.call_id, Part(0, 0) if kept is None else Part(int(kept), 1), one)


_SOURCES: dict[str, Callable[[Connection, Asked], Iterator[Behind]]] = {
    "refused": _refusals,
    "fcr": _ends,
    "repeat_share": _numbers,
    "without_agent_share": _alone,
    "kept_share": _told,
    **{figure: _rings if figure in RINGS else _spans for figure in OF_TIME},
}
