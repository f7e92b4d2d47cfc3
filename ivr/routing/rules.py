"""What the operator may set about routing: for the whole centre, and for one queue."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any

from ivr.errors import Misuse

MODES = ("sla", "etw")  # the first where none is chosen: docs/simulation.md says why
ESTIMATES = ("inline", "fed")
PROMISE_LEVELS = (0.8, 0.9)
BONUS_CAP = 10  # targets: a priority of more seconds counts as so many
TARGET = re.compile(r"(queue|voicemail|menu):[A-Za-z0-9_-]{1,64}|number:\+[1-9][0-9]{4,14}")


@dataclass(frozen=True, slots=True)
class Step:
    """From `after_s` seconds of waiting on agents of `min_level` (1 to 9) will do.

    With `idle_over` they will do before that too, while more than so many of them are idle.
    """

    after_s: float
    min_level: int
    idle_over: int | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """What a queue asks for by itself; times in seconds, None means without end.

    A first step at 0 seconds sets the level to begin with; each later one asks for less. Without steps everybody at the
    level asked for will do at once. `overflow` says where the longest wait leads: `queue:<id>`, `voicemail:<id>`,
    `number:+<digits>` or `menu:<id>`; None: the caller's own menu goes on. Callers are told times unless `tells_time`
    is off (past promises did not hold), over five minutes a range if `tells_range`, their place if `tells_position`.
    """

    ring_s: float = 15.0  # read by the shell, which rings and reports call_refused
    wrap_up_s: float | None = 10.0
    max_wait_s: float | None = 900.0
    target_s: float = 20.0
    steps: tuple[Step, ...] = ()
    overflow: str | None = None
    announce_every_s: float = 45.0
    queue: str = ""
    tells_time: bool = True
    tells_range: bool = False
    tells_position: bool = False
    promise_level: float = 0.8  # promises are meant to hold in so many cases: 0.8 or 0.9

    def __post_init__(self) -> None:
        check_steps(self.steps)
        check_target(self.overflow)
        if not self.target_s > 0 or not self.announce_every_s > 0:
            raise Misuse("a queue's target_s and announce_every_s must be more than 0 seconds")

    def to_plain(self) -> dict[str, Any]:
        """Return plain data for the snapshot."""
        row = {field.name: getattr(self, field.name) for field in fields(self)}
        return row | {"steps": [[step.after_s, step.min_level, step.idle_over] for step in self.steps]}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "Terms":
        """Return the terms that `to_plain` described."""
        return cls(**(dict(plain) | {"steps": tuple(Step(*step) for step in plain["steps"])}))


@dataclass(frozen=True, slots=True)
class RoutingConfig:
    """The rules of one centre; every time is in seconds, None in `wrap_up_s` or `max_wait_s` means without end."""

    skills: tuple[str, ...]
    service_level_s: float = 20.0
    mode: str = "sla"
    ring_s: float = 15.0  # read by the shell, which rings and reports call_refused
    wrap_up_s: float | None = 10.0  # None: only agent_free ends wrap-up
    announce_every_s: float = 45.0
    max_wait_s: float | None = 900.0
    handle_prior_s: float = 120.0
    overflow_target: str | None = None
    estimates: str = "inline"  # fed: found by a drain elsewhere and told by feed_estimates
    promise_level: float = 0.8  # promises are meant to hold in so many cases: 0.8 or 0.9
    tells_range: bool = False
    tells_position: bool = False
    poor_agent_states: bool = False  # the agents' states are known poorly: waits are learned from waits too

    def __post_init__(self) -> None:
        object.__setattr__(self, "skills", tuple(self.skills))
        for name, allowed in (("mode", MODES), ("estimates", ESTIMATES)):
            if getattr(self, name) not in allowed:
                raise Misuse(f"routing {name} must be one of {', '.join(allowed)}, not {getattr(self, name)!r}")
        if self.promise_level not in PROMISE_LEVELS:
            raise Misuse(f"routing promise_level must be 0.8 or 0.9, not {self.promise_level!r}")
        for name in ("service_level_s", "ring_s", "announce_every_s", "handle_prior_s"):
            if not getattr(self, name) > 0:
                raise Misuse(f"routing rule {name} must be more than 0 seconds")
        check_target(self.overflow_target)

    @property
    def terms(self) -> Terms:
        """Those of a call whose queue asks for nothing of its own."""
        return Terms(
            ring_s=self.ring_s,
            wrap_up_s=self.wrap_up_s,
            max_wait_s=self.max_wait_s,
            target_s=self.service_level_s,
            overflow=self.overflow_target,
            announce_every_s=self.announce_every_s,
            tells_range=self.tells_range,
            tells_position=self.tells_position,
            promise_level=self.promise_level,
        )

    @classmethod
    def of(cls, rules: "RoutingConfig | Mapping[str, Any]") -> "RoutingConfig":
        """Return the rules, read from a plain mapping if need be."""
        if isinstance(rules, RoutingConfig):
            return rules
        unknown = set(rules) - {field.name for field in fields(cls)}
        if unknown:
            raise Misuse(f"unknown routing rule: {', '.join(sorted(unknown))}")
        return cls(**rules)


def check_target(overflow: str | None) -> None:
    """Refuse a target of the longest wait that is none."""
    if overflow is not None and not TARGET.fullmatch(overflow):
        raise Misuse(f"overflow must be queue:, voicemail:, menu: and an id, or number:+digits, not {overflow!r}")


def check_steps(steps: Iterable[Step]) -> None:
    """Refuse steps that do not widen: each later one asks for a lower level, from 9 down to 1."""
    rows = tuple(steps)
    if any(step.after_s < 0 or not 1 <= step.min_level <= 9 for step in rows):
        raise Misuse("a widening step has seconds from 0 on and a level from 1 to 9")
    if any(later.after_s <= step.after_s or later.min_level >= step.min_level for step, later in pairwise(rows)):
        raise Misuse("widening steps go on in time and down in level")
