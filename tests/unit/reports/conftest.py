"""A day of calls and what three witnesses say of it, all in agreement: each test damages one thing."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import CallRecord, Kept, Leg, LegKind
from ivr.reports.statement import Kind, Statement, Watched, Witness

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@dataclass
class Day:
    """Ten calls: each of thirty seconds, with a talk of ten; every third one served by Asterisk's own queue."""

    calls: list[CallRecord]
    said: list[Statement]

    def of(self, call: int, witness: Witness, kind: Kind) -> Statement:
        wanted = self.calls[call].call_id, witness, kind
        return next(one for one in self.said if (one.call_id, one.witness, one.kind) == wanted)

    def replace(self, one: Statement, *others: Statement) -> None:
        self.said.remove(one)
        self.said.extend(others)


WATCHED = {witness: Watched(NOON - timedelta(days=1), NOON + timedelta(days=1)) for witness in Witness}


def _call(number: int) -> tuple[CallRecord, list[Statement]]:
    call_id, began = f"call-{number}", after(100 * number)
    bridged, ended = began + timedelta(seconds=20), began + timedelta(seconds=30)
    kept = (Kept(began + timedelta(seconds=5)),) if number % 3 == 0 else ()
    legs = (
        Leg(f"{call_id}-0", LegKind.CALLER, began, began, ended),
        Leg(f"{call_id}-1", LegKind.AGENT, began, bridged, ended, agent="agent-anna"),
    )
    record = CallRecord(
        call_id, began, linkedid=f"{number}.0", legs=legs, kept=kept, ended_at=ended, disposition=Disposition.SERVED
    )

    def said(witness: Witness, kind: Kind, at: datetime, until: datetime, agent: str | None = None) -> Statement:
        return Statement(witness, f"{number}.0", call_id, kind, at, until, agent, kind.value)

    statements = [
        said(Witness.CEL, Kind.CALL, began, ended),
        said(Witness.CEL, Kind.TALK, bridged, ended, "agent-anna"),
        said(Witness.CDR, Kind.CALL, began, began + timedelta(seconds=10)),
        said(Witness.CDR, Kind.SERVED, began + timedelta(seconds=10), ended, "agent-anna"),
    ]
    for one in kept:
        statements.append(said(Witness.CEL, Kind.KEPT, one.entered_at, one.entered_at))
        statements.append(said(Witness.QUEUE_LOG, Kind.KEPT, one.entered_at, one.entered_at))
        statements.append(said(Witness.QUEUE_LOG, Kind.SERVED, bridged, bridged, "agent-anna"))
        statements.append(said(Witness.QUEUE_LOG, Kind.TALK, bridged, ended, "agent-anna"))
    return record, statements


@pytest.fixture
def day() -> Day:
    made = [_call(number) for number in range(10)]
    return Day([call for call, _ in made], [one for _, said in made for one in said])
