"""The centre as the engine works with it, out of what the store holds."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from ivr.config import Settings
from ivr.contacts.calling_window import CallingWindow
from ivr.engine.dialer import Plan
from ivr.engine.door import Centre
from ivr.engine.outbound_legs import RING_S, Trunk
from ivr.engine.queue_terms import QueueRules
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.menus.definition_json import from_plain
from ivr.outbound.attempts import AttemptRule
from ivr.outbound.callback import CallbackRule
from ivr.outbound.pacing import Pace
from ivr.routing.rules import RoutingConfig, Terms
from ivr.routing.widening import steps_of
from ivr.store import centre as stored

ROUTING_RULES = ("mode", "service_level_s", "ring_s", "wrap_up_s", "max_wait_s", "announce_every_s")
PROMISE_RULES = ("promise_level", "tells_range", "tells_position", "poor_agent_states")


@dataclass(frozen=True, slots=True)
class Pauses:
    """For how many seconds pauses may last, by reason; and those that end by themselves then."""

    limits_s: Mapping[str, float]
    end_s: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Rules:
    """What was set up: centre for the door, routing, agents, queues, pauses, reminders, callbacks, the trunk's pace."""

    centre: Centre
    routing: RoutingConfig
    agents: Mapping[str, Mapping[str, int]]
    queues: Mapping[str, Terms]
    queue_skills: Mapping[str, str]
    queue_rules: Mapping[str, QueueRules]
    pauses: Pauses
    plan: Plan
    attempts: AttemptRule
    callbacks: CallbackRule
    trunk: Mapping[str, float]  # of the settings' own what is not named here


def rules_of(found: stored.Centre, silent: Collection[str] = ()) -> Rules:
    """Return the stored centre as rules; `silent` are the queues whose announced times did not hold."""
    where = ZoneInfo(found.settings["timezone"])
    days = next((schedule.definition for schedule in found.schedules if schedule.id == "opening_hours"), {})
    allowed = ROUTING_RULES + PROMISE_RULES
    routing = {name: value for name, value in found.settings.get("routing", {}).items() if name in allowed}
    config = RoutingConfig(skills=tuple(skill.id for skill in found.skills), **routing)
    plan = found.reminder_plan
    return Rules(
        centre=Centre(
            menus={menu.id: from_plain(menu.definition) for menu in found.menus},
            entries={entry.number: entry.entry for entry in found.entries},
            extensions={agent.extension: agent.id for agent in found.agents},
            schedule=Schedule(where, Week.of(days)),
            language=found.settings["languages"][0],
        ),
        routing=config,
        agents={agent.id: agent.skills for agent in found.agents},
        queues={queue.id: _terms(queue, config.terms, queue.id not in silent) for queue in found.queues},
        queue_skills={queue.id: queue.skill for queue in found.queues},
        queue_rules={queue.id: _rules(queue) for queue in found.queues},
        pauses=_pauses(found.pause_reasons),
        plan=Plan(menu=plan["menu"], timezone=found.settings["timezone"], listens=plan.get("listen_first", False)),
        attempts=_attempts(plan),
        callbacks=callback_rule(found.settings.get("callbacks", {})),
        trunk=found.settings.get("trunk", {}),
    )


def _terms(queue: stored.Queue, usual: Terms, holds: bool) -> Terms:
    return replace(
        usual,
        ring_s=queue.ring_s,
        wrap_up_s=queue.wrap_up_s,
        max_wait_s=queue.max_wait_s,
        target_s=queue.service_level_s,
        steps=steps_of(queue.widening),
        overflow=queue.overflow,
        announce_every_s=queue.announce_every_s,
        queue=queue.id,
        tells_time=queue.tells_time and holds,
        tells_range=queue.tells_range,
        tells_position=queue.tells_position,
        promise_level=queue.promise_percent / 100,
    )


def _rules(queue: stored.Queue) -> QueueRules:
    door = (queue.priority_s, queue.same_agent, queue.capacity, queue.closing)
    return QueueRules(*door, queue.recording_rule)


def trunk_of(settings: Settings, rules: Mapping[str, float]) -> Trunk | None:
    """Return the way out as the centre wishes it, None when no carrier is configured."""
    if settings.trunk is None:
        return None
    usual = Pace()
    pace = Pace(
        calls=int(rules.get("calls", settings.trunk_calls)),
        per_second=float(rules.get("calls_per_second", usual.per_second)),
        kept=int(rules.get("kept_for_callbacks", usual.kept)),
    )
    ring_s = int(rules.get("ring_s", RING_S))
    return Trunk(settings.destinations, pace, settings.trunk_caller_id or "", ring_s)


def callback_rule(rules: Mapping[str, Any]) -> CallbackRule:
    """Return how often and how late people are called back."""
    usual = CallbackRule()
    return CallbackRule(
        attempts=int(rules.get("attempts", usual.attempts)),
        retry_after=timedelta(minutes=float(rules.get("retry_after_min", usual.retry_after / timedelta(minutes=1)))),
        expires_after=timedelta(hours=float(rules.get("expires_after_h", usual.expires_after / timedelta(hours=1)))),
        ring_s=int(rules.get("ring_s", usual.ring_s)),
        answer_s=float(rules.get("answer_s", usual.answer_s)),
        window=_window(rules.get("window", "08:00-21:00")),
    )


def _pauses(reasons: Iterable[stored.PauseReason]) -> Pauses:
    limited = {reason.id: (float(reason.limit_s), reason.auto_unpause) for reason in reasons if reason.limit_s}
    return Pauses(
        limits_s={reason: limit_s for reason, (limit_s, _) in limited.items()},
        end_s={reason: limit_s for reason, (limit_s, ends) in limited.items() if ends},
    )


def _attempts(plan: Mapping[str, Any]) -> AttemptRule:
    return AttemptRule(
        retries=int(plan.get("attempts", 2)) - 1,
        retry_after=timedelta(minutes=float(plan.get("retry_after_min", 15))),
        window=_window(plan.get("window", "08:00-21:00")),
    )


def _window(text: str) -> CallingWindow:
    opens, _, closes = str(text).partition("-")
    return CallingWindow(time.fromisoformat(opens), time.fromisoformat(closes))
