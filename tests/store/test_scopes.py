"""A scope is a list of names in each column, or NULL for all."""

import pytest
from sqlalchemy import MetaData, Table, insert, select

from ivr.access.account import ALL, Scope
from ivr.store.database import Database
from ivr.store.scopes import scope_columns, scope_of, scope_values


@pytest.mark.parametrize(
    ("scope", "kept"),
    [
        (ALL, {"queues": None, "projects": None}),
        (Scope(queues=frozenset({"sales", "nurse"})), {"queues": ["nurse", "sales"], "projects": None}),
        (Scope(queues=frozenset(), projects=frozenset({"acme"})), {"queues": [], "projects": ["acme"]}),
    ],
)
def test_a_scope_comes_back_as_it_was(bare: Database, scope: Scope, kept: dict[str, object]) -> None:
    table = Table("scoped", MetaData(), *scope_columns())
    assert scope_values(scope) == kept
    with bare.write() as connection:
        table.create(connection)
        connection.execute(insert(table).values(scope_values(scope)))
        assert scope_of(connection.execute(select(table)).mappings().one()) == scope
        assert (connection.execute(select(table.c.queues).where(table.c.queues.is_(None))).first() is None) == (
            scope.queues is not None
        )
