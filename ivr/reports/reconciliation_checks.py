"""One call of ours against all that one witness says of it: every difference of them. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from ivr.calls.events import Direction
from ivr.reports.call_record import CallRecord, Kept, Leg, LegKind
from ivr.reports.discrepancy import Check, Discrepancy
from ivr.reports.reconciliation_listening import TOLERANCE, Difference, listening_differences
from ivr.reports.said import Said, Value
from ivr.reports.statement import Kind, Statement, Testimony, Witness


def differences(call: CallRecord, said: Testimony) -> list[Discrepancy]:
    """Where the call and the testimony disagree; none when they tell the same."""
    talks = _talks(call, said.witness)
    found = [*_doubled(said), *_shifted(call, said), *_kept(call, said), *_answered(talks, said), *_talked(talks, said)]
    found += listening_differences(call, said)
    return [
        Discrepancy(check, said.witness, call.call_id, said.reference, call.started_at, here, there)
        for check, here, there in found
    ]


def _talks(call: CallRecord, witness: Witness) -> list[Leg]:
    """The legs of ours the witness can know: a queue log those from Asterisk's own queue."""
    legs = [leg for leg in call.legs if leg.kind is LegKind.AGENT and leg.answered_at is not None]
    if witness is Witness.QUEUE_LOG:
        legs = [leg for leg in legs if _was_kept(call, leg.answered_at)]
    return sorted(legs, key=lambda leg: (leg.answered_at is not None, leg.answered_at))


def _was_kept(call: CallRecord, at: datetime | None) -> bool:
    return at is not None and any(
        kept.entered_at <= at and (kept.back_at is None or at < kept.back_at) for kept in call.kept
    )


def _doubled(said: Testimony) -> Iterator[Difference]:
    for one in said.doubled:
        yield Check.DOUBLED, Said("once"), Said("%(what)s at %(at)s more than once", {"what": one.kind, "at": one.at})


def _shifted(call: CallRecord, said: Testimony) -> Iterator[Difference]:
    if said.witness is Witness.QUEUE_LOG:
        return  # it knows neither the beginning nor the end of a call
    spoken = said.of(Kind.CALL) + said.of(Kind.SERVED)
    if not spoken:
        return
    began, ended = min(one.at for one in spoken), max(one.until for one in spoken)
    placed = call.direction is Direction.OUTBOUND  # written down before Asterisk is asked, which may take its time
    if not placed and abs(call.started_at - began) > TOLERANCE:
        yield Check.TIME_SHIFTED, *_both("began %(at)s", call.started_at, began)
    if call.ended_at is not None and abs(call.ended_at - ended) > TOLERANCE:
        yield Check.TIME_SHIFTED, *_both("ended %(at)s", call.ended_at, ended)


def was_long_enough(call: CallRecord, kept: Kept) -> bool:
    """Whether Asterisk's queue must have taken the caller: who hung up at once may have gone before it did."""
    end = kept.back_at or call.ended_at
    return end is None or end - kept.entered_at > TOLERANCE


def _kept(call: CallRecord, said: Testimony) -> Iterator[Difference]:
    if said.witness is Witness.CDR:
        return  # it tells not where a caller was
    stays, there = list(call.kept), [one.at for one in said.of(Kind.KEPT)]
    if said.witness is Witness.QUEUE_LOG:
        stays = [one for one in stays if was_long_enough(call, one) or _is_near(one.entered_at, there)]
    here = [one.entered_at for one in stays]
    if len(here) != len(there):
        yield Check.FALLBACK_DIFFERS, _times(len(here)), _times(len(there))
        return
    for ours, theirs in zip(sorted(here), there, strict=True):
        if abs(ours - theirs) > TOLERANCE:
            yield Check.FALLBACK_DIFFERS, *_both("at %(at)s", ours, theirs)


def _is_near(at: datetime, others: Sequence[datetime]) -> bool:
    return any(abs(at - other) <= TOLERANCE for other in others)


def _answered(talks: Sequence[Leg], said: Testimony) -> Iterator[Difference]:
    kind = Kind.TALK if said.witness is Witness.CEL else Kind.SERVED
    here, there = sorted(str(leg.agent) for leg in talks), sorted(str(one.agent) for one in said.of(kind))
    if here != there:
        yield Check.ANSWERED, _named(here), _named(there)


def _talked(talks: Sequence[Leg], said: Testimony) -> Iterator[Difference]:
    """Each agent's talks in turn."""
    spoken = said.of(Kind.SERVED if said.witness is Witness.CDR else Kind.TALK)
    for agent in sorted({str(leg.agent) for leg in talks}):
        mine = [leg for leg in talks if leg.agent == agent]
        theirs = [one for one in spoken if one.agent == agent]
        if len(mine) == len(theirs):
            for leg, one in zip(mine, theirs, strict=True):
                yield from _moments(leg, one, said.witness)
        elif said.witness is Witness.QUEUE_LOG:  # of the others `_answered` has told already
            yield Check.TALK_DIFFERS, _talks_of(agent, len(mine)), _talks_of(agent, len(theirs))


def _moments(leg: Leg, said: Statement, witness: Witness) -> Iterator[Difference]:
    """When a talk began, which CDR does not know, and ended."""
    pairs = [(leg.ended_at, said.until)] + ([] if witness is Witness.CDR else [(leg.answered_at, said.at)])
    if any(here is not None and abs(here - there) > TOLERANCE for here, there in pairs):
        here = _span(leg.agent, leg.answered_at, leg.ended_at)
        there = _span(said.agent, None if witness is Witness.CDR else said.at, said.until)
        yield Check.TALK_DIFFERS, here, there


def _span(agent: str | None, began: datetime | None, ended: datetime | None) -> Said:
    if ended is None:
        return Said("%(agent)s not over", {"agent": str(agent)})
    values: dict[str, Value] = {"agent": str(agent), "until": ended}
    if began is None:
        return Said("%(agent)s until %(until)s", values)
    seconds = (ended - began).total_seconds()
    return Said("%(agent)s until %(until)s, %(seconds)s s", {**values, "seconds": seconds})


def _both(words: str, here: datetime, there: datetime) -> tuple[Said, Said]:
    return Said(words, {"at": here}), Said(words, {"at": there})


def _times(times: int) -> Said:
    return Said("%(times)s times", {"times": times})


def _named(agents: Sequence[str]) -> Said:
    return Said("%(agents)s", {"agents": ", ".join(agents)}) if agents else Said("nobody")


def _talks_of(agent: str, talks: int) -> Said:
    return Said("%(talks)s talks of %(agent)s", {"talks": talks, "agent": agent})
