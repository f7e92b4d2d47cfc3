"""The Flask application of the console, built from what it is given."""

from collections.abc import Callable
from datetime import datetime

from apiflask import APIFlask

from ivr import __version__
from ivr.config import Settings
from ivr.console import (
    accounts_api,
    accounts_page,
    alert_pages,
    alert_rules_api,
    alerts_api,
    alerts_page,
    api,
    audit_api,
    audit_page,
    board_api,
    board_latest,
    board_page,
    call_page,
    call_tape,
    callbacks_api,
    callbacks_page,
    calls_api,
    calls_page,
    catalogue,
    client_reports_page,
    csrf,
    erasures_page,
    exposure,
    gate,
    health,
    health_page,
    home,
    limits,
    listening_api,
    listening_page,
    live_page,
    mails_page,
    messages_api,
    messages_page,
    metrics,
    own_account,
    page_globals,
    people,
    preferences,
    projects_api,
    projects_page,
    promises_api,
    promises_page,
    prompts_api,
    prompts_page,
    queue_words_page,
    queues_api,
    queues_page,
    reconciliation_page,
    recordings_api,
    recordings_page,
    refusals,
    report_behind,
    report_beside_behind,
    report_files_api,
    report_menus,
    report_outbound,
    report_page,
    report_schedules_api,
    report_schedules_page,
    routing_page,
    saved_filters_api,
    saved_filters_page,
    second_factor,
    security,
    service_level_api,
    service_level_page,
    shared_page,
    sign_in,
    sign_in_link,
    tokens_api,
    tokens_page,
    what_if_api,
    what_if_page,
)
from ivr.console.source import EXTENSION, Source
from ivr.store import sessions
from ivr.store.database import Database

LARGEST_REQUEST = 64 * 1024
PAGES = (
    health.pages,
    preferences.pages,
    sign_in.pages,
    sign_in_link.pages,
    home.pages,
    board_page.pages,
    alerts_page.pages,
    *alert_pages.PAGES,
    calls_page.pages,
    call_page.pages,
    call_tape.pages,
    listening_page.pages,
    recordings_page.pages,
    callbacks_page.pages,
    messages_page.pages,
    service_level_page.pages,
    report_page.pages,
    report_behind.pages,
    report_beside_behind.pages,
    report_menus.pages,
    report_outbound.pages,
    saved_filters_page.pages,
    promises_page.pages,
    reconciliation_page.pages,
    what_if_page.pages,
    client_reports_page.pages,
    report_schedules_page.pages,
    mails_page.pages,
    erasures_page.pages,
    shared_page.pages,
    own_account.pages,
    second_factor.pages,
    health_page.pages,
    queues_page.pages,
    queue_words_page.pages,
    routing_page.pages,
    projects_page.pages,
    prompts_page.pages,
    accounts_page.pages,
    tokens_page.pages,
    audit_page.pages,
    metrics.pages,
    accounts_api.api,
    tokens_api.api,
    audit_api.api,
    queues_api.api,
    projects_api.api,
    prompts_api.api,
    *people.PAGES,
    board_api.api,
    calls_api.api,
    listening_api.api,
    callbacks_api.api,
    messages_api.api,
    what_if_api.api,
    service_level_api.api,
    promises_api.api,
    recordings_api.api,
    alerts_api.api,
    alert_rules_api.api,
    report_schedules_api.api,
    report_files_api.api,
    saved_filters_api.api,
)


def create_app(settings: Settings, database: Database, now: Callable[[], datetime]) -> APIFlask:
    """The console as a WSGI application."""
    app = without_source()
    furnish(app, Source(settings, database, now))
    return app


def without_source() -> APIFlask:
    """All pages and rules, of no installation yet."""
    app = APIFlask(
        __name__,
        title="Call centre",
        version=__version__,
        spec_path="/api/openapi.json",
        docs_path=None,
        docs_oauth2_redirect_path=None,
        json_errors=False,
    )
    app.config.update(
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=sessions.LIVES,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
    )
    for blueprint in PAGES:
        app.register_blueprint(blueprint)
    for part in (catalogue, csrf, limits, page_globals, refusals):
        part.install(app)
    api.install(app)
    gate.guard(app)
    app.after_request(security.harden)
    return app


def furnish(app: APIFlask, source: Source) -> None:
    """Make it the console of an installation, that of another one no longer."""
    settings = source.settings
    app.config.update(
        SECRET_KEY=settings.console_secret,
        SESSION_COOKIE_NAME=f"ivr_console_{settings.console_port}",  # a browser does not part cookies by port
        TRUSTED_HOSTS=exposure.answers_to(settings),
    )
    app.extensions[EXTENSION] = source
    exposure.install(app, settings)
    board_latest.install(app, source)
    live_page.install(app, source)
    page_globals.forget_names(app)
