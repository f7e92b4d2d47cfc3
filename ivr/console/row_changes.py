"""Deeds on rows that people keep (skills, teams, agents ...), each with what the audit is told."""

from dataclasses import replace
from typing import Any, Generic, TypeVar

from flask import abort

from ivr.console.changes import Changed, Deed
from ivr.store.register import Change, Register, Row, Stale, plain

T = TypeVar("T", bound=Row)


class Overtaken(Exception, Generic[T]):
    """Nothing was changed: somebody else had changed the row meanwhile."""

    def __init__(self, found: T) -> None:
        super().__init__(found.id)
        self.found = found


def created(kind: str, register: Register[T], wanted: T) -> Deed:
    """A new row."""
    return Deed(f"add {kind}", lambda connection: told(kind, register.create(connection, wanted)))


def edited(kind: str, register: Register[T], wanted: T) -> Deed:
    """Other values of a row, if it still has the version they were made from."""
    return Deed(f"edit {kind}", lambda connection: told(kind, register.change(connection, wanted)))


def switched(kind: str, register: Register[T], seen: T, active: bool) -> Deed:
    """A row taken out of use, or into use again."""
    act = register.activate if active else register.deactivate
    verb = "activate" if active else "deactivate"
    return Deed(f"{verb} {kind}", lambda connection: told(kind, act(connection, seen)))


def undone(kind: str, register: Register[T], done: Changed) -> Deed:
    """The way back from a change, if nothing was changed since."""

    def act(connection: Any) -> Changed:
        now = register.of(connection, done.id)
        if now is None or done.after is None:
            abort(404)
        after = replace(now, version=done.after["version"])
        before = None if done.before is None else register.from_plain(done.before)
        return told(kind, register.restore(connection, Change(before, after)))

    return Deed(f"undo {kind}", act)


def told(kind: str, done: Change[T] | Stale[T]) -> Changed:
    """What the audit is told; Overtaken when nothing was changed."""
    if isinstance(done, Stale):
        raise Overtaken(done.found)
    before = None if done.before is None else plain(done.before)
    return Changed(kind, done.after.id, before, plain(done.after))
