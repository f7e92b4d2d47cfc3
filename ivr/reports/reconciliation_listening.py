"""Supervisors' legs of a call of ours against those a witness knows: every difference of them. Pure."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from ivr.reports.call_record import CallRecord, LegKind
from ivr.reports.discrepancy import Check
from ivr.reports.said import Said
from ivr.reports.statement import Kind, Testimony, Witness

TOLERANCE = timedelta(seconds=2)  # the engine hears some tenths later than Asterisk does; a queue log has whole seconds
NEVER_RANG = "failed"  # Asterisk may have had no channel of it at all

Difference = tuple[Check, Said, Said]


def listening_differences(call: CallRecord, said: Testimony) -> Iterator[Difference]:
    """Each supervisor's leg one side does not know, or which rang or ended at another time; a queue log knows none."""
    if said.witness is Witness.QUEUE_LOG:
        return
    theirs = {one.subject: one for one in said.of(Kind.LISTENED)}
    ours = {leg.leg_id: leg for leg in call.legs if leg.kind is LegKind.SUPERVISOR}
    for leg_id in sorted({*theirs, *ours}):
        leg, one = ours.get(leg_id), theirs.get(leg_id)
        if one is None:
            if leg is not None and leg.cause != NEVER_RANG:
                yield _difference(_span(leg.rang_at, leg.ended_at), Said("nothing"))
        elif leg is None:
            yield _difference(Said("nothing"), _span(one.at, one.until))
        elif _far(leg.rang_at, one.at) or _far(leg.ended_at, one.until):
            yield _difference(_span(leg.rang_at, leg.ended_at), _span(one.at, one.until))


def _difference(here: Said, there: Said) -> Difference:
    return Check.LISTENING_DIFFERS, here, there


def _far(here: datetime | None, there: datetime) -> bool:
    return here is not None and abs(here - there) > TOLERANCE


def _span(began: datetime | None, ended: datetime | None) -> Said:
    if began is None or ended is None:
        return Said("a supervisor listened in")
    return Said("a supervisor from %(at)s to %(until)s", {"at": began, "until": ended})
