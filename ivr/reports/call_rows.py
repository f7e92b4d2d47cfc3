"""Calls as rows: one for each leg, or one for each call with everything in it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from ivr.reports.call_record import CallRecord, Leg, LegKind, Visit
from ivr.reports.tables import plain


def leg_rows(records: Sequence[CallRecord], zone: ZoneInfo) -> list[dict[str, Any]]:
    """One row for each leg of each call, the call's own columns repeated; a call without legs still has a row."""
    return [_leg_row(record, leg, zone) for record in records for leg in record.legs or (None,)]


def call_rows(records: Sequence[CallRecord]) -> list[dict[str, Any]]:
    """One row for each call: its legs, visits, prompts and keys within."""
    return [_call_row(record) for record in records]


def _leg_row(record: CallRecord, leg: Leg | None, zone: ZoneInfo) -> dict[str, Any]:
    visit = next((visit for visit in record.visits if leg and visit.visit_id == leg.visit_id), None)
    waited = visit or next(iter(record.visits[-1:]), None)
    return {
        "call_id": record.call_id,
        "leg": leg.kind.value if leg else None,
        "who": _who(record, leg),
        "rang_at": _local(leg.rang_at if leg else None, zone) or record.started_at.astimezone(zone),
        "answered_at": _local(leg.answered_at if leg else None, zone),
        "ended_at": _local(leg.ended_at if leg else None, zone),
        "leg_disposition": leg.disposition if leg else None,
        "hung_up_by": leg.hung_up_by if leg else None,
        "dialled": record.dialled,
        "queue": waited.queue if waited else None,
        "wait_s": waited.wait_s if waited else None,
        "talk_s": visit.talk_s if visit and leg and leg.answered_at else None,
        "disposition": record.disposition or "open",
        "seen_by": leg.witness if leg else record.witness,
    }


def _who(record: CallRecord, leg: Leg | None) -> str | None:
    if leg is None or leg.kind is LegKind.CALLER:
        return (leg.number if leg else None) or record.caller_id
    return leg.account or leg.agent or leg.number


def _call_row(record: CallRecord) -> dict[str, Any]:
    row: dict[str, Any] = plain(record)
    row["seconds"] = plain(record.seconds)
    row["visits"] = [_visit_row(visit) for visit in record.visits]
    return row


def _visit_row(visit: Visit) -> dict[str, Any]:
    seconds = {"wait_s": visit.wait_s, "talk_s": visit.talk_s, "wrap_s": visit.wrap_s}
    return {**plain(visit), **{name: plain(value) for name, value in seconds.items()}}


def _local(at: datetime | None, zone: ZoneInfo) -> datetime | None:
    return None if at is None else at.astimezone(zone)
