"""Wallboards that change while one looks: one snapshot a change, rendered once for all who are sent the same."""

from collections.abc import Iterator
from time import monotonic

from flask import Flask, Response, abort, current_app, render_template, request

from ivr.access.account import Scope
from ivr.console import board_snapshot, board_words
from ivr.console.board import board
from ivr.console.board_snapshot import Snapshot
from ivr.console.board_wish import BoardWish
from ivr.console.catalogue import _, language, reading_as, viewers_zone
from ivr.console.deflated import ENCODING, deflated
from ivr.console.gate import principal
from ivr.console.live_stream import Client, Group, LiveStream, TooManyClients
from ivr.console.source import EXTENSION as SOURCE
from ivr.console.source import Source
from ivr.store import live

EXTENSION = "ivr_board_stream"
LIVES_S = 60.0  # then the browser asks again: who may look no longer, sees no longer
PARTS = {"wallboard": "board_live.html", "screen": "board_screen_live.html"}  # what of a page is sent, by its view


class Latest:
    """The newest snapshot, and a number that grows when it is old: with each change, and with each second.

    Figures are counted a moment after the calls themselves move, and a pace changes by time alone: they are read once a
    second, and what the engine tells at each change.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._changes = self._second = 0
        self._read: tuple[int, int] | None = None  # the changes and the second of the snapshot
        self._snapshot: Snapshot | None = None

    def version(self) -> int:
        """The number of this moment."""
        with self._source.database.read() as connection:
            self._changes = live.live_version(connection)
        self._second = int(self._source.now().timestamp())
        return self._changes + self._second

    def snapshot(self) -> Snapshot:
        """The centre as it was at the version asked for last."""
        wanted = (self._changes, self._second)
        if self._snapshot is None or self._read != wanted:
            self._snapshot, self._read = self._fresh(self._snapshot), wanted
        return self._snapshot

    def _fresh(self, before: Snapshot | None) -> Snapshot:
        database, now = self._source.database, self._source.now()
        if before is None or self._read is None or self._read[1] != self._second:
            return board_snapshot.read(database, now)
        return board_snapshot.with_live(database, before, now)


def install(app: Flask) -> None:
    """Give the application the stream of its wallboards."""
    latest = Latest(app.extensions[SOURCE])

    def render(group: Group) -> str:
        with app.app_context(), reading_as(group.language, group.timezone):
            shown = board(latest.snapshot(), BoardWish.of_part(group.part), group.scope)
            return render_template(PARTS[group.view], board=shown, say=board_words)

    app.extensions[EXTENSION] = LiveStream(latest.version, render)


def board_stream(view: str, wish: BoardWish, scope: Scope) -> Response:
    """A wallboard as a stream for who asks."""
    asking = principal()
    stream: LiveStream = current_app.extensions[EXTENSION]
    group = Group(view, language(), viewers_zone().key, scope, wish.part)
    try:
        client = stream.open(group, f"{asking.kind}:{asking.id}")
    except TooManyClients:
        abort(429, _("Too many live pages are open. Close some of them."))
    answer = _answer(_for_a_while(stream, client))
    answer.call_on_close(lambda: stream.close(client))
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy in between must not wait for more
    return answer


def _answer(messages: Iterator[bytes]) -> Response:
    answer = Response(mimetype="text/event-stream")
    answer.vary.add("Accept-Encoding")
    if request.accept_encodings.quality(ENCODING):
        answer.content_encoding, messages = ENCODING, deflated(messages)
    answer.response = messages
    return answer


def _for_a_while(stream: LiveStream, client: Client) -> Iterator[bytes]:
    until = monotonic() + LIVES_S
    for message in stream.messages(client):
        yield message
        if monotonic() > until:
            return
