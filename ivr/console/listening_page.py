"""The page by which a supervisor listens in on a talk: in which mode, why, and which telephone rings."""

from dataclasses import dataclass

from flask import Blueprint, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.listening import LONGEST_REASON, ListenMode
from ivr.console import doorbell
from ivr.console.catalogue import _, _l
from ivr.console.changes import change
from ivr.console.form import Form, SelectField, StringField, at_most, required
from ivr.console.gate import needs, principal
from ivr.console.listening import Asked, TalkIsOver, listening_deed, may_listen, own_extension
from ivr.console.live_calls import live_call
from ivr.console.notices import say
from ivr.console.seen_queues import seen_queues
from ivr.console.source import source
from ivr.errors import FieldError
from ivr.reports.live_rows import LiveCall
from ivr.store import agents

MODES = {
    ListenMode.LISTEN.value: _l("Listen: nobody hears you"),
    ListenMode.WHISPER.value: _l("Whisper: the agent hears you"),
    ListenMode.BARGE.value: _l("Step in: both hear you"),
}

pages = Blueprint("listening", __name__)


class ListeningForm(Form):
    """What is asked of who wishes to listen in."""

    mode = SelectField(_l("How"), choices=lambda: list(MODES.items()))
    reason = StringField(_l("Why"), [required(), at_most(LONGEST_REASON)], render_kw={"autocomplete": "off"})
    extension = StringField(_l("Extension that rings"), [required()], render_kw={"inputmode": "tel"})


@dataclass(frozen=True, slots=True)
class Talk:
    """The talk, the agent's name, and the reader's own extension."""

    live: LiveCall
    agent: str
    extension: str


@pages.get("/calls/<call_id>/listen")
@needs(Permission.LISTEN_IN)
def ask(call_id: str) -> str:
    """The form."""
    talk = _talk(call_id)
    form = ListeningForm(formdata=None)
    form.extension.data = talk.extension
    return render_template("call_listen.html", form=form, talk=talk)


@pages.post("/calls/<call_id>/listen")
@needs(Permission.LISTEN_IN)
def begin(call_id: str) -> Response | tuple[str, int]:
    """Let the telephone ring."""
    talk, form, ids = _talk(call_id), ListeningForm(), list[str]()
    if form.validate():
        try:
            change(listening_deed(call_id, Asked(form.mode.data, form.reason.data, form.extension.data), ids))
        except TalkIsOver:
            say(_("The talk is over."), mood="bad")
            return redirect(url_for("call.page", call_id=call_id), 303)
        except FieldError as refused:
            form[refused.field].errors = [_(refused.sentence)]
        else:
            doorbell.ring(source().settings)
            return redirect(url_for("wishes.page", wish_id=ids[0], back=url_for("call.page", call_id=call_id)), 303)
    return render_template("call_listen.html", form=form, talk=talk), 400


def _talk(call_id: str) -> Talk:
    with source().database.read() as connection:
        live = live_call(connection, call_id) if call_id.isprintable() else None
        seen = seen_queues(connection, principal().scope)
        agent = agents.of(connection, live.agent) if live and live.agent else None
        extension = own_extension(connection)
    if live is None:
        abort(404, _("There is no such call, or it is over."))
    if not may_listen(live, seen):
        abort(403, _("Your account has no right to do this. An administrator can change that."))
    return Talk(live, agent.name if agent else live.agent or "", extension)
