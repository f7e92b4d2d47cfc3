"""Rows of the folded tables, made of records without a database (`store/folded_rows` keeps them)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import CallRecord, Leg, Visit
from ivr.store.number_ends import outside_number
from ivr.store.row_code import row_maker

OF_CALL = ("call_id", "started_at", "ended_at", "direction", "entry", "caller_id", "dialled", "language", "disposition",
           "hung_up_by", "fallback", "witness")  # fmt: skip
OF_OTHERS = ("reminder_id", "number")  # of a call: made from several of its fields
OF_LEG, OF_VISIT = (tuple(one.name for one in fields(kind)) for kind in (Leg, Visit))


@dataclass(slots=True)
class Rows:
    """Rows of the folded tables, and the numbers of those outside."""

    calls: list[tuple[Any, ...]] = field(default_factory=list)
    legs: list[tuple[Any, ...]] = field(default_factory=list)
    visits: list[tuple[Any, ...]] = field(default_factory=list)
    promises: list[dict[str, Any]] = field(default_factory=list)
    refusals: list[dict[str, Any]] = field(default_factory=list)
    numbers: set[str] = field(default_factory=set)


def rows_of(records: Sequence[CallRecord], dialect: str) -> Rows:
    """The rows of these calls, as the database of this name keeps them."""
    of_call, of_leg = row_maker(CallRecord, OF_CALL, dialect), row_maker(Leg, OF_LEG, dialect)
    of_visit = row_maker(Visit, OF_VISIT, dialect)
    numbers = [outside_number(record) for record in records]
    return Rows(
        calls=[
            (*of_call(record), record.attempt.reminder_id if record.attempt else None, number)
            for record, number in zip(records, numbers, strict=True)
        ],
        legs=[(*of_leg(leg), record.call_id) for record in records for leg in record.legs],
        visits=[(*of_visit(visit), _word(one.disposition)) for one in records for visit in one.visits],
        promises=[row for record in records if record.told for row in _promises(record)],
        refusals=[row for record in records if record.refusals for row in _refusals(record)],
        numbers={number for number in numbers if number},
    )


def _promises(record: CallRecord) -> list[dict[str, Any]]:
    rows = []
    for visit in record.visits:
        told = [one for one in record.told if one.visit_id == visit.visit_id]
        rows += [
            {
                "visit_id": visit.visit_id,
                "number": number,
                "call_id": record.call_id,
                "queue": visit.queue,
                "told_at": one.at,
                "less_than_s": one.less_than_s,
                "p50_s": one.p50_s,
                "p80_s": one.p80_s,
                "connected_at": visit.connected_at,
                "left_at": visit.left_at,
            }
            for number, one in enumerate(told, start=1)
        ]
    return rows


def _refusals(record: CallRecord) -> list[dict[str, Any]]:
    return [
        {
            "call_id": record.call_id,
            "number": number,
            "queue": one.queue,
            "refused_at": one.refused_at,
            "cause": one.cause,
        }
        for number, one in enumerate(record.refusals, start=1)
    ]


def _word(disposition: Disposition | None) -> str | None:
    return None if disposition is None else disposition.value
