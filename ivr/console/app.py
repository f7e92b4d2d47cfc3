"""The Flask application of the console, built from what it is given."""

from collections.abc import Callable
from datetime import datetime

from flask import Flask, Response, render_template
from werkzeug.exceptions import HTTPException, SecurityError

from ivr.config import Settings
from ivr.console import health, overview_page, security, shown, sign_in
from ivr.console.source import EXTENSION, Source
from ivr.store.database import Database

LARGEST_REQUEST = 16 * 1024


def create_app(settings: Settings, database: Database, now: Callable[[], datetime]) -> Flask:
    """The console as a WSGI application."""
    app = Flask(__name__)
    app.config.update(
        SECRET_KEY=settings.console_secret,
        SESSION_COOKIE_NAME=f"ivr_console_{settings.console_port}",  # a browser does not part cookies by port
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=sign_in.SESSION,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        TRUSTED_HOSTS=[settings.host, "localhost"],  # a foreign name that points at us is refused (DNS rebinding)
    )
    app.extensions[EXTENSION] = Source(settings, database, now)
    for blueprint in (health.pages, sign_in.pages, overview_page.pages):
        app.register_blueprint(blueprint)
    app.jinja_env.filters.update(shown.FILTERS)
    app.after_request(security.harden)
    app.register_error_handler(HTTPException, _refused)
    return app


def _refused(error: HTTPException) -> Response:
    code = error.code or 500
    if isinstance(error, SecurityError):  # under a foreign name no page of ours can be made
        return Response("The console answers only to its own address.\n", code, mimetype="text/plain")
    return Response(render_template("refused.html", code=code, sentence=error.description), code)
