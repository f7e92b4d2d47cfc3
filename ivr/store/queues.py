"""Queues: waiting calls for one skill, the promises made about them, whom they ring and when, and their warnings."""

from dataclasses import dataclass

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Integer, String, Table, Text, select

from ivr.calls.listening import ListeningRule
from ivr.calls.recording import RecordingMode, RecordingRule
from ivr.errors import AuthorError, FieldError, Misuse
from ivr.hours.zone import zone
from ivr.routing.rules import TARGET
from ivr.routing.widening import steps_of
from ivr.store.columns import metadata
from ivr.store.menus import load_menus, menus_naming
from ivr.store.register import Register, Row, Rules, Tie

HOUR_S = 3600
DIGITS = tuple("0123456789")

queues = Table(
    "queues",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False),
    Column("skill", String(64), ForeignKey("skills.id"), nullable=False),
    Column("service_level_s", Integer, nullable=False),
    Column("short_abandon_s", Integer, nullable=False),
    Column("timezone", String(64), nullable=False),
    Column("wrap_up_s", Integer, nullable=False),
    Column("ring_s", Integer, nullable=False),
    Column("max_wait_s", Integer, nullable=False),
    Column("announce_every_s", Integer, nullable=False),
    Column("widening", Text, nullable=False),
    Column("overflow", Text),
    Column("tells_time", Boolean, nullable=False),
    Column("tells_range", Boolean, nullable=False),
    Column("tells_position", Boolean, nullable=False),
    Column("promise_percent", Integer, nullable=False),
    Column("same_agent", Boolean, nullable=False),
    Column("priority_s", Integer, nullable=False),
    Column("capacity", Integer),
    Column("closing", String(16), nullable=False),
    Column("project", String(64), ForeignKey("projects.id")),
    Column("goal_percent", Integer, nullable=False),
    Column("contact_days", Integer, nullable=False),
    Column("min_agents", Integer),
    Column("longest_wait_warn_s", Integer),
    Column("longest_wait_alarm_s", Integer),
    Column("waiting_warn", Integer),
    Column("waiting_alarm", Integer),
    Column("service_level_warn_percent", Integer),
    Column("service_level_alarm_percent", Integer),
    Column("recording", String(16), nullable=False),
    Column("recording_percent", Integer, nullable=False),
    Column("recording_refusal_key", String(1), nullable=False),
    Column("recording_days", Integer, nullable=False),
    Column("recording_pause_s", Integer, nullable=False),
    Column("listening", String(16), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Queue(Row):
    """Waiting calls for one skill, with the promises made about them."""

    skill: str
    service_level_s: int = 20
    short_abandon_s: int = 5
    timezone: str = "Europe/Budapest"
    wrap_up_s: int = 10
    ring_s: int = 15
    max_wait_s: int = 900
    announce_every_s: int = 45
    widening: str = ""  # seconds:level, such as "0:6 10:4 20:1"; empty: the level the menu asks for
    overflow: str | None = None  # where the longest wait leads (ivr.routing.rules.Terms); None: the menu goes on
    tells_time: bool = True
    tells_range: bool = False  # over five minutes
    tells_position: bool = False  # where nobody behind can be taken first
    promise_percent: int = 80  # in so many cases what is said is meant to hold
    same_agent: bool = False  # callers are given to whom they talked with last
    priority_s: int = 0  # each caller counts as if he had come so much earlier
    capacity: int | None = None  # more are not let in; None: no end
    closing: str = ""  # outside opening hours: see CLOSINGS
    project: str | None = None
    goal_percent: int = 80  # of the calls answered within service_level_s
    contact_days: int = 7  # who comes again later comes with something else
    min_agents: int | None = None  # fewer logged in is a warning
    longest_wait_warn_s: int | None = None  # None: no threshold
    longest_wait_alarm_s: int | None = None
    waiting_warn: int | None = None
    waiting_alarm: int | None = None
    service_level_warn_percent: int | None = None
    service_level_alarm_percent: int | None = None
    recording: str = RecordingMode.NEVER.value
    recording_percent: int = 10  # of its calls, where the mode is a share
    recording_refusal_key: str = ""  # a digit by which callers refuse; empty: none
    recording_days: int = 30
    recording_pause_s: int = 120  # a pause of a recording ends by itself then
    listening: str = ListeningRule.NEVER.value

    @property
    def recording_rule(self) -> RecordingRule:
        """Which of its talks are recorded."""
        mode, days = RecordingMode(self.recording), self.recording_days
        return RecordingRule(mode, self.recording_percent, self.recording_refusal_key, days, self.recording_pause_s)


BOUNDS = {
    "service_level_s": (1, HOUR_S),
    "short_abandon_s": (0, 60),
    "wrap_up_s": (0, HOUR_S),
    "ring_s": (1, 120),
    "max_wait_s": (1, 4 * HOUR_S),
    "announce_every_s": (15, 600),
    "priority_s": (0, 600),
    "capacity": (1, 1000),
    "goal_percent": (1, 100),
    "contact_days": (1, 30),
    "min_agents": (0, 1000),
    "longest_wait_warn_s": (1, 4 * HOUR_S),
    "longest_wait_alarm_s": (1, 4 * HOUR_S),
    "waiting_warn": (1, 1000),
    "waiting_alarm": (1, 1000),
    "service_level_warn_percent": (1, 100),
    "service_level_alarm_percent": (1, 100),
    "recording_percent": (1, 100),
    "recording_days": (1, 3650),
    "recording_pause_s": (5, 900),
}
OPTIONAL = frozenset(name for name in BOUNDS if getattr(Queue("", "", ""), name) is None)
FLAGS = ("tells_time", "tells_range", "tells_position", "same_agent")
PROMISED = (80, 90)
CLOSINGS = ("", "serve", "send_on")  # always open; nobody new outside hours, who waits is served; or is sent on
# (warning, alarm): an alarm stands above its warning, of the service level below it
RISING = (("longest_wait_warn_s", "longest_wait_alarm_s"), ("waiting_warn", "waiting_alarm"))
FALLING = (("service_level_warn_percent", "service_level_alarm_percent"),)


def check_settings(queue: Queue) -> None:
    """Refuse settings out of bounds, and thresholds that would sound the alarm before the warning."""
    for name, (least, most) in BOUNDS.items():
        value = getattr(queue, name)
        if (value is None and name not in OPTIONAL) or (value is not None and not least <= value <= most):
            raise FieldError(name, "Enter a number from %(least)s to %(most)s.", least=least, most=most)
    for pairs, sign in ((RISING, 1), (FALLING, -1)):
        for warning, alarm in pairs:
            first, second = getattr(queue, warning), getattr(queue, alarm)
            if first is not None and second is not None and sign * first >= sign * second:
                raise FieldError(alarm, "The warning has to come before the alarm.")
    _check_wait(queue)
    if queue.promise_percent not in PROMISED:
        raise FieldError("promise_percent", "Enter 80 or 90.")
    if queue.closing not in CLOSINGS:
        raise FieldError("closing", "Enter serve, send_on or nothing.")
    if queue.recording not in set(RecordingMode):
        raise FieldError("recording", "Choose which talks are recorded.")
    if queue.listening not in set(ListeningRule):
        raise FieldError("listening", "Choose whether supervisors may listen in.")
    if queue.recording_refusal_key and queue.recording_refusal_key not in DIGITS:
        raise FieldError("recording_refusal_key", "Choose one of the keys 0 to 9, or none.")
    try:
        zone(queue.timezone)
    except AuthorError:
        raise FieldError("timezone", "Enter a time zone such as Europe/Budapest.") from None


def _check_wait(queue: Queue) -> None:
    try:
        steps_of(queue.widening)
    except Misuse:
        sentence = "Enter seconds and levels that go down, such as 0:6 10:4 20:1."
        raise FieldError("widening", sentence) from None
    if queue.overflow is not None and not TARGET.fullmatch(queue.overflow):
        raise FieldError("overflow", "Enter queue:, voicemail: or menu: and an id, or number: such as +3612345678.")
    if queue.overflow == f"queue:{queue.id}":
        raise FieldError("overflow", "A queue cannot send its callers to itself.")


def _check(connection: Connection, queue: Queue) -> None:
    check_settings(queue)
    _check_overflow(connection, queue.overflow)
    known = connection.execute(select(queues.c.skill).where(queues.c.id == queue.id)).scalar()
    # A menu says itself which skill its callers wait for: a queue that asks for another one would only seem to.
    if known is not None and known != queue.skill:
        _free_of_menus(connection, queue, "skill")


def _check_overflow(connection: Connection, overflow: str | None) -> None:
    kind, _, name = (overflow or "").partition(":")
    if kind == "queue":
        wish = select(queues.c.id).where(queues.c.id == name, queues.c.active)
        if connection.execute(wish).scalar() is None:
            raise FieldError("overflow", "There is no active queue %(id)s.", id=name)
    if kind == "menu" and name not in {menu.id for menu in load_menus(connection)}:
        raise FieldError("overflow", "There is no menu %(id)s.", id=name)


def _release(connection: Connection, queue: Queue) -> None:
    _free_of_menus(connection, queue, "active")
    leading = select(queues.c.name).where(queues.c.overflow == f"queue:{queue.id}", queues.c.active)
    names = ", ".join(connection.execute(leading.order_by(queues.c.id)).scalars())
    if names:
        raise FieldError("active", "Callers of %(names)s are sent here: change that first.", names=names)


def _free_of_menus(connection: Connection, queue: Queue, field: str) -> None:
    names = menus_naming(connection, "queue", queue.id)
    if names:
        raise FieldError(
            field, "The menu %(names)s leads to this queue: change the menu first.", names=", ".join(names)
        )


REGISTER = Register(
    queues,
    Queue,
    Rules(
        check=_check,
        points_at=(
            Tie("skills", "skill", "There is no active skill %(id)s."),
            Tie("projects", "project", "There is no active project %(id)s."),
        ),
        release=_release,
        fallback="queue",
        reserved=frozenset({"new", "live", "undo"}),  # addresses of pages beside those of queues
    ),
)
everyone, of, from_plain, create = REGISTER.everyone, REGISTER.of, REGISTER.from_plain, REGISTER.create
change, deactivate, activate, restore = REGISTER.change, REGISTER.deactivate, REGISTER.activate, REGISTER.restore
