"""The first page: where it is depends on what one may see."""

from flask import Blueprint, redirect, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console.gate import needs
from ivr.console.navigation import first_place

pages = Blueprint("home", __name__)


@pages.get("/")
@needs(Permission.EDIT_OWN_ACCOUNT)
def page() -> Response:
    """Go to the first place that is open."""
    return redirect(url_for(first_place() or "own_account.page"), 303)
