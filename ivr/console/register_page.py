"""Pages of rows that have little more than a name: a list, a form, in and out of use, and the way back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial, update_wrapper
from typing import Any, Generic, TypeVar

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from ivr.access.role import Permission
from ivr.calls.slug import slug
from ivr.console import row_changes
from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed, change
from ivr.console.csv_file import listing_csv
from ivr.console.gate import needs
from ivr.console.notices import say
from ivr.console.people_scope import require_whole_centre
from ivr.console.register_form import RowForm
from ivr.console.row_changes import Overtaken
from ivr.console.source import source
from ivr.console.table import Column, Wish, arrange
from ivr.console.undo_note import FIELD, opened, undo_fields
from ivr.errors import FieldError
from ivr.store.register import Register, Row

T = TypeVar("T", bound=Row)


@dataclass(frozen=True, slots=True)
class Words:
    """What one kind of rows is called on its pages."""

    title: Any
    lead: Any
    new: Any
    first: Any  # what to do while there is none
    leaving: Any  # what taking one out of use means


@dataclass(frozen=True, slots=True)
class Kind(Generic[T]):
    """One kind of rows and how it is shown; `noun` is the audit's word for it."""

    path: str
    noun: str
    icon: str
    register: Register[T]
    blank: T
    form: type[RowForm[T]]
    columns: Sequence[Column[T]]
    words: Words
    tabs: Callable[[], Sequence[tuple[str, str, bool]]] = field(default=tuple)
    permission: Permission = Permission.EDIT_PEOPLE
    fields: str = ""  # a template with the fields beside the name
    beside: str = ""  # a template with what stands beside the form of a row
    more: Callable[[T], Mapping[str, Any]] = lambda _row: {}  # what that one is given

    @property
    def test(self) -> str:
        """What its buttons are called in tests."""
        return self.noun.replace(" ", "-")

    @property
    def home(self) -> str:
        """The address of the list."""
        return url_for(f"{self.path}.page")

    def address(self, view: str, row_id: str) -> str:
        """Where something of one row is."""
        return url_for(f"{self.path}.{view}", row_id=row_id)


def register_pages(kind: Kind[Any]) -> Blueprint:
    """The pages of one kind of rows."""
    pages = Blueprint(kind.path, __name__, url_prefix=f"/{kind.path.replace('_', '-')}")
    views: tuple[tuple[str, str, str, Callable[..., Any]], ...] = (
        ("GET", "", "page", _page),
        ("GET", "/new", "new", _new),
        ("POST", "/new", "add", _add),
        ("GET", "/<row_id>", "edit", _edit),
        ("POST", "/<row_id>", "save", _save),
        ("POST", "/<row_id>/active", "activate", _activate),
        ("POST", "/undo", "undo", _undo),
    )
    for method, rule, name, view in views:
        of_kind = update_wrapper(partial(view, kind), view)  # limits are counted by a view's name
        pages.add_url_rule(rule, name, needs(kind.permission)(of_kind), methods=[method])
    return pages


def _page(kind: Kind[Any]) -> Response | str:
    with source().database.read() as connection:
        every = sorted(kind.register.everyone(connection), key=lambda one: slug(one.name))
    listing = arrange(kind.columns, every, Wish.of(request.args), kind.home)
    if request.args.get("format") == "csv":
        return listing_csv(kind.path, listing)
    return render_template("register.html", kind=kind, listing=listing, any_row=bool(every))


def _new(kind: Kind[Any]) -> str:
    form = kind.form(formdata=None)
    form.show(kind.blank)
    return _form(kind, form, None)


def _add(kind: Kind[Any]) -> Response | tuple[str, int]:
    require_whole_centre()
    form = kind.form()
    if form.validate():
        try:
            done = change(row_changes.created(kind.noun, kind.register, form.applied(kind.blank)))
        except FieldError as refused:
            form.blame(refused)
        else:
            return _said(kind, done, _("%(name)s is added.", name=_name(done)))
    return _form(kind, form, None), 400


def _edit(kind: Kind[Any], row_id: str) -> str:
    row, form = _found(kind, row_id), kind.form(formdata=None)
    form.show(row)
    return _form(kind, form, row)


def _save(kind: Kind[Any], row_id: str) -> Response | tuple[str, int]:
    require_whole_centre()
    row, form = _seen(kind, row_id), kind.form()
    if form.validate():
        try:
            done = change(row_changes.edited(kind.noun, kind.register, form.applied(row)))
        except FieldError as refused:
            form.blame(refused)
        except Overtaken as overtaken:
            return _form(kind, form, overtaken.found, overtaken=True), 409
        else:
            return _said(kind, done, _("%(name)s is saved.", name=_name(done)))
    return _form(kind, form, row), 400


def _activate(kind: Kind[Any], row_id: str) -> Response:
    require_whole_centre()
    active = request.form.get("active") == "yes"
    done = _done(kind, row_changes.switched(kind.noun, kind.register, _seen(kind, row_id), active))
    if done is None:
        return redirect(kind.address("edit", row_id), 303)
    text = _("%(name)s is in use again.") if active else _("%(name)s is out of use.")
    return _said(kind, done, text % {"name": _name(done)})


def _undo(kind: Kind[Any]) -> Response:
    require_whole_centre()
    note = opened(request.form.get(FIELD, ""), kind.noun)
    done = _done(kind, row_changes.undone(kind.noun, kind.register, note))
    if done is not None:
        say(_("%(name)s is as it was before.", name=_name(done)))
    return redirect(kind.home, 303)


def _done(kind: Kind[Any], deed: Deed) -> Changed | None:
    try:
        return change(deed)
    except FieldError as refused:
        say(_(refused.sentence, **refused.values), mood="bad")
    except Overtaken as overtaken:
        say(_("Somebody changed %(name)s meanwhile: nothing was done.", name=overtaken.found.name), mood="bad")
    return None


def _said(kind: Kind[Any], done: Changed, text: str) -> Response:
    say(text, undo=url_for(f"{kind.path}.undo"), fields=undo_fields(done))
    return redirect(kind.home, 303)


def _form(kind: Kind[Any], form: RowForm[Any], row: Any, *, overtaken: bool = False) -> str:
    theirs: Mapping[Any, Any] = {one.label: one.value(row) for one in kind.columns} if overtaken else {}
    more = kind.more(row) if row is not None else {}
    return render_template("register_edit.html", kind=kind, form=form, row=row, theirs=theirs, **more)


def _found(kind: Kind[Any], row_id: str) -> Any:
    with source().database.read() as connection:
        row = kind.register.of(connection, row_id)
    if row is None:
        abort(404)
    return row


def _seen(kind: Kind[Any], row_id: str) -> Any:
    version = request.form.get("version", "")
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        abort(400)
    return replace(_found(kind, row_id), version=int(version))


def _name(done: Changed) -> str:
    return str((done.after or {}).get("name", done.id))
