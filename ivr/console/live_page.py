"""The streams of pages that change: which view is made how, and the answer that a browser listens to."""

from collections.abc import Callable, Collection, Hashable, Iterator, Mapping
from time import monotonic
from typing import TypeVar

from flask import Flask, Response, abort, current_app, request

from ivr.access.account import Scope
from ivr.console.catalogue import _, language, reading_as, viewers_zone
from ivr.console.deflated import ENCODING
from ivr.console.engine_silence import silence
from ivr.console.gate import principal
from ivr.console.live_client import Client, Wire, taken
from ivr.console.live_stream import HELLO, LiveStream, TooManyClients
from ivr.console.live_view import LIVES_S, Group, Mark, View, as_it_changes
from ivr.console.source import Source
from ivr.store import live

Render = TypeVar("Render", bound=Callable[[Group], str])
EXTENSION = "ivr_live"

_views: dict[str, View] = {}


def shows(
    view: str, version: Callable[[Mark], Hashable] = as_it_changes, lives_s: float = LIVES_S
) -> Callable[[Render], Render]:
    """This function makes the fragment of a view; it runs without a request, in the reader's language and zone."""

    def remember(render: Render) -> Render:
        _views[view] = View(render, version, lives_s)
        return render

    return remember


def install(app: Flask, source: Source) -> None:
    """Give the application its live stream."""

    def versions(views: Collection[str]) -> Mapping[str, Hashable]:
        with app.app_context():
            with source.database.read() as connection:
                mark = Mark(live.live_version(connection), silence() is not None)
            return {view: _views[view].version(mark) for view in views}

    def render(group: Group) -> str:
        with app.app_context(), reading_as(group.language, group.timezone):
            return _views[group.view].render(group)

    app.extensions[EXTENSION] = LiveStream(versions, render)


def live_stream() -> LiveStream:
    """The live stream of this application."""
    return stream_of(current_app)


def stream_of(app: Flask) -> LiveStream:
    """The live stream of an application."""
    found: LiveStream = app.extensions[EXTENSION]
    return found


def stream(view: str, part: str = "", scope: Scope | None = None) -> Response:
    """A view as a stream for who asks, in his own scope when none is given."""
    asking, open_pages = principal(), live_stream()
    group = Group(view, language(), viewers_zone().key, asking.scope if scope is None else scope, part)
    wire = Wire(bool(request.accept_encodings.quality(ENCODING)), request.environ["SERVER_PROTOCOL"] == "HTTP/1.1")
    client = Client(group, asking.id, wire, monotonic() + _views[view].lives_s)
    try:
        open_pages.open(client)
    except TooManyClients:
        abort(429, _("Too many live pages are open. Close some of them."))
    answer = Response(_beginning(client, open_pages, request.environ), mimetype="text/event-stream")
    answer.call_on_close(lambda: open_pages.leave(client))
    answer.vary.add("Accept-Encoding")
    if wire.packed:
        answer.content_encoding = ENCODING
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy in between must not wait for more
    return answer


def _beginning(client: Client, open_pages: LiveStream, environ: Mapping[str, object]) -> Iterator[bytes]:
    yield client.begins(HELLO)  # the server sends its headers before it
    open_pages.connect(client, taken(environ))
