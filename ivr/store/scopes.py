"""Scopes as columns: a list of names, or NULL for all."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import JSON, Column

from ivr.access.account import Scope


def scope_columns() -> tuple[Column[Any], Column[Any]]:
    """The columns of a table whose rows have a scope."""
    return Column("queues", JSON(none_as_null=True)), Column("projects", JSON(none_as_null=True))


def scope_values(scope: Scope) -> dict[str, list[str] | None]:
    """A scope as those columns keep it, and as the audit writes it down."""
    return {"queues": _listed(scope.queues), "projects": _listed(scope.projects)}


def scope_of(row: Mapping[Any, Any]) -> Scope:
    """The scope of a row."""
    return Scope(_named(row["queues"]), _named(row["projects"]))


def _listed(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def _named(names: list[str] | None) -> frozenset[str] | None:
    return None if names is None else frozenset(names)
