"""What if: a past day under other agents, skills and rules; the worker computes it, the page shows how far it is."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.ids import fresh_id
from ivr.console import what_if_words
from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed, change
from ivr.console.gate import needs, principal
from ivr.console.limits import WRITES, limiter
from ivr.console.notices import say
from ivr.console.people_scope import covers, skills_of
from ivr.console.source import source
from ivr.console.what_if_form import WhatIfForm
from ivr.errors import FieldError
from ivr.hours.zone import zone
from ivr.simulation.question import Question
from ivr.store import agents, past_days, skills, what_ifs
from ivr.store.what_ifs import WhatIf, WhatIfOutcome

pages = Blueprint("what_if", __name__, url_prefix="/what-if")
MOST_OPEN = 3  # questions of one account that wait
STATES = {
    None: "calm",
    WhatIfOutcome.DONE: "good",
    WhatIfOutcome.REFUSED: "bad",
    WhatIfOutcome.STOPPED: "off",
}


@pages.get("")
@needs(Permission.ASK_WHAT_IF)
def page() -> str:
    """The form, filled in by the address, and what one asked before."""
    return _page(_form(request.args or None))


@pages.post("")
@limiter.limit(WRITES)
@needs(Permission.ASK_WHAT_IF)
def ask() -> Response | tuple[str, int]:
    """Ask the worker."""
    form = _form()
    if not form.validate():
        return _page(form), 400
    try:
        asked = wanted(form.question())
        change(asked_of(asked))
    except FieldError as refused:
        form.blame(refused)
        return _page(form), 400
    return redirect(url_for("what_if.one", what_if_id=asked.id), 303)


def wanted(question: Question) -> WhatIf:
    """The question as who asks may ask it: its answer speaks of the skills within his scope."""
    with source().database.read() as connection:
        allowed = skills_of(connection, principal().scope)
    seen = None if allowed is None else tuple(sorted(allowed))
    return WhatIf(fresh_id(), principal().id, source().now(), question.to_plain(), seen)


def asked_of(asked: WhatIf) -> Deed:
    """Put it to the worker, unless too many of the same asker wait."""

    def act(connection: Any) -> Changed:
        if what_ifs.open_of(connection, asked.asked_by) >= MOST_OPEN:
            raise FieldError("day", "You have asked enough: wait for an answer, or stop a question.")
        what_ifs.ask(connection, asked)
        return Changed("what-if", asked.id, None, dict(asked.question))

    return Deed("ask what if", act, of_centre=False)


@pages.get("/<what_if_id>")
@needs(Permission.ASK_WHAT_IF)
def one(what_if_id: str) -> str:
    """A question and its answer, or how far it is."""
    return _shown("what_if_answer.html", mine(what_if_id))


@pages.get("/<what_if_id>/state")
@needs(Permission.ASK_WHAT_IF)
def state(what_if_id: str) -> str:
    """The part of it that changes."""
    return _shown("what_if_state.html", mine(what_if_id))


@pages.post("/<what_if_id>/stop")
@needs(Permission.ASK_WHAT_IF)
def stop(what_if_id: str) -> Response:
    """Wait for it no more."""
    asked = mine(what_if_id)
    with source().database.write() as connection:
        stopped = what_ifs.close(connection, asked.id, WhatIfOutcome.STOPPED)
    say(_("The question is stopped.") if stopped else _("It was answered meanwhile."), mood="calm")
    return redirect(url_for("what_if.one", what_if_id=asked.id), 303)


def _form(given: Any = None) -> WhatIfForm:
    form = WhatIfForm(formdata=given) if request.method == "GET" else WhatIfForm()
    with source().database.read() as connection:
        allowed = skills_of(connection, principal().scope)
        people = [one for one in agents.everyone(connection) if one.active and covers(allowed, one)]
        known = [one for one in skills.everyone(connection) if one.active and (allowed is None or one.id in allowed)]
    form.offer([(one.id, one.name) for one in people], [(one.id, one.name) for one in known])
    return form


def _page(form: WhatIfForm) -> str:
    now, timezone = source().now(), source().settings.timezone
    with source().database.read() as connection:
        asked = what_ifs.asked_by(connection, principal().id)
        if request.method == "GET" and form.day.data is None:
            form.day.data = past_days.latest(connection, timezone, now)
    today = now.astimezone(zone(timezone)).date()
    return render_template("what_if.html", form=form, asked=asked, today=today, **_words())


def _shown(template: str, asked: WhatIf) -> str:
    return render_template(template, asked=asked, question=asked.question, answer=asked.answer, **_words())


def _words() -> dict[str, Any]:
    with source().database.read() as connection:
        names = {one.id: one.name for one in skills.everyone(connection)}
        return {"agents": agents.names(connection), "skills": names, "words": what_if_words, "states": STATES}


def mine(what_if_id: str) -> WhatIf:
    """A question one asked oneself; 404 when there is none."""
    with source().database.read() as connection:
        found = what_ifs.of(connection, what_if_id[:36])
    if found is None or found.asked_by != principal().id:
        abort(404)
    return found
