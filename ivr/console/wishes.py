"""Wishes to the engine: written and audited here, told by a notice as soon as the engine says what became of them."""

from dataclasses import asdict
from typing import Any

from flask import Blueprint, abort, render_template, request

from ivr.access.role import Permission
from ivr.calls.intentions import (
    HangUpCall,
    Intention,
    ListenIn,
    LogOutAgent,
    PauseAgent,
    PauseRecording,
    RecordTalk,
    UnpauseAgent,
)
from ivr.console import doorbell
from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed, change
from ivr.console.gate import is_fragment, needs, principal
from ivr.console.preferences import own_path
from ivr.console.source import source
from ivr.console.wish_words import told
from ivr.store import intentions
from ivr.store.intentions import IntentionRow

pages = Blueprint("wishes", __name__)
VERBS: dict[type, str] = {
    PauseAgent: "pause agent",
    UnpauseAgent: "unpause agent",
    LogOutAgent: "log out agent",
    HangUpCall: "hang up call",
    RecordTalk: "record talk",
    PauseRecording: "pause recording",
    ListenIn: "listen in",
}


def wish_for(kind: str, subject: str, wish: Intention) -> str:
    """Write a wish and its line in the audit, and wake the engine: the wish's id."""
    ids: list[str] = []
    change(wished(kind, subject, wish, ids))
    doorbell.ring(source().settings)
    return ids[0]


def wished(kind: str, subject: str, wish: Intention, ids: list[str]) -> Deed:
    """The deed of wishing; the wish's id is put into `ids`. The engine is to be rung after it."""

    def act(connection: Any) -> Changed:
        ids.append(intentions.write(connection, wish, principal().signature, source().now()))
        return Changed(kind, subject, None, asdict(wish))

    return Deed(VERBS[type(wish)], act, of_centre=False)


def own_wish(connection: Any, wish_id: str) -> IntentionRow:
    """A wish of who asks; 404 when it is somebody else's."""
    row = intentions.of(connection, wish_id)
    if row is None or row.written_by != principal().signature:
        abort(404, _("There is no such wish."))
    return row


@pages.get("/wishes/<wish_id>")
@needs(Permission.EDIT_OWN_ACCOUNT)
def page(wish_id: str) -> str | tuple[str, int]:
    """The notice of one's own wish as soon as there is an outcome; without scripts a page that asks again."""
    again = request.args.get("again")
    with source().database.read() as connection:
        said = told(connection, own_wish(connection, wish_id), again, source().now())
    if is_fragment():
        # Nothing new is no answer: what has not changed is not read out again by a screen reader.
        return render_template("wish_notice.html", told=said) if said.outcome else ("", 204)
    return render_template("wish.html", told=said, back=own_path(request.args.get("back")))
