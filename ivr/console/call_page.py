"""One call's journey, and ending it from afar while it lasts."""

from dataclasses import dataclass
from time import sleep
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.intentions import HangUpCall
from ivr.console import call_words
from ivr.console.call_hang_up import CallIsOver, hang_up_deed, may_hang_up
from ivr.console.call_lanes import clock, lanes, scale
from ivr.console.call_tape import CallTape, call_tape
from ivr.console.catalogue import _
from ivr.console.changes import change
from ivr.console.doorbell import ring
from ivr.console.gate import may, needs, principal
from ivr.console.listening import is_offered
from ivr.console.live_calls import live_call
from ivr.console.notices import say
from ivr.console.offer_reasons import rule_words, why
from ivr.console.prompt_texts import prompt_text
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.source import source
from ivr.reports.journey import Journey
from ivr.reports.live_rows import LiveCall
from ivr.store import agents, intentions, journeys
from ivr.store.intentions import IntentionRow
from ivr.store.queues import Queue

BEGUN_TRIES, BEGUN_AGAIN_S = 15, 0.1

pages = Blueprint("call", __name__)
pages.add_app_template_filter(prompt_text, "prompt_text")
pages.add_app_template_filter(clock, "since_start")
pages.add_app_template_filter(why, "why")
pages.add_app_template_filter(rule_words, "rule_words")


@dataclass(frozen=True, slots=True)
class Told:
    """A call and what is known around it."""

    journey: Journey
    live: LiveCall | None  # None: it is over
    queues: tuple[Queue, ...]
    agents: dict[str, str]
    wish: IntentionRow | None  # of hanging it up
    tape: CallTape

    def knows(self, queue_id: str) -> bool:
        """Whether this is a queue who asks may see."""
        return any(queue.id == queue_id for queue in self.queues)

    def queue_name(self, queue_id: str) -> str:
        """What a queue is called."""
        return next((queue.name for queue in self.queues if queue.id == queue_id), queue_id)

    def agent_name(self, agent_id: str) -> str:
        """What an agent is called."""
        return self.agents.get(agent_id, agent_id)


@pages.get("/calls/<call_id>")
@needs(Permission.SEE_CALLS)
def page(call_id: str) -> str:
    """The journey of one call."""
    told = _told(call_id)
    picture = lanes(told.journey, told.queue_name, told.agent_name), scale(told.journey)
    return render_template(
        "call.html",
        call=told.journey.record,
        told=told,
        lanes=picture[0],
        ticks=picture[1],
        words=call_words,
        may_see_level=lambda queue: may(Permission.SEE_REPORTS) and told.knows(queue),
        may_hang_up=told.live is not None and may_hang_up(told.live, told.queues),
        may_listen=told.live is not None and is_offered(told.live, told.queues),
        now=source().now(),
    )


@pages.post("/calls/<call_id>/hang-up")
@needs(Permission.CONTROL_AGENTS)
def hang_up(call_id: str) -> Response:
    """Have the engine end a call; the page shows what became of it."""
    told = _told(call_id)
    if told.live is not None and not may_hang_up(told.live, told.queues):
        abort(403, _("Your account has no right to do this. An administrator can change that."))
    ids: list[str] = []
    try:
        change(hang_up_deed(call_id, ids))
    except CallIsOver:
        say(_("The call is over."), mood="bad")
        return redirect(url_for("call.page", call_id=call_id), 303)
    ring(source().settings)
    return redirect(url_for("call.page", call_id=call_id, wish=ids[0]), 303)


def _told(call_id: str) -> Told:
    told = _found(call_id) if call_id.isprintable() else None
    if told is None:
        abort(404, _("There is no such call, or it visited none of your queues."))
    return told


def _found(call_id: str) -> Told | None:
    for _try in range(BEGUN_TRIES):
        with source().database.read() as connection:
            told, live = _read(connection, call_id), live_call(connection, call_id)
        if told is not None or live is None:
            return told
        sleep(BEGUN_AGAIN_S)  # the engine knows the call already, the history in a moment
    return None


def _read(connection: Any, call_id: str) -> Told | None:
    scope = principal().scope
    queues = seen_queues(connection, scope)
    found = journeys.read(connection, call_id, source().now(), scope_of(queues, scope))
    if found is None:
        return None
    live = live_call(connection, call_id) if found.record.is_open else None
    people = {agent.id: agent.name for agent in agents.everyone(connection)}
    return Told(found, live, queues, people, _wish(connection, call_id), call_tape(connection, call_id, live, queues))


def _wish(connection: Any, call_id: str) -> IntentionRow | None:
    named = request.args.get("wish", "")
    row = intentions.of(connection, named) if named.isprintable() else None
    return row if row is not None and row.wish == HangUpCall(call_id) else None
