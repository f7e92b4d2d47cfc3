"""One call of ours against all that one witness says of it: every difference of them. Pure."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from ivr.calls.events import Direction
from ivr.reports.call_record import CallRecord, Leg, LegKind
from ivr.reports.discrepancy import Check, Discrepancy
from ivr.reports.statement import Kind, Statement, Testimony, Witness

TOLERANCE = timedelta(seconds=2)  # the engine hears some tenths later than Asterisk does; a queue log has whole seconds


def differences(call: CallRecord, said: Testimony) -> list[Discrepancy]:
    """Where the call and the testimony disagree; none when they tell the same."""
    talks = _talks(call, said.witness)
    found = [*_doubled(said), *_shifted(call, said), *_kept(call, said), *_answered(talks, said), *_talked(talks, said)]
    return [
        Discrepancy(check, said.witness, call.call_id, said.reference, call.started_at, here, there)
        for check, here, there in found
    ]


Difference = tuple[Check, str, str]


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
        yield Check.DOUBLED, "once", f"{one.kind} at {_clock(one.at)} more than once"


def _shifted(call: CallRecord, said: Testimony) -> Iterator[Difference]:
    if said.witness is Witness.QUEUE_LOG:
        return  # it knows neither the beginning nor the end of a call
    spoken = said.of(Kind.CALL) + said.of(Kind.SERVED)
    if not spoken:
        return
    began, ended = min(one.at for one in spoken), max(one.until for one in spoken)
    placed = call.direction is Direction.OUTBOUND  # written down before Asterisk is asked, which may take its time
    for what, here, there in (("began", None if placed else call.started_at, began), ("ended", call.ended_at, ended)):
        if here is not None and abs(here - there) > TOLERANCE:
            yield Check.TIME_SHIFTED, f"{what} {_clock(here)}", f"{what} {_clock(there)}"


def _kept(call: CallRecord, said: Testimony) -> Iterator[Difference]:
    if said.witness is Witness.CDR:
        return  # it tells not where a caller was
    here, there = [kept.entered_at for kept in call.kept], [one.at for one in said.of(Kind.KEPT)]
    if len(here) != len(there):
        yield Check.FALLBACK_DIFFERS, f"{len(here)} times", f"{len(there)} times"
        return
    for ours, theirs in zip(sorted(here), there, strict=True):
        if abs(ours - theirs) > TOLERANCE:
            yield Check.FALLBACK_DIFFERS, f"at {_clock(ours)}", f"at {_clock(theirs)}"


def _answered(talks: Sequence[Leg], said: Testimony) -> Iterator[Difference]:
    kind = Kind.TALK if said.witness is Witness.CEL else Kind.SERVED
    here, there = sorted(str(leg.agent) for leg in talks), sorted(str(one.agent) for one in said.of(kind))
    if here != there:
        yield Check.ANSWERED, ", ".join(here) or "nobody", ", ".join(there) or "nobody"


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
            yield Check.TALK_DIFFERS, f"{len(mine)} talks of {agent}", f"{len(theirs)} talks of {agent}"


def _moments(leg: Leg, said: Statement, witness: Witness) -> Iterator[Difference]:
    """When a talk began, which CDR does not know, and ended."""
    pairs = [(leg.ended_at, said.until)] + ([] if witness is Witness.CDR else [(leg.answered_at, said.at)])
    if any(here is not None and abs(here - there) > TOLERANCE for here, there in pairs):
        here = _span(leg.agent, leg.answered_at, leg.ended_at)
        there = _span(said.agent, None if witness is Witness.CDR else said.at, said.until)
        yield Check.TALK_DIFFERS, here, there


def _span(agent: str | None, began: datetime | None, ended: datetime | None) -> str:
    length = f", {(ended - began).total_seconds():.1f} s" if began and ended else ""
    until = f"until {_clock(ended)}" if ended else "not over"
    return f"{agent} {until}{length}"


def _clock(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"[:-3] + " UTC"
