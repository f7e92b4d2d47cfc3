"""Messages: what callers left where a queue or a menu offered it; listen, mark as handled with a note, delete."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, send_file, url_for
from werkzeug.wrappers import Response

from ivr.access.account import Scope
from ivr.access.role import Permission
from ivr.console.catalogue import _, _l
from ivr.console.changes import Deed, change
from ivr.console.csv_file import listing_csv
from ivr.console.gate import needs, principal
from ivr.console.message_changes import LONGEST_NOTE, MOVED, handled, mine, removed, reopened, sound_of
from ivr.console.notices import say
from ivr.console.seen_queues import scope_of, seen_queues
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.errors import FieldError
from ivr.store import messages
from ivr.store.messages import Message

pages = Blueprint("messages", __name__, url_prefix="/messages")
REFUSALS = (_l("Somebody saw to this message meanwhile: nothing was done."),)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """One line of the list."""

    message: Message
    queue: str | None


COLUMNS: Sequence[Column[MessageRow]] = (
    Column("left", _l("Left"), lambda one: one.message.left_at),
    Column("caller", _l("Caller"), lambda one: one.message.caller_id),
    Column("queue", _l("Queue"), lambda one: one.queue or one.message.box),
    Column("seconds", _l("Length"), lambda one: one.message.seconds, numeric=True),
    Column("handled", _l("State"), lambda one: one.message.handled_at),
    Column("note", _l("Note"), lambda one: one.message.note),
)


def found(connection: Any, scope: Scope, *, open_only: bool) -> list[MessageRow]:
    """The messages somebody may hear, the latest first."""
    seen = seen_queues(connection, scope)
    names = {queue.id: queue.name for queue in seen}
    kept = messages.everyone(connection, scope_of(seen, scope), open_only=open_only)
    return [MessageRow(one, names.get(one.queue or "", one.queue)) for one in kept]


def unheard() -> int:
    """How many messages wait for somebody who may see to them."""
    with source().database.read() as connection:
        scope = principal().scope
        return messages.open_count(connection, scope_of(seen_queues(connection, scope), scope))


@pages.get("")
@needs(Permission.KEEP_MESSAGES)
def page() -> Response | str:
    """Those nobody has seen to, or all."""
    open_only = request.args.get("show") != "all"
    with source().database.read() as connection:
        rows = found(connection, principal().scope, open_only=open_only)
    kept = {} if open_only else {"show": "all"}
    listing = arrange(COLUMNS, rows, Wish.of(request.args), url_for("messages.page"), kept)
    if request.args.get("format") == "csv":
        return listing_csv("messages", listing)
    return render_template("messages.html", listing=listing, rows=rows, open_only=open_only, longest=LONGEST_NOTE)


@pages.get("/<message_id>/sound")
@needs(Permission.KEEP_MESSAGES)
def sound(message_id: str) -> Response:
    """What was spoken, in parts too."""
    file = sound_of(mine(message_id))
    if not file.is_file():
        abort(404)
    return send_file(file, mimetype="audio/wav", conditional=True, max_age=0)


@pages.post("/<message_id>/handled")
@needs(Permission.KEEP_MESSAGES)
def handle(message_id: str) -> Response:
    """Write down that it was seen to."""
    note = request.form.get("note", "").strip()[:LONGEST_NOTE]
    deed = handled(mine(message_id), note, source().now(), principal().signature)
    return _done(deed, _("The message is marked as handled."), url_for("messages.reopen", message_id=message_id))


@pages.post("/<message_id>/reopen")
@needs(Permission.KEEP_MESSAGES)
def reopen(message_id: str) -> Response:
    """Let somebody see to it again."""
    return _done(reopened(mine(message_id)), _("The message waits for somebody again."))


@pages.post("/<message_id>/delete")
@needs(Permission.KEEP_MESSAGES)
def delete(message_id: str) -> Response:
    """Delete it with its sound."""
    message = mine(message_id)
    answer = _done(removed(message), _("The message is deleted."))
    forget_sound(message)
    return answer


def forget_sound(message: Message) -> None:
    """Take the file away of a message that is no more."""
    with source().database.read() as connection:
        is_kept = messages.of(connection, message.id) is not None
    if not is_kept:
        with suppress(FileNotFoundError):
            sound_of(message).unlink()


def _done(deed: Deed, text: str, back: str | None = None) -> Response:
    try:
        change(deed)
    except FieldError:
        say(_(MOVED), mood="bad")
    else:
        say(text, undo=back)
    return redirect(url_for("messages.page"), 303)
