"""From when to when an agent's time is to be folded again."""

from datetime import UTC, datetime, timedelta

from ivr.calls.events import AgentStateChanged
from ivr.calls.ids import imported_id, leg_id
from ivr.reports.call_record import Leg, LegKind
from ivr.store.stale_spans import StaleAgent, of_changes, of_legs

NOON, MINUTE = datetime(2026, 11, 22, 12, tzinfo=UTC), timedelta(minutes=1)
TOLD, OWN = imported_id(0, bytes(10)), "01a20650-9d23-7fae-b198-a324bc49322b"


def change(agent: str, minutes: int) -> AgentStateChanged:
    return AgentStateChanged(event_id=f"{agent}{minutes}", at=NOON + minutes * MINUTE, agent=agent, state="available")


def talk(call_id: str, ended: datetime | None) -> Leg:
    return Leg(leg_id(call_id, 1), LegKind.AGENT, NOON, NOON, ended, agent="anna")


def test_each_agent_is_stale_from_his_first_change_to_his_last() -> None:
    found = of_changes([change("anna", 5), change("bela", 1), change("anna", 2)])
    assert found == [
        StaleAgent("anna", NOON + 2 * MINUTE, NOON + 5 * MINUTE),
        StaleAgent("bela", NOON + MINUTE, NOON + MINUTE),
    ]


def test_talks_an_import_told_change_their_agents_time_and_our_own_do_not() -> None:
    assert of_legs([talk(TOLD, NOON + MINUTE), talk(OWN, NOON)]) == [StaleAgent("anna", NOON, NOON + MINUTE)]
    assert of_legs([talk(TOLD, None)]) == [StaleAgent("anna", NOON, NOON)]
