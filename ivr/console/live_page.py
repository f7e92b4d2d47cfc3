"""The streams of pages that change: which view is rendered how, and the answer that a browser listens to."""

from collections.abc import Callable
from typing import TypeVar

from flask import Flask, Response, abort, current_app

from ivr.console.catalogue import _, language, reading_as, viewers_zone
from ivr.console.gate import principal
from ivr.console.live_stream import Group, LiveStream, TooManyClients
from ivr.console.source import Source
from ivr.store import live

Render = TypeVar("Render", bound=Callable[[Group], str])
EXTENSION = "ivr_live"

_renderers: dict[str, Callable[[Group], str]] = {}


def shows(view: str) -> Callable[[Render], Render]:
    """This function makes the fragment of a view; it runs without a request, in the reader's language and zone."""

    def remember(render: Render) -> Render:
        _renderers[view] = render
        return render

    return remember


def install(app: Flask, source: Source) -> None:
    """Give the application its live stream."""

    def version() -> int:
        with source.database.read() as connection:
            return live.live_version(connection)

    def render(group: Group) -> str:
        with app.app_context(), reading_as(group.language, group.timezone):
            return _renderers[group.view](group)

    app.extensions[EXTENSION] = LiveStream(version, render)


def live_stream() -> LiveStream:
    """The live stream of this application."""
    found: LiveStream = current_app.extensions[EXTENSION]
    return found


def stream(view: str, part: str = "") -> Response:
    """A view as a stream for who asks."""
    asking, open_pages = principal(), live_stream()
    group = Group(view, language(), viewers_zone().key, asking.scope, part)
    try:
        client = open_pages.open(group, f"{asking.kind}:{asking.id}")
    except TooManyClients:
        abort(429, _("Too many live pages are open. Close some of them."))
    answer = Response(open_pages.messages(client), mimetype="text/event-stream")
    answer.call_on_close(lambda: open_pages.close(client))
    answer.headers["X-Accel-Buffering"] = "no"  # a proxy in between must not wait for more
    return answer
