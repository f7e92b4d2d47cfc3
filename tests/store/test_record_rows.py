"""The rows of a call have a value for each column of their tables."""

from datetime import UTC, datetime

from ivr.calls.disposition import Disposition
from ivr.reports.call_record import CallRecord, Leg, LegKind, Refusal, Told, Visit
from ivr.store.promises import promises
from ivr.store.record_rows import OF_CALL, OF_LEG, OF_OTHERS, OF_VISIT, rows_of
from ivr.store.refusals import refusals
from ivr.store.visits import calls, legs, visits

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
RECORD = CallRecord(
    "c", NOON, caller_id="+36 20 123", disposition=Disposition.ABANDONED,
    legs=(Leg("c-0", LegKind.CALLER, NOON),), visits=(Visit("v", "c", "nurse", NOON),),
    told=(Told("v", NOON, 60, 30.0, 50.0), Told("v", NOON, 30, 10.0, 20.0)),
    refusals=(Refusal("c", "bank", NOON, "full"),),
)  # fmt: skip
COLUMNS = (
    (calls, (*OF_CALL, *OF_OTHERS)), (legs, (*OF_LEG, "call_id")), (visits, (*OF_VISIT, "disposition")),
)  # fmt: skip


def test_every_column_has_its_value() -> None:
    for table, names in COLUMNS:
        assert sorted(names) == sorted(column.name for column in table.columns)


def test_a_call_becomes_rows_of_all_kinds() -> None:
    rows = rows_of([RECORD], "sqlite")
    of_call = dict(zip((*OF_CALL, *OF_OTHERS), rows.calls[0], strict=True))
    assert (of_call["number"], of_call["disposition"], of_call["reminder_id"]) == ("3620123", "abandoned", None)
    assert (rows.legs[0][-1], rows.visits[0][-1], rows.numbers) == ("c", "abandoned", {"3620123"})
    assert [(row["number"], row["less_than_s"]) for row in rows.promises] == [(1, 60), (2, 30)]
    assert [row["cause"] for row in rows.refusals] == ["full"]
    for table, some in ((promises, rows.promises), (refusals, rows.refusals)):
        assert set(some[0]) == set(table.c.keys())
