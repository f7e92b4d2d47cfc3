"""Saved filters: kept from the page they are of, opened, renamed, shared, deleted."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console import saved_filters as filters
from ivr.console.catalogue import _
from ivr.console.changes import Deed, change
from ivr.console.gate import needs, principal
from ivr.console.limits import WRITES, limiter
from ivr.console.notices import say
from ivr.errors import FieldError

pages = Blueprint("saved_filters", __name__, url_prefix="/saved-filters")


@pages.get("")
@needs(Permission.SEE_REPORTS)
def page() -> str:
    """All that one may open, page by page."""
    return render_template(
        "saved_filters.html",
        found=[(one, filters.address(one), filters.may_change(one)) for one in filters.seen()],
        pages=filters.PAGES,
        me=principal().id,
        may_share=filters.may_share(),
    )


@pages.post("")
@limiter.limit(WRITES)
@needs(Permission.SEE_REPORTS)
def add() -> Response:
    """Keep the choice of a page under a name, and go back there."""
    form = request.form
    page_name, query = form.get("page", ""), form.get("query", "")
    try:
        change(filters.kept(page_name, query, form.get("name", ""), form.get("shared") == "yes"))
        say(_("The filter is saved."))
    except FieldError as refused:
        say(_(refused.sentence, **refused.values), mood="bad")
    known = filters.PAGES.get(page_name)
    if known is None:
        return redirect(url_for("saved_filters.page"), 303)
    return redirect(url_for(known.endpoint, **filters.choice_of(known, query)), 303)


@pages.post("/<filter_id>")
@limiter.limit(WRITES)
@needs(Permission.SEE_REPORTS)
def rename(filter_id: str) -> Response:
    """Give it another name, share it or no longer."""
    before = filters.mine(filter_id)
    return _done(filters.renamed(before, request.form.get("name", ""), request.form.get("shared") == "yes"),
                 _("The filter is saved."))  # fmt: skip


@pages.post("/<filter_id>/delete")
@limiter.limit(WRITES)
@needs(Permission.SEE_REPORTS)
def delete(filter_id: str) -> Response:
    """Forget it."""
    return _done(filters.removed(filters.mine(filter_id)), _("The filter is deleted."))


def _done(deed: Deed, sentence: str) -> Response:
    try:
        change(deed)
        say(sentence)
    except FieldError as refused:
        say(_(refused.sentence, **refused.values), mood="bad")
    return redirect(url_for("saved_filters.page"), 303)
