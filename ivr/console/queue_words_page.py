"""What one queue says to those who wait in it, to be listened to before any caller does."""

import io
import wave
from collections.abc import Sequence
from pathlib import Path

from flask import Blueprint, abort, render_template, send_file
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console.catalogue import _
from ivr.console.gate import needs
from ivr.console.queues_page import FLOW
from ivr.console.source import source
from ivr.menus.definition import CallbackNode, QueueNode
from ivr.menus.definition_json import from_plain
from ivr.routing.rules import Terms
from ivr.routing.wait_examples import Door, told_by
from ivr.store import announcement_clips, promises
from ivr.store.announcement_clips import AnnouncementClips
from ivr.store.menus import Menu, load_menus
from ivr.store.queues import Queue

pages = Blueprint("queue_words", __name__, url_prefix="/queues")
FILE = "wav16"  # ending of a clip's file that a browser can play


@pages.get("/<row_id>/words")
@needs(Permission.EDIT_QUEUES)
def page(row_id: str) -> str:
    """Every announcement of the queue in every language."""
    queue = FLOW.found(row_id)
    with source().database.read() as connection:
        clips = {(one.name, one.language): one for one in announcement_clips.everyone(connection)}
        names = told_by(terms_of(queue), door_of(queue, _callback_key(load_menus(connection), queue.id)))
        silent_since = promises.silent_since(connection).get(queue.id)
    tongues = sorted({language for _name, language in clips})
    rows = [(situation(name), [clips.get((name, language)) for language in tongues]) for name in names]
    return render_template("queue_words.html", queue=queue, tongues=tongues, rows=rows, silent_since=silent_since)


@pages.get("/<row_id>/words/<language>/<name>")
@needs(Permission.EDIT_QUEUES)
def sound(row_id: str, language: str, name: str) -> Response:
    """One announcement as callers hear it; where its clips lie is the worker's word, never the client's."""
    FLOW.found(row_id)
    with source().database.read() as connection:
        found = announcement_clips.of(connection, name, language)
    if found is None or not found.clips:
        abort(404)
    joined = _joined(found, source().settings.sounds_dir)
    return send_file(joined, mimetype="audio/wav", conditional=True, etag=False, max_age=0)


def terms_of(queue: Queue) -> Terms:
    """What the router is asked to say."""
    return Terms(tells_time=queue.tells_time, tells_range=queue.tells_range, tells_position=queue.tells_position)


def door_of(queue: Queue, callback_key: str | None) -> Door:
    """What is said beside it."""
    return Door(callback_key, may_be_full=queue.capacity is not None, closes=bool(queue.closing))


def situation(name: str) -> str:
    """In which situation callers hear an example."""
    kind, *values = name.split(".")
    return {
        "less_than": lambda: _("Expected wait up to %(most)s s", most=values[-1]),
        "between": lambda: _("Expected wait from %(least)s to %(most)s s", least=values[0], most=values[-1]),
        "place": lambda: _("Place %(place)s", place=values[0]),
        "later": lambda: _("A promise will not hold"),
        "callback": lambda: _("The offer of a callback"),
        "please_hold": lambda: _("No time can be said"),
        "no_agents": lambda: _("Nobody is logged in"),
        "queue_full": lambda: _("Too many are waiting"),
        "closed_now": lambda: _("Outside opening hours"),
    }[kind]()


def _callback_key(menus: Sequence[Menu], queue_id: str) -> str | None:
    for stored in menus:
        nodes = from_plain(stored.definition).nodes
        for node in nodes.values():
            if isinstance(node, QueueNode) and node.queue == queue_id:
                keys = (key for key, target in node.keys if isinstance(nodes.get(target), CallbackNode))
                if key := next((key for key in keys if key.isdecimal()), None):
                    return key
    return None


def _joined(found: AnnouncementClips, folder: Path) -> io.BytesIO:
    made = io.BytesIO()
    with wave.open(made, "wb") as joined:
        for place, clip in enumerate(found.clips):
            try:
                with wave.open(str(folder / f"{clip}.{FILE}"), "rb") as part:
                    if place == 0:
                        joined.setparams(part.getparams())
                    joined.writeframes(part.readframes(part.getnframes()))
            except OSError:
                abort(404)
    made.seek(0)
    return made
