"""What the operator may set about routing."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from ivr.errors import Misuse

MODES = ("etw", "sla")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a queue asks for by itself, in seconds; None means without end."""

    ring_s: float = 15.0  # read by the shell, which rings and reports call_refused
    wrap_up_s: float | None = 10.0
    max_wait_s: float | None = 900.0


@dataclass(frozen=True, slots=True)
class RoutingConfig:
    """The rules of one centre; every time is in seconds, None in `wrap_up_s` or `max_wait_s` means without end."""

    skills: tuple[str, ...]
    service_level_s: float = 20.0
    mode: str = "etw"
    ring_s: float = 15.0  # read by the shell, which rings and reports call_refused
    wrap_up_s: float | None = 10.0  # None: only agent_free ends wrap-up
    announce_every_s: float = 45.0
    max_wait_s: float | None = 900.0
    handle_prior_s: float = 120.0
    overflow_target: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "skills", tuple(self.skills))
        if self.mode not in MODES:
            raise Misuse(f"routing mode must be one of {', '.join(MODES)}, not {self.mode!r}")
        for name in ("ring_s", "announce_every_s", "handle_prior_s"):
            if not getattr(self, name) > 0:
                raise Misuse(f"routing rule {name} must be more than 0 seconds")

    @property
    def terms(self) -> Terms:
        """Those of a call whose queue asks for nothing of its own."""
        return Terms(self.ring_s, self.wrap_up_s, self.max_wait_s)

    @classmethod
    def of(cls, rules: "RoutingConfig | Mapping[str, Any]") -> "RoutingConfig":
        """Return the rules, read from a plain mapping if need be."""
        if isinstance(rules, RoutingConfig):
            return rules
        unknown = set(rules) - {field.name for field in fields(cls)}
        if unknown:
            raise Misuse(f"unknown routing rule: {', '.join(sorted(unknown))}")
        return cls(**rules)
