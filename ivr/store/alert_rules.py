"""Rules of alerts: which figure, of which queue or the whole centre, from when on, and who is told."""

import math
import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Boolean, Column, Connection, Float, ForeignKey, Integer, String, Table, Text

from ivr.errors import FieldError
from ivr.reports.alerts import FALLING, OF_QUEUES, AlertKind, Manner, Threshold, quiet_hours
from ivr.store.columns import metadata
from ivr.store.register import Register, Row, Rules, Tie

MAIL = re.compile(r"[^\s@,;<>\"]{1,64}@[A-Za-z0-9.-]{1,190}")
MOST_PEOPLE = 20
LARGEST = 1e9
BOUNDS = {"for_s": (0, 3600), "min_calls": (0, 10_000), "rest_min": (0, 1440), "escalate_after_min": (1, 1440)}

alert_rules = Table(
    "alert_rules",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("kind", String(32), nullable=False),
    Column("queue", String(64)),
    Column("raise_at", Float, nullable=False),
    Column("clear_at", Float, nullable=False),
    Column("for_s", Integer, nullable=False),
    Column("min_calls", Integer, nullable=False),
    Column("quiet", String(16), nullable=False),
    Column("rest_min", Integer, nullable=False),
    Column("escalate_after_min", Integer),
    Column("mail_to", Text, nullable=False),
    Column("escalate_to", Text, nullable=False),
    Column("webhook", String(64), ForeignKey("webhooks.id")),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class AlertRule(Row):
    """One rule; addresses of mail are parted by commas."""

    kind: str
    raise_at: float
    clear_at: float
    queue: str | None = None  # None: the whole centre
    for_s: int = 60
    min_calls: int = 10  # with fewer offered a share says nothing
    quiet: str = ""  # such as 22:00-07:00, on the centre's clock
    rest_min: int = 15
    escalate_after_min: int | None = None
    mail_to: str = ""
    escalate_to: str = ""
    webhook: str | None = None

    @property
    def threshold(self) -> Threshold:
        """What its figure is held against."""
        return Threshold(self.raise_at, self.clear_at, self.for_s, AlertKind(self.kind) in FALLING)

    @property
    def manner(self) -> Manner:
        """How its people are told."""
        later = None if self.escalate_after_min is None else timedelta(minutes=self.escalate_after_min)
        return Manner(timedelta(minutes=self.rest_min), later, quiet_hours(self.quiet))


def addresses(written: str) -> list[str]:
    """The addresses of mail in a text."""
    return [part.strip() for part in written.split(",") if part.strip()]


def check_rule(rule: AlertRule) -> None:
    """Refuse what cannot be looked at, or told."""
    if rule.kind not in set(AlertKind):
        raise FieldError("kind", "There is no figure called %(id)s.", id=rule.kind)
    if rule.queue is not None and rule.kind not in OF_QUEUES:
        raise FieldError("queue", "This figure is one of the whole centre.")
    for name in ("raise_at", "clear_at"):
        if not math.isfinite(getattr(rule, name)) or not 0 <= getattr(rule, name) <= LARGEST:
            raise FieldError(name, "Enter a number that is not negative.")
    limit = rule.threshold
    if limit.clear_at < limit.raise_at if limit.is_falling else limit.clear_at > limit.raise_at:
        raise FieldError("clear_at", "It clears at the threshold itself, or where it is better.")
    for name, (least, most) in BOUNDS.items():
        value = getattr(rule, name)
        if value is not None and not least <= value <= most:
            raise FieldError(name, "Enter a number from %(least)s to %(most)s.", least=least, most=most)
    _check_people(rule)


def _check_people(rule: AlertRule) -> None:
    try:
        quiet_hours(rule.quiet)
    except ValueError:
        raise FieldError("quiet", "Enter hours such as 22:00-07:00, or nothing.") from None
    for name in ("mail_to", "escalate_to"):
        found = addresses(getattr(rule, name))
        if len(found) > MOST_PEOPLE or not all(MAIL.fullmatch(one) for one in found):
            raise FieldError(name, "Enter up to 20 mail addresses parted by commas.")


def _check(_connection: Connection, rule: AlertRule) -> None:
    check_rule(rule)


REGISTER = Register(
    alert_rules,
    AlertRule,
    Rules(
        check=_check,
        points_at=(
            Tie("queues", "queue", "There is no active queue %(id)s."),
            Tie("webhooks", "webhook", "There is no active webhook %(id)s."),
        ),
        fallback="alert",
        reserved=frozenset({"new", "undo"}),
    ),
)
everyone, of, create, change = REGISTER.everyone, REGISTER.of, REGISTER.create, REGISTER.change
deactivate = REGISTER.deactivate
