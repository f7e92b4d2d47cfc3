"""The history held against what Asterisk's own records say, call by call (docs/metrics.md, section 10). Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ivr.calls.disposition import Disposition
from ivr.reports.blind import Blind
from ivr.reports.call_record import CallRecord
from ivr.reports.discrepancy import Check, Discrepancy
from ivr.reports.reconciliation_checks import differences, was_long_enough
from ivr.reports.said import Said, Value
from ivr.reports.statement import Kind, Statement, Testimony, Watched, Witness, gathered

SETTLE = timedelta(seconds=10)  # a record is written, and read, some seconds after the end of its call
BLIND_SLACK = timedelta(seconds=10)  # its loss and its return are noticed late


@dataclass(frozen=True, slots=True)
class Asked:
    """Which calls are compared: those that began in the range; which time each witness covers, which nobody saw."""

    since: datetime
    until: datetime
    watched: Mapping[Witness, Watched]
    blind: Sequence[Blind] = ()

    def covers(self, witness: Witness, began: datetime, ended: datetime | None) -> bool:
        """Whether a call of these moments can be expected to stand in both, as far as both have been read."""
        watch = self.watched.get(witness)
        if watch is None or ended is None or not self.since <= began < self.until:
            return False
        return watch.since <= began and ended <= watch.until - SETTLE

    def awaits(self, began: datetime, ended: datetime | None) -> bool:
        """Whether a call of these moments is to be compared later: it is not over, or its end has not been read yet."""
        if not self.since <= began < self.until:
            return False
        read = [watch.until - SETTLE for watch in self.watched.values() if watch.since <= began]
        return any(ended is None or ended > until for until in read)

    def was_blind(self, call: CallRecord) -> bool:
        """Whether Asterisk went away during the call, and its record with it."""
        end = call.ended_at or call.started_at
        return any(
            since - BLIND_SLACK <= end and (until is None or call.started_at <= until + BLIND_SLACK)
            for since, until in self.blind
        )


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What came of it: how many calls each witness was asked about, calls without one, and where they disagree."""

    compared: Mapping[Witness, int]
    unwitnessed: tuple[str, ...]  # Asterisk went away during these calls: nothing was written of them
    found: tuple[Discrepancy, ...]
    awaited: int = 0  # calls not over, or read of up to an earlier moment than their end


@dataclass
class _Pairs:
    """For each witness, what it says of each call, and of calls nobody here knows."""

    of_calls: dict[tuple[Witness, str], list[Statement]] = field(default_factory=dict)
    unknown: list[Testimony] = field(default_factory=list)


def reconciled(calls: Sequence[CallRecord], statements: Iterable[Statement], asked: Asked) -> Reconciliation:
    """Each call of ours against each witness, and each call of a witness against ours."""
    pairs = _paired(calls, statements)
    found: list[Discrepancy] = []
    compared: Counter[Witness] = Counter()
    unwitnessed: dict[str, None] = {}
    for witness in asked.watched:
        for call in calls:
            said = pairs.of_calls.get((witness, call.call_id), [])
            if not _is_comparable(call, witness, said, asked):
                continue
            compared[witness] += 1
            if not said and asked.was_blind(call):
                unwitnessed[call.call_id] = None
            else:
                found += _held(call, witness, said)
    found += [_unknown(one) for one in pairs.unknown if asked.covers(one.witness, one.began_at, one.ended_at)]
    ordered = sorted(found, key=lambda one: (one.at, one.call_id or "", one.witness or "", one.check))
    awaited = sum(asked.awaits(call.started_at, call.ended_at) for call in calls)
    return Reconciliation({one: compared[one] for one in asked.watched}, tuple(unwitnessed), tuple(ordered), awaited)


def _paired(calls: Sequence[CallRecord], statements: Iterable[Statement]) -> _Pairs:
    known = {call.call_id: call.linkedid for call in calls}
    linked = {call.linkedid: call.call_id for call in calls if call.linkedid}
    pairs = _Pairs()
    for one in gathered(statements):
        # Asterisk's id comes first: a channel an agent connected with another call of his carries that call's name
        named = one.call_id if one.call_id in known else None
        call_id = named if named and known[named] == one.reference else linked.get(one.reference, named)
        if call_id is None:
            pairs.unknown.append(one)
        else:
            pairs.of_calls.setdefault((one.witness, call_id), []).extend(one.statements)
    return pairs


def _is_comparable(call: CallRecord, witness: Witness, said: Sequence[Statement], asked: Asked) -> bool:
    if not asked.covers(witness, call.started_at, call.ended_at):
        return False
    if witness is Witness.QUEUE_LOG:  # it knows Asterisk's own queue and nothing else
        return bool(said) or any(was_long_enough(call, kept) for kept in call.kept)
    may_lack_a_channel = call.disposition is Disposition.FAILED or not call.end_was_seen
    return bool(said) or not may_lack_a_channel


def _held(call: CallRecord, witness: Witness, said: Sequence[Statement]) -> list[Discrepancy]:
    own = [one for one in said if one.kind is not Kind.LISTENED]  # a supervisor's leg is written down by itself
    if not own:
        ending = call.disposition or ""  # a call that is compared is over: it has one
        words = (Said("%(ending)s", {"ending": ending}), Said("nothing"))
        return [Discrepancy(Check.MISSING_THERE, witness, call.call_id, call.linkedid, call.started_at, *words)]
    testimony = Testimony(witness, own[0].reference, call.call_id, tuple(said))
    return differences(call, testimony)


def _unknown(one: Testimony) -> Discrepancy:
    agents = sorted({said.agent for said in one.statements if said.agent and said.kind is not Kind.CALL})
    values: dict[str, Value] = {"seconds": (one.ended_at - one.began_at).total_seconds()}
    there = Said("a call of %(seconds)s s", values)
    if agents:
        there = Said("a call of %(seconds)s s with %(agents)s", {**values, "agents": ", ".join(agents)})
    words = (Said("nothing"), there)
    return Discrepancy(Check.MISSING_HERE, one.witness, one.call_id, one.reference, one.began_at, *words)
