"""One file of a report for who has its link: signed, until its end, each use written down."""

from flask import Blueprint, Response, abort, request

from ivr.access.signed_link import is_signed, link_of
from ivr.console.catalogue import _l
from ivr.console.client_reports_page import sent
from ivr.console.gate import public
from ivr.console.limits import limiter, where_from
from ivr.console.source import source
from ivr.store import report_files

NO_GOOD = _l("This link has ended or was never made. Ask whoever sent it for a new one.")

pages = Blueprint("shared", __name__)


@pages.get("/shared/<token>")
@limiter.limit("60 per minute")
@public
def page(token: str) -> Response:
    """The file, to save."""
    now = source().now()
    with source().database.read() as connection:
        link = report_files.link_of(connection, link_of(token) or "")
        file = report_files.of(connection, link.file_id) if link else None
    if link is None or file is None or not is_signed(token, link.expires_at, source().settings.links_secret):
        abort(403, NO_GOOD)
    if not link.is_good(now):
        abort(410, NO_GOOD)
    answer = sent(file)
    if request.method == "GET":  # HEAD, as mail programs ask to look, opens nothing
        with source().database.write() as connection:
            report_files.note_use(connection, link.id, now, where_from())
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
