"""What is answered when something cannot be done: a page to people, JSON to programs."""

from typing import Any

from apiflask import HTTPError
from flask import Flask, Response, jsonify, render_template, request
from werkzeug.exceptions import HTTPException, SecurityError, UnprocessableEntity

from ivr.console.catalogue import _
from ivr.console.gate import API, is_fragment
from ivr.console.notices import say
from ivr.errors import FieldError


def install(app: Flask) -> None:
    """Answer refusals and faults in our own way."""
    app.register_error_handler(HTTPException, refused)
    app.register_error_handler(HTTPError, not_understood)
    app.register_error_handler(FieldError, impossible)


def refused(error: HTTPException) -> Response:
    """The answer to what Flask or a view refused."""
    code = error.code or 500
    if isinstance(error, SecurityError):  # under a foreign name no page of ours can be made
        return Response("The console answers only to its own address.\n", code, mimetype="text/plain")
    if error.response is not None:
        return error.response  # type: ignore[return-value]
    if request.path.startswith(API):
        return _as_json(code, str(error.description))
    if is_fragment():
        return _as_notice(code, str(error.description))
    answer = Response(render_template("refused.html", code=code, sentence=error.description), code)
    answer.headers.extend((name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"})
    return answer


def not_understood(error: HTTPError) -> Response:
    """The answer to a body or query that does not fit its description."""
    return _as_json(error.status_code, str(error.message), error.detail)


def impossible(error: FieldError) -> Response:
    """The answer to a value that nothing of ours can have, where no form shows it beside its field."""
    return refused(UnprocessableEntity(_(error.sentence, **error.values)))


def _as_json(code: int, message: str, detail: Any = None) -> Response:
    sentence = "The console could not do this." if code >= 500 else message
    answer = jsonify({"message": sentence, "detail": detail or {}})
    answer.status_code = code
    if code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    return answer


def _as_notice(code: int, sentence: str) -> Response:
    say(sentence, mood="bad")
    return Response(render_template("notices.html"), code, headers={"HX-Reswap": "none"})
