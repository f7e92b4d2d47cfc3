"""Queues for programs."""

from dataclasses import replace
from typing import Any, Literal

from flask import Response
from pydantic import BaseModel, Field

from ivr.access.role import Permission
from ivr.calls.listening import ListeningRule
from ivr.calls.recording import RecordingMode
from ivr.console import row_changes
from ivr.console.api import answers, area
from ivr.console.gate import needs, principal
from ivr.console.limits import PROGRAMS, limiter
from ivr.console.queues_page import BLANK, FLOW, allow
from ivr.console.row_api import RowSaid, Switch, Version, done_once, id_field, name_field, row_of
from ivr.console.source import source
from ivr.store import queues
from ivr.store.queues import BOUNDS, Queue
from ivr.store.register import plain

api = area("queues")


def _number(name: str) -> Any:
    least, most = BOUNDS[name]
    return Field(getattr(BLANK, name), ge=least, le=most)


class QueueBody(BaseModel):
    """A queue as it is wanted."""

    name: str = name_field()
    skill: str = id_field()
    project: str | None = id_field(None)
    timezone: str = Field(BLANK.timezone, min_length=1, max_length=64)
    service_level_s: int = _number("service_level_s")
    goal_percent: int = _number("goal_percent")
    short_abandon_s: int = _number("short_abandon_s")
    contact_days: int = _number("contact_days")
    wrap_up_s: int = _number("wrap_up_s")
    ring_s: int = _number("ring_s")
    max_wait_s: int = _number("max_wait_s")
    announce_every_s: int = _number("announce_every_s")
    widening: str = Field(
        "",
        max_length=200,
        description="seconds:level, such as 0:6 10:4 20:1; 10:4>2: also while over two of level 4 are idle",
    )
    overflow: str | None = Field(
        None, max_length=80, description="queue:, menu: or voicemail: and an id, or number:+digits"
    )
    tells_time: bool = True
    tells_range: bool = False
    tells_position: bool = False
    promise_percent: Literal[80, 90] = 80
    same_agent: bool = False
    priority_s: int = _number("priority_s")
    capacity: int | None = _number("capacity")
    closing: Literal["", "serve", "send_on"] = Field("", description="outside opening hours; empty: always open")
    min_agents: int | None = _number("min_agents")
    waiting_warn: int | None = _number("waiting_warn")
    waiting_alarm: int | None = _number("waiting_alarm")
    longest_wait_warn_s: int | None = _number("longest_wait_warn_s")
    longest_wait_alarm_s: int | None = _number("longest_wait_alarm_s")
    service_level_warn_percent: int | None = _number("service_level_warn_percent")
    service_level_alarm_percent: int | None = _number("service_level_alarm_percent")
    recording: RecordingMode = Field(RecordingMode.NEVER, description="which talks are recorded")
    recording_percent: int = _number("recording_percent")
    recording_refusal_key: str = Field("", pattern="^[0-9]?$", description="by which callers refuse; empty: none")
    recording_days: int = _number("recording_days")
    recording_pause_s: int = _number("recording_pause_s")
    listening: ListeningRule = Field(ListeningRule.NEVER, description="whether supervisors may listen in on its talks")

    def applied(self, queue: Queue) -> Queue:
        """The queue with these values."""
        return replace(queue, **self.model_dump(exclude={"version"}, mode="json"))


class ChangedQueueBody(QueueBody, Version):
    """Other values of a queue."""


class QueueSaid(RowSaid, QueueBody):
    """A queue as programs are told."""


class QueuesSaid(BaseModel):
    """The queues one may edit."""

    queues: list[QueueSaid]


@api.get("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_QUEUES)
@api.output(QueuesSaid)
@api.doc(summary="All queues", security="token", responses=answers())
def every() -> dict[str, Any]:
    """All queues of one's scope."""
    with source().database.read() as connection:
        mine = [one for one in queues.everyone(connection) if principal().scope.covers(one.id, one.project)]
    return {"queues": [plain(one) for one in mine]}


@api.get("/<queue_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_QUEUES)
@api.output(QueueSaid)
@api.doc(summary="One queue", security="token", responses=answers(404))
def one(queue_id: str) -> dict[str, Any]:
    """One queue."""
    return plain(_mine(queue_id))


@api.post("")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_QUEUES)
@api.input(QueueBody, arg_name="body")
@api.output(QueueSaid, status_code=201)
@api.doc(summary="Make a queue", security="token", responses=answers(409, 422))
def add(body: QueueBody) -> Response:
    """Make a queue; its id is made from its name."""
    wanted = body.applied(BLANK)
    allow(wanted)
    return done_once(row_changes.created(FLOW.noun, queues.REGISTER, wanted), 201)


@api.put("/<queue_id>")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_QUEUES)
@api.input(ChangedQueueBody, arg_name="body")
@api.output(QueueSaid)
@api.doc(summary="Change a queue", security="token", responses=answers(404, 409, 422))
def change(queue_id: str, body: ChangedQueueBody) -> Response:
    """Make a queue as it is wanted."""
    wanted = body.applied(_mine(queue_id, body.version))
    allow(wanted)
    return done_once(row_changes.edited(FLOW.noun, queues.REGISTER, wanted))


@api.post("/<queue_id>/active")
@limiter.limit(PROGRAMS)
@needs(Permission.EDIT_QUEUES)
@api.input(Switch, arg_name="body")
@api.output(QueueSaid)
@api.doc(summary="Take a queue out of use, or into it", security="token", responses=answers(404, 409, 422))
def activate(queue_id: str, body: Switch) -> Response:
    """Take a queue out of use, or into it."""
    return done_once(
        row_changes.switched(FLOW.noun, queues.REGISTER, _mine(queue_id, body.version), active=body.active)
    )


def _mine(queue_id: str, version: int | None = None) -> Queue:
    queue = row_of(queues.REGISTER, queue_id, version)
    allow(queue)
    return queue
