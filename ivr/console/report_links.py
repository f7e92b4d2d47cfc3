"""Files of clients' reports and links that open one without signing in: found within one's scope, made, ended."""

from datetime import timedelta
from typing import Any

from flask import abort, url_for

from ivr.access.role import Permission
from ivr.access.signed_link import signed
from ivr.calls.ids import fresh_id
from ivr.console.changes import Changed, Deed
from ivr.console.gate import principal, require
from ivr.console.source import source
from ivr.store import report_files
from ivr.store.report_files import ReportFile, ReportLink

LINK_DAYS = (1, 7, 30)
OBJECT = "report link"


def file_of(file_id: str, permission: Permission = Permission.SEE_REPORTS) -> ReportFile:
    """A file of a project one may see; 404 when there is none."""
    with source().database.read() as connection:
        found = report_files.of(connection, file_id[:36])
    if found is None:
        abort(404)
    require(permission, project=found.project)
    return found


def link_of(link_id: str) -> tuple[ReportLink, ReportFile]:
    """A link one may end, and its file."""
    with source().database.read() as connection:
        found = report_files.link_of(connection, link_id[:36])
    if found is None:
        abort(404)
    return found, file_of(found.file_id, Permission.SEND_REPORTS)


def address(made: ReportLink) -> str:
    """Where a link leads to: who has it needs no account."""
    token = signed(made.id, made.expires_at, source().settings.links_secret)
    return f"{source().settings.links_url}{url_for('shared.page', token=token)}"


def linked(file: ReportFile, days: int) -> tuple[Deed, ReportLink]:
    """Make a link that opens one file for so many days."""
    now = source().now()
    made = ReportLink(fresh_id(), file.id, principal().signature, now, now + timedelta(days=days))

    def act(connection: Any) -> Changed:
        report_files.add_link(connection, made)
        after = {"file": file.name, "project": file.project, "expires_at": made.expires_at.isoformat()}
        return Changed(OBJECT, made.id, None, after)

    return Deed("add report link", act, of_centre=False), made


def revoked(link: ReportLink, file: ReportFile) -> Deed:
    """End a link before its time."""

    def act(connection: Any) -> Changed:
        report_files.revoke(connection, link.id, source().now())
        return Changed(OBJECT, link.id, {"revoked": False}, {"revoked": True, "file": file.name})

    return Deed("revoke report link", act, of_centre=False)
