"""Pause reasons: why agents take no calls, for how long, and whether that time is paid."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, Integer, String, Table, Text

from ivr.errors import FieldError
from ivr.store.columns import metadata
from ivr.store.register import Register, Row, Rules

LONGEST_S = 24 * 3600
# Pauses that the engine begins by itself, or for the telephone's own code.
ENGINES_OWN = frozenset({"asked", "busy", "no-answer", "unreachable"})

pause_reasons = Table(
    "pause_reasons",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("paid", Boolean, nullable=False),
    Column("limit_s", Integer),
    Column("auto_unpause", Boolean, nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class PauseReason(Row):
    """Why an agent takes no calls."""

    paid: bool = True
    limit_s: int | None = None  # longer is shown as too long
    auto_unpause: bool = False  # at the limit the pause ends by itself


def check_limit(reason: PauseReason) -> None:
    """Refuse a limit that is none, or a pause that ends by itself without one."""
    if reason.limit_s is not None and not 0 < reason.limit_s <= LONGEST_S:
        raise FieldError("limit_s", "Enter a time between 1 second and 24 hours, or none.")
    if reason.auto_unpause and reason.limit_s is None:
        raise FieldError("limit_s", "Enter the time after which the pause is to end by itself.")


def _check(_connection: Connection, reason: PauseReason) -> None:
    check_limit(reason)


REGISTER = Register(pause_reasons, PauseReason, Rules(check=_check, fallback="pause", reserved=ENGINES_OWN))
everyone, of, from_plain, create = REGISTER.everyone, REGISTER.of, REGISTER.from_plain, REGISTER.create
change, deactivate, activate, restore = REGISTER.change, REGISTER.deactivate, REGISTER.activate, REGISTER.restore
