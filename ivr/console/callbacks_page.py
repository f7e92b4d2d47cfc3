"""Callbacks: who waits to be called back, who was, and why not; add one, cancel one, take that back."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console.callback_changes import Times, added, cancelled, new_callback, restored
from ivr.console.callback_form import CallbackForm, callable_number, chosen_time
from ivr.console.callback_rows import COLUMNS, STATES, found, refused_word
from ivr.console.catalogue import _, _l, viewers_zone
from ivr.console.changes import Changed, Deed, change
from ivr.console.csv_file import listing_csv
from ivr.console.gate import needs, principal, require
from ivr.console.notices import say
from ivr.console.seen_queues import seen_queues
from ivr.console.source import source
from ivr.console.table import Wish, arrange
from ivr.errors import FieldError
from ivr.hours.schedule import Schedule
from ivr.hours.week import Week
from ivr.outbound.callback import CallbackRule
from ivr.store import callbacks, centre, queues
from ivr.store.callbacks import Callback

pages = Blueprint("callbacks", __name__, url_prefix="/callbacks")
REFUSALS = (
    _l("This callback is %(state)s: nothing was done."),
    _l("%(number)s waits to be called back already."),
)


@pages.get("")
@needs(Permission.SEE_CALLS)
def page() -> Response | str:
    """The callbacks of the last week, and all open ones."""
    open_only = request.args.get("show") != "all"
    with source().database.read() as connection:
        shown = found(connection, principal().scope, source().now(), open_only)
    kept = {} if open_only else {"show": "all"}
    listing = arrange(COLUMNS, shown.rows, Wish.of(request.args), url_for("callbacks.page"), kept)
    if request.args.get("format") == "csv":
        return listing_csv("callbacks", listing)
    return render_template("callbacks.html", listing=listing, found=shown, states=STATES, open_only=open_only)


@pages.get("/new")
@needs(Permission.CONTROL_CALLBACKS)
def new() -> str:
    """The form of a callback added by hand."""
    return _shown(_form(formdata=None))


@pages.post("/new")
@needs(Permission.CONTROL_CALLBACKS)
def add() -> Response | tuple[str, int]:
    """Add one."""
    form = _form()
    if form.validate():
        try:
            wish = wanted(form.number.data, form.queue.data, form.language.data, form.at.data)
            done = change(added(wish))
        except FieldError as refused:
            form.blame(refused)
        else:
            return _said(done, _("%(number)s will be called back.", number=wish.number), "cancel")
    return _shown(form), 400


@pages.post("/<callback_id>/cancel")
@needs(Permission.CONTROL_CALLBACKS)
def cancel(callback_id: str) -> Response:
    """Cancel one."""
    one = mine(callback_id)
    done = _done(cancelled(one.id, source().now(), principal().signature))
    if done is None:
        return redirect(url_for("callbacks.page"), 303)
    return _said(done, _("%(number)s will not be called back.", number=one.number), "restore")


@pages.post("/<callback_id>/restore")
@needs(Permission.CONTROL_CALLBACKS)
def restore(callback_id: str) -> Response:
    """Take a cancellation back: the place is as early as it was."""
    one = mine(callback_id)
    if _done(restored(one.id)) is not None:
        say(_("%(number)s will be called back.", number=one.number))
    return redirect(url_for("callbacks.page"), 303)


def wanted(number: str, queue_id: str, language: str | None, at: str | None) -> Callback:
    """The callback somebody asks for; FieldError when it cannot be."""
    settings, now = source().settings, source().now()
    with source().database.read() as connection:
        queue = queues.REGISTER.of(connection, queue_id)
        languages, schedule = _spoken_and_open(connection)
    if queue is None or not queue.active:
        raise FieldError("queue", "%(id)s does not exist.", id=queue_id)
    require(Permission.CONTROL_CALLBACKS, queue=queue.id, project=queue.project)
    spoken = language or languages[0]
    if spoken not in languages:
        raise FieldError("language", "%(id)s does not exist.", id=spoken)
    chosen = chosen_time(at, viewers_zone(), schedule, now)
    times = Times(now, (chosen or now) + CallbackRule().expires_after, chosen)
    e164 = callable_number(number, settings.region, settings.destinations)
    return new_callback(e164, (queue.id, queue.skill), spoken, times, principal().signature)


def mine(callback_id: str) -> Callback:
    """A callback of a queue one may act on; 404 when there is none."""
    with source().database.read() as connection:
        one = callbacks.load(connection, callback_id)
        queue = queues.REGISTER.of(connection, one.queue) if one else None
    if one is None:
        abort(404, _("There is nothing of this id."))
    require(Permission.CONTROL_CALLBACKS, queue=one.queue, project=queue.project if queue else None)
    return one


def _spoken_and_open(connection: Any) -> tuple[list[str], Schedule]:
    kept, settings = centre.load_centre(connection), source().settings
    days = next((one.definition for one in kept.schedules), {})
    where = ZoneInfo(kept.settings.get("timezone", settings.timezone))
    return list(kept.settings.get("languages", settings.languages)), Schedule(where, Week.of(days))


def _form(**given: Any) -> CallbackForm:
    form = CallbackForm(**given)
    with source().database.read() as connection:
        form.offer(seen_queues(connection, principal().scope), _spoken_and_open(connection)[0])
    return form


def _shown(form: CallbackForm) -> str:
    return render_template("callback_new.html", form=form)


def _done(deed: Deed) -> Changed | None:
    try:
        return change(deed)
    except FieldError as refused:
        words = {name: refused_word(str(value)) for name, value in refused.values.items()}
        say(_(refused.sentence, **words), mood="bad")
    return None


def _said(done: Changed, text: str, back: str) -> Response:
    say(text, undo=url_for(f"callbacks.{back}", callback_id=done.id))
    return redirect(url_for("callbacks.page"), 303)
