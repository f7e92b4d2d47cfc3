"""Routing: how the router weighs callers of the whole centre; what one queue asks for stands on its own page."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.console.catalogue import _, _l
from ivr.console.changes import Changed, Deed, change
from ivr.console.form import Form, SelectField
from ivr.console.gate import needs, require
from ivr.console.notices import say
from ivr.console.source import source
from ivr.errors import FieldError
from ivr.store import routing_mode

pages = Blueprint("routing", __name__)

WHOLE_CENTRE = ""  # no queue has this id: only who is held to none may edit it
MODES: dict[str, Any] = {
    "sla": _l("As many as can be within the promise"),
    "etw": _l("The shortest waits for all"),
}
REFUSALS = (_l("Choose how callers are weighed."),)


class RoutingForm(Form):
    """The rules of the whole centre."""

    mode = SelectField(_l("Who comes first"), validate_choice=False)  # the store says which there are


@pages.get("/routing")
@needs(Permission.EDIT_QUEUES)
def page() -> str:
    """The rules as they are."""
    _allow()
    with source().database.read() as connection:
        return _shown(RoutingForm(formdata=None, mode=routing_mode.read(connection)))


@pages.post("/routing")
@needs(Permission.EDIT_QUEUES)
def save() -> Response | tuple[str, int]:
    """Put other rules in force."""
    _allow()
    form = RoutingForm()
    form.mode.choices = list(MODES.items())
    try:
        done = change(mode_set(form.mode.data or ""))
    except FieldError as refused:
        form.mode.errors = [_(refused.sentence)]
        return _shown(form), 400
    before, after = done.before or {}, done.after or {}
    if before == after:
        say(_("Nothing was changed."))
    else:
        undo = None if "undo" in request.form else url_for("routing.save")
        say(_("Callers are weighed anew from now on."), undo=undo, fields={"mode": before["mode"], "undo": "1"})
    return redirect(url_for("routing.page"), 303)


def mode_set(mode: str) -> Deed:
    """Another way to weigh callers."""

    def act(connection: Any) -> Changed:
        before = routing_mode.read(connection)
        routing_mode.write(connection, mode)
        return Changed("routing", "centre", {"mode": before}, {"mode": mode})

    return Deed("edit routing", act)


def _allow() -> None:
    require(Permission.EDIT_QUEUES, queue=WHOLE_CENTRE)


def _shown(form: RoutingForm) -> str:
    form.mode.choices = list(MODES.items())
    return render_template("routing.html", form=form)
