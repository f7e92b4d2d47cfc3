"""Pasted event tables of calls give the legs, visits and figures written beside them (tests/scenarios/calls/*.txt)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from ivr.calls.event_json import from_plain
from ivr.calls.events import AgentStateChanged, CallEvent
from ivr.reports.call_record import CallRecord, Leg, Visit
from ivr.reports.fold import fold
from ivr.reports.service_level import Question, interval_rows

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
CALL = "00000000-0001-7000-8000-000000000000"
SCENARIOS = sorted((Path(__file__).parent / "calls").glob("*.txt"))
ALWAYS: dict[str, dict[str, Any]] = {
    "CallStarted": {
        "direction": "inbound",
        "caller_id": "+36201234567",
        "dialled": "100",
        "channel": "PJSIP/far-end-0",
        "linkedid": "1.0",
        "leg_id": f"{CALL}-0",
    },
    "CallAnswered": {"leg_id": f"{CALL}-0"},
    "CallQueued": {"skill": "reception", "min_level": 1, "priority": 0},
    "PromptPlayed": {"language": "en"},
}


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_events_fold_to_what_is_written(path: Path) -> None:
    given, expected = path.read_text(encoding="utf-8").split("\n---\n")
    assert told(events(given)) == [line.strip() for line in expected.splitlines() if line.strip()]


def events(text: str) -> list[Any]:
    lines = [line.split() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [event(number, *line) for number, line in enumerate(lines)]


def event(number: int, at: str, kind: str, *fields: str) -> Any:
    own = CALL if kind != "AgentStateChanged" else None
    plain: dict[str, Any] = {"kind": kind, "event_id": f"{number:03}", "at": moment(at).isoformat()}
    plain |= ({"call_id": own} if own else {}) | ALWAYS.get(kind, {})
    for pair in fields:
        name, _, value = pair.partition("=")
        plain[name] = typed(name, value)
    return from_plain(plain)


def typed(name: str, value: str) -> Any:
    if name == "leg_id":
        return f"{CALL}-{value}"
    if name == "prompts":
        return value.split(",")
    if name == "joined_at":
        return moment(value).isoformat()
    return {"seconds": float, "completed": bool}.get(name, str)(value)


def moment(text: str) -> datetime:
    return NOON + timedelta(seconds=float(text))


def told(happened: list[Any]) -> list[str]:
    changes = [one for one in happened if isinstance(one, AgentStateChanged)]
    record = fold([one for one in happened if isinstance(one, CallEvent)], changes)
    assert record is not None
    lines = [
        f"call {record.disposition or 'open'} by {record.hung_up_by} after {record.seconds} seen by {record.witness}"
    ]
    lines += [leg(one) for one in record.legs]
    lines += [visit(one) for one in record.visits]
    return lines + figures(record)


def leg(one: Leg) -> str:
    number = one.leg_id.removeprefix(f"{CALL}-")
    words = [f"leg {number} {one.kind} {one.agent or one.number or ''}".strip()]
    words += [f"{name} {second(at)}" for name, at in (("rang", one.rang_at), ("answered", one.answered_at))]
    return " ".join([*words, f"ended {second(one.ended_at)} cause {one.cause} by {one.hung_up_by}"])


def visit(one: Visit) -> str:
    figures = f"wait {one.wait_s} talk {one.talk_s} wrap {one.wrap_s}"
    return f"visit {one.queue} {one.outcome} {figures} agent {one.agent} fallback {one.fallback}"


def figures(record: CallRecord) -> list[str]:
    lines = []
    for queue in sorted({one.queue for one in record.visits}):
        asked = Question(queue, NOON, NOON + timedelta(hours=1), NOON + timedelta(hours=1), ZoneInfo("UTC"))
        for row in interval_rows(record.visits, asked):
            if row.offered:
                lines.append(f"row {queue} offered {row.offered} within {row.answered_within} sl {row.service_level}")
    return lines


def second(at: datetime | None) -> str:
    return "-" if at is None else f"{(at - NOON).total_seconds():g}"
