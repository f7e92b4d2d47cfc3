"""The centre as the engine works with it, out of what the store holds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.config import Settings
from ivr.contacts.calling_window import CallingWindow
from ivr.engine.dialer import Plan, Trunk
from ivr.engine.door import Centre
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.menus.definition_json import from_plain
from ivr.outbound.attempts import AttemptRule
from ivr.routing.rules import RoutingConfig
from ivr.store import centre as stored

ROUTING_RULES = ("service_level_s", "ring_s", "wrap_up_s", "max_wait_s", "announce_every_s")


@dataclass(frozen=True, slots=True)
class Rules:
    """What was set up: centre for the door, routing, skills of agents, reminder plan and its attempts."""

    centre: Centre
    routing: RoutingConfig
    agents: Mapping[str, Mapping[str, int]]
    plan: Plan
    attempts: AttemptRule


def rules_of(found: stored.Centre) -> Rules:
    """Return the stored centre as rules."""
    where = ZoneInfo(found.settings["timezone"])
    days = next((schedule.definition for schedule in found.schedules if schedule.id == "opening_hours"), {})
    routing = {name: value for name, value in found.settings.get("routing", {}).items() if name in ROUTING_RULES}
    plan = found.reminder_plan
    return Rules(
        centre=Centre(
            menus={menu.id: from_plain(menu.definition) for menu in found.menus},
            entries={entry.number: entry.entry for entry in found.entries},
            schedule=Schedule(where, Week.of(days)),
            language=found.settings["languages"][0],
        ),
        routing=RoutingConfig(skills=tuple(skill.id for skill in found.skills), **routing),
        agents={agent.id: agent.skills for agent in found.agents},
        plan=Plan(menu=plan["menu"], timezone=found.settings["timezone"]),
        attempts=_attempts(plan),
    )


def trunk_of(settings: Settings) -> Trunk | None:
    """Return the way out, None when no carrier is configured."""
    if settings.trunk is None:
        return None
    return Trunk(settings.destinations, settings.trunk_calls, settings.trunk_caller_id or "")


def _attempts(plan: Mapping[str, Any]) -> AttemptRule:
    opens, _, closes = str(plan.get("window", "08:00-21:00")).partition("-")
    return AttemptRule(
        retries=int(plan.get("attempts", 2)) - 1,
        retry_after=timedelta(minutes=float(plan.get("retry_after_min", 15))),
        window=CallingWindow(time.fromisoformat(opens), time.fromisoformat(closes)),
    )
