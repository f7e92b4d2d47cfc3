"""What live pages show: a view of the centre, and the group of readers who are sent the same of it."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from ivr.access.account import ALL, Scope

LIVES_S = 300.0  # then the browser asks again, and the gate looks again at who it is


@dataclass(frozen=True, slots=True)
class Group:
    """Readers who are sent the same: the view, for whom, and what of it."""

    view: str
    language: str
    timezone: str
    scope: Scope = ALL
    part: str = ""  # of the view: one queue, one agent


@dataclass(frozen=True, slots=True)
class Mark:
    """By which a page is known to be old: the version of the live tables, and whether the engine is silent."""

    changes: int
    is_silent: bool


def as_it_changes(mark: Mark) -> Hashable:
    """The version of a view that shows the live tables and nothing else."""
    return mark


@dataclass(frozen=True, slots=True)
class View:
    """How a view is made, what is another when it is old, and for how long one may look."""

    render: Callable[[Group], str]
    version: Callable[[Mark], Hashable] = as_it_changes
    lives_s: float = LIVES_S
