"""Many rows in one statement past sqlalchemy's binding of each value, for what writes millions of rows."""

from collections.abc import Collection, Iterable, Sequence
from contextlib import closing
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table


def insert_rows(connection: Connection, table: Table, names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert rows whose values are already as the database keeps them (`row_code`), in the order of the names."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        filled, rows = _filled(names, rows)
        marks = ", ".join("?" * len(filled))
        statement = f"INSERT INTO {table.name} ({_columns(filled)}) VALUES ({marks})"  # noqa: S608
        connection.exec_driver_sql(statement, rows)
    else:
        _copied(connection, f"COPY {table.name} ({_columns(names)}) FROM STDIN", rows)


def _columns(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _filled(names: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Rows without the columns that are empty in all of them: to say so is dearer than to write a value (sqlite3)."""
    columns = list(zip(*rows, strict=True))
    filled = [place for place, some in enumerate(columns) if some[0] is not None or some.count(None) < len(some)]
    return [names[place] for place in filled], list(zip(*(columns[place] for place in filled), strict=True))


def _copied(connection: Connection, statement: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """PostgreSQL takes rows in a stream for a third of what single statements cost."""
    cursor: Any = connection.connection.cursor()
    with closing(cursor), cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


def select_in(connection: Connection, statement: str, *lists: Collection[Any]) -> Sequence[Any]:
    """The rows of a statement with a `{}` for each of these lists of values, as the database keeps and gives them."""
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = [", ".join([mark] * len(some)) for some in lists]
    return connection.exec_driver_sql(statement.format(*marks), tuple(chain(*lists))).all()


def change_rows(connection: Connection, statement: str, rows: Sequence[tuple[Any, ...]]) -> None:
    """Execute a statement with a `?` for each value of a row, for each row; values are as the database keeps them."""
    if rows:
        mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
        connection.exec_driver_sql(statement.replace("?", mark), list(rows))
