"""The centre as the engine works with it, out of what the store holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.calls.commands import EnterQueue
from ivr.config import Settings
from ivr.contacts.calling_window import CallingWindow
from ivr.engine.dialer import Plan, Trunk
from ivr.engine.door import Centre
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.menus.definition_json import from_plain
from ivr.outbound.attempts import AttemptRule
from ivr.routing.rules import RoutingConfig, Terms
from ivr.store import centre as stored

ROUTING_RULES = ("service_level_s", "ring_s", "wrap_up_s", "max_wait_s", "announce_every_s")


@dataclass(slots=True)
class QueueTerms:
    """What each queue asks for now; `usual` for one that asks for nothing of its own; `skills` is queue -> skill."""

    own: Mapping[str, Terms]
    usual: Terms
    skills: Mapping[str, str] = field(default_factory=dict)

    def of(self, queue: str) -> Terms:
        """The terms of a queue."""
        return self.own.get(queue, self.usual)

    def wish(self, queue: str, before: EnterQueue) -> EnterQueue | None:
        """What somebody asks of another queue who waited in one before; None when there is no such queue."""
        skill = self.skills.get(queue)
        if skill is None:
            return None
        return replace(before, queue=queue, skill=skill, min_level=before.min_level if skill == before.skill else 1)


@dataclass(frozen=True, slots=True)
class Pauses:
    """For how many seconds pauses may last, by reason; and those that end by themselves then."""

    limits_s: Mapping[str, float]
    end_s: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """What was set up: centre for the door, routing, agents, queues, pauses, reminder plan and its attempts."""

    centre: Centre
    routing: RoutingConfig
    agents: Mapping[str, Mapping[str, int]]
    queues: Mapping[str, Terms]
    queue_skills: Mapping[str, str]
    pauses: Pauses
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
        queues={queue.id: _terms(queue, routing) for queue in found.queues},
        queue_skills={queue.id: queue.skill for queue in found.queues},
        pauses=_pauses(found.pause_reasons),
        plan=Plan(menu=plan["menu"], timezone=found.settings["timezone"]),
        attempts=_attempts(plan),
    )


def _terms(queue: stored.Queue, routing: Mapping[str, Any]) -> Terms:
    every = {name: value for name, value in routing.items() if name == "announce_every_s"}
    return Terms(
        queue=queue.id,
        ring_s=queue.ring_s,
        wrap_up_s=queue.wrap_up_s,
        max_wait_s=queue.max_wait_s,
        target_s=queue.service_level_s,
        **every,
    )


def trunk_of(settings: Settings) -> Trunk | None:
    """Return the way out, None when no carrier is configured."""
    if settings.trunk is None:
        return None
    return Trunk(settings.destinations, settings.trunk_calls, settings.trunk_caller_id or "")


def _pauses(reasons: Iterable[stored.PauseReason]) -> Pauses:
    limited = {reason.id: (float(reason.limit_s), reason.auto_unpause) for reason in reasons if reason.limit_s}
    return Pauses(
        limits_s={reason: limit_s for reason, (limit_s, _) in limited.items()},
        end_s={reason: limit_s for reason, (limit_s, ends) in limited.items() if ends},
    )


def _attempts(plan: Mapping[str, Any]) -> AttemptRule:
    opens, _, closes = str(plan.get("window", "08:00-21:00")).partition("-")
    return AttemptRule(
        retries=int(plan.get("attempts", 2)) - 1,
        retry_after=timedelta(minutes=float(plan.get("retry_after_min", 15))),
        window=CallingWindow(time.fromisoformat(opens), time.fromisoformat(closes)),
    )
