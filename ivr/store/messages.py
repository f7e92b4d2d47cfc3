"""Messages callers left: who, when, for which queue, and who has seen to them; the sound is a file of its box."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    Float,
    Index,
    String,
    Table,
    Text,
    delete,
    func,
    insert,
    select,
    update,
)

from ivr.calls.events import CallEvent, CallQueued, CallStarted
from ivr.calls.waiting_events import CallDiverted, MessageLeft, QueueRefused
from ivr.store.columns import Utc, metadata

MOST_SHOWN = 1000

messages = Table(
    "messages",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("call_id", String(36), nullable=False),
    Column("box", String(64), nullable=False),
    Column("left_at", Utc, nullable=False),
    Column("seconds", Float, nullable=False),
    Column("queue", String(64)),
    Column("caller_id", Text),
    Column("handled_at", Utc),
    Column("handled_by", Text),
    Column("note", Text),
    Index(None, "handled_at", "left_at"),
)


@dataclass(frozen=True, slots=True)
class Message:
    """One message; `queue` is where its caller waited last before, None when he came from a menu."""

    id: str
    call_id: str
    box: str
    left_at: datetime
    seconds: float
    queue: str | None = None
    caller_id: str | None = None
    handled_at: datetime | None = None
    handled_by: str | None = None
    note: str | None = None


def message_of(left: MessageLeft, road: Sequence[CallEvent]) -> Message:
    """The message that was left at the end of this road."""
    caller = next((event.caller_id for event in road if isinstance(event, CallStarted)), None)
    before = [event for event in road if event.at <= left.at]
    queues = [event.queue for event in before if isinstance(event, CallQueued | CallDiverted | QueueRefused)]
    queue = queues[-1] if queues else None
    return Message(left.message_id, left.call_id, left.box, left.at, left.seconds, queue, caller)


def keep(connection: Connection, found: Sequence[Message]) -> None:
    """Keep messages; one that is kept already stays as it is."""
    known = set(connection.execute(select(messages.c.id).where(messages.c.id.in_([one.id for one in found]))).scalars())
    new = [{name: getattr(one, name) for name in messages.c.keys()} for one in found if one.id not in known]  # noqa: SIM118
    if new:
        connection.execute(insert(messages), new)


def everyone(connection: Connection, queues: Collection[str] | None, *, open_only: bool = False) -> tuple[Message, ...]:
    """The messages of these queues (None: all, those from menus too), the latest first."""
    wish = select(messages).where(*_within(queues, open_only))
    rows = connection.execute(wish.order_by(messages.c.left_at.desc(), messages.c.id).limit(MOST_SHOWN)).mappings()
    return tuple(Message(**row) for row in rows)


def of(connection: Connection, message_id: str) -> Message | None:
    """One message, None when there is none of this id."""
    row = connection.execute(select(messages).where(messages.c.id == message_id)).mappings().first()
    return None if row is None else Message(**row)


def open_count(connection: Connection, queues: Collection[str] | None) -> int:
    """How many messages of these queues (None: all) nobody has seen to."""
    wish = select(func.count()).select_from(messages).where(*_within(queues, True))
    return int(connection.execute(wish).scalar_one())


def handle(connection: Connection, message_id: str, by: tuple[str, datetime], note: str | None) -> bool:
    """Write down who has seen to it and when; False when somebody has already."""
    wish = update(messages).where(messages.c.id == message_id, messages.c.handled_at.is_(None))
    values = {"handled_by": by[0], "handled_at": by[1], "note": note}
    return connection.execute(wish.values(**values)).rowcount > 0


def reopen(connection: Connection, message_id: str) -> bool:
    """Let somebody see to it again; False when it is open."""
    wish = update(messages).where(messages.c.id == message_id, messages.c.handled_at.is_not(None))
    return connection.execute(wish.values(handled_at=None, handled_by=None, note=None)).rowcount > 0


def remove(connection: Connection, message_id: str) -> bool:
    """Forget it; whether there was one."""
    return connection.execute(delete(messages).where(messages.c.id == message_id)).rowcount > 0


def _within(queues: Collection[str] | None, open_only: bool) -> list[ColumnElement[bool]]:
    mine = [] if queues is None else [messages.c.queue.in_(list(queues))]
    return [*mine, *([messages.c.handled_at.is_(None)] if open_only else [])]
