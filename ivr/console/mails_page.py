"""Mails sent: everything that went out by mail, or did not, and what the mail server said."""

from typing import Any

from flask import Blueprint, render_template, request

from ivr.access.role import Permission
from ivr.console.catalogue import _l
from ivr.console.gate import needs, principal
from ivr.console.source import source
from ivr.store import mails
from ivr.store.mails import Mail, MailSearch
from ivr.store.outbox import OutboxState

PAGE = 50
MOODS = {
    OutboxState.QUEUED: "calm", OutboxState.SENDING: "calm", OutboxState.SENT: "good", OutboxState.FAILED: "bad",
    OutboxState.GIVEN_UP: "bad",
}  # fmt: skip
STATES: dict[OutboxState, Any] = {
    OutboxState.QUEUED: _l("waits"),
    OutboxState.SENDING: _l("is being sent"),
    OutboxState.SENT: _l("sent"),
    OutboxState.FAILED: _l("refused"),
    OutboxState.GIVEN_UP: _l("given up"),
}

pages = Blueprint("mails", __name__)


@pages.get("/mails")
@needs(Permission.SEND_REPORTS)
def page() -> str:
    """The newest that match, of the projects one may see."""
    scope, state, text = principal().scope, request.args.get("state", ""), request.args.get("q", "")[:200]
    known = next((one for one in OutboxState if one.value == state), None)
    wanted = MailSearch(known, text, None if scope.is_all else scope.projects or frozenset())
    before = request.args.get("before", "")[:36] or None
    with source().database.read() as connection:
        found = mails.search(connection, wanted, PAGE + 1, before)
    return render_template(
        "mails.html",
        mails=found[:PAGE],
        older=found[PAGE - 1].id if len(found) > PAGE else None,
        asked={"state": state if known else "", "q": text},
        states=STATES,
        moods=MOODS,
        has_server=source().settings.mail_host is not None,
        made_by=made_by,
    )


def made_by(mail: Mail) -> str:
    """Who made a mail, without the mark that only programs read."""
    return mail.created_by.partition(" <")[0]
