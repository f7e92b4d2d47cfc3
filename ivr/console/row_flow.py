"""What the pages of queues and projects do alike: keep a form, switch a row, take a change back, within one's scope."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from flask import abort, redirect, request, url_for
from werkzeug.wrappers import Response

from ivr.console import row_changes
from ivr.console.catalogue import _, _l
from ivr.console.changes import Changed, Deed, change
from ivr.console.notices import say
from ivr.console.register_form import RowForm
from ivr.console.row_changes import Overtaken
from ivr.console.source import source
from ivr.console.undo_note import FIELD, opened, undo_fields
from ivr.errors import FieldError
from ivr.store.register import Register, Row

T = TypeVar("T", bound=Row)
Answer = Response | tuple[str, int]

# Written in English where they arise (store/register, store/queues, store/projects); shown by `_(sentence)`.
REFUSALS = (
    _l("Enter a name."),
    _l("Enter at most %(most)s characters."),
    _l("Enter a name without line breaks and without blanks around it."),
    _l("%(id)s does not exist."),
    _l("Enter a number from %(least)s to %(most)s."),
    _l("The warning has to come before the alarm."),
    _l("Enter a time zone such as Europe/Budapest."),
    _l("The menu %(names)s leads to this queue: change the menu first."),
    _l("There is no active skill %(id)s."),
    _l("There is no active project %(id)s."),
    _l("The queue %(names)s belongs to this project: change the queue first."),
)


@dataclass(frozen=True, slots=True)
class Flow(Generic[T]):
    """One kind of rows: `path` is its blueprint's name, `noun` the audit's word, `shown` makes the form's page."""

    path: str
    noun: str
    register: Register[T]
    allow: Callable[[T], None]  # refuses a row outside of the scope of who asks
    shown: Callable[[RowForm[T], T | None, Mapping[Any, Any]], str]
    theirs: Callable[[T], Mapping[Any, Any]]  # what somebody else saved, as labels and values

    def found(self, row_id: str) -> T:
        """One row of those one may see; 404 when there is none."""
        with source().database.read() as connection:
            row = self.register.of(connection, row_id)
        if row is None:
            abort(404)
        self.allow(row)
        return row

    def add(self, form: RowForm[T], blank: T) -> Answer:
        """Keep a new row."""
        if form.validate():
            try:
                wanted = form.applied(blank)
                self.allow(wanted)
                done = change(row_changes.created(self.noun, self.register, wanted))
            except FieldError as refused:
                form.blame(refused)
            else:
                return self._said(done, _("%(name)s is added.", name=_name(done)))
        return self.shown(form, None, {}), 400

    def save(self, form: RowForm[T], row_id: str) -> Answer:
        """Keep other values of a row."""
        row = self._seen(row_id)
        if form.validate():
            try:
                wanted = form.applied(row)
                self.allow(wanted)
                done = change(row_changes.edited(self.noun, self.register, wanted))
            except FieldError as refused:
                form.blame(refused)
            except Overtaken as overtaken:
                return self.shown(form, overtaken.found, self.theirs(overtaken.found)), 409
            else:
                return self._said(done, _("%(name)s is saved.", name=_name(done)))
        return self.shown(form, row, {}), 400

    def switch(self, row_id: str) -> Response:
        """Take a row out of use, or into it."""
        row, active = self._seen(row_id), request.form.get("active") == "yes"
        done = _done(row_changes.switched(self.noun, self.register, row, active))
        if done is None:
            return redirect(url_for(f"{self.path}.edit", row_id=row_id), 303)
        text = _("%(name)s is in use again.") if active else _("%(name)s is out of use.")
        return self._said(done, text % {"name": _name(done)})

    def undo(self) -> Response:
        """Take back what a notice told of."""
        note = opened(request.form.get(FIELD, ""), self.noun)
        for plain in (note.before, note.after):
            if plain is not None:
                self.allow(self.register.from_plain(plain))
        done = _done(row_changes.undone(self.noun, self.register, note))
        if done is not None:
            say(_("%(name)s is as it was before.", name=_name(done)))
        return redirect(url_for(f"{self.path}.page"), 303)

    def _seen(self, row_id: str) -> T:
        version = request.form.get("version", "")
        if not (version.isascii() and version.isdigit() and len(version) < 10):
            abort(400)
        return replace(self.found(row_id), version=int(version))

    def _said(self, done: Changed, text: str) -> Response:
        say(text, undo=url_for(f"{self.path}.undo"), fields=undo_fields(done))
        return redirect(url_for(f"{self.path}.page"), 303)


def _done(deed: Deed) -> Changed | None:
    try:
        return change(deed)
    except FieldError as refused:
        say(_(refused.sentence, **refused.values), mood="bad")
    except Overtaken as overtaken:
        say(_("Somebody changed %(name)s meanwhile: nothing was done.", name=overtaken.found.name), mood="bad")
    return None


def _name(done: Changed) -> str:
    return str((done.after or {}).get("name", done.id))
