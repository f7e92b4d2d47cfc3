"""What the API of rows that people keep has in common: refusals name their field, a stale version is a conflict."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, TypeVar

from apiflask import HTTPError
from flask import Response, abort
from pydantic import BaseModel, Field

from ivr.console.catalogue import _
from ivr.console.changes import Changed, Deed
from ivr.console.idempotent import once
from ivr.console.row_changes import Overtaken
from ivr.console.source import source
from ivr.errors import FieldError
from ivr.store.register import NAME_LENGTH, Register, Row

T = TypeVar("T", bound=Row)


def name_field() -> Any:
    """The name of a row."""
    return Field(min_length=1, max_length=NAME_LENGTH)


def id_field(default: Any = ...) -> Any:
    """The id of another row."""
    return Field(default, min_length=1, max_length=64)


class Version(BaseModel):
    """Which version of a row its sender saw; a change of another one is a conflict."""

    version: int = Field(ge=1, le=2_000_000_000)


class Switch(Version):
    """Whether a row is to be in use."""

    active: bool


class RowSaid(Version):
    """What every row has."""

    id: str
    name: str
    active: bool


def row_of(register: Register[T], row_id: str, version: int | None = None) -> T:
    """A row, as of the version its sender saw; 404 when there is none."""
    with source().database.read() as connection:
        row = register.of(connection, row_id)
    if row is None:
        abort(404, _("There is nothing of this id."))
    return row if version is None else replace(row, version=version)


def done_once(deed: Deed, status: int = 200) -> Response:
    """Do it once and answer with the row as it is then."""
    done: list[Changed] = []

    def act(connection: Any) -> Changed:
        done.append(deed.act(connection))
        return done[0]

    def told(_connection: Any) -> dict[str, Any]:
        after: Mapping[str, Any] = done[0].after or {}
        return dict(after)

    with refusals_answered():
        return once(replace(deed, act=act), told, status)


@contextmanager
def refusals_answered() -> Iterator[None]:
    """Answer what cannot be kept with 422 and its field, what was changed meanwhile with 409 and its version."""
    try:
        yield
    except FieldError as refused:
        sentence = str(_(refused.sentence, **refused.values))
        raise HTTPError(422, sentence, detail={refused.field: [sentence]}) from None
    except Overtaken as overtaken:
        sentence = str(_("Somebody changed %(name)s meanwhile: nothing was done.", name=overtaken.found.name))
        raise HTTPError(409, sentence, detail={"version": overtaken.found.version}) from None
