"""How the router weighs callers against one another, for the whole centre."""

from typing import Any

from sqlalchemy import Connection, insert, select, update

from ivr.errors import FieldError
from ivr.routing.rules import MODES
from ivr.store.centre import centre_settings

KEY, NAME = "routing", "mode"
NOT_A_MODE = "Choose how callers are weighed."


def read(connection: Connection) -> str:
    """One of MODES; the first where none was chosen."""
    return str(_rules(connection).get(NAME, MODES[0]))


def write(connection: Connection, mode: str) -> None:
    """Keep another mode; FieldError when there is none such."""
    if mode not in MODES:
        raise FieldError(NAME, NOT_A_MODE)
    known = connection.execute(select(centre_settings.c.key).where(centre_settings.c.key == KEY)).first()
    value = {**_rules(connection), NAME: mode}
    if known is None:
        connection.execute(insert(centre_settings).values(key=KEY, value=value))
    else:
        connection.execute(update(centre_settings).where(centre_settings.c.key == KEY).values(value=value))


def _rules(connection: Connection) -> dict[str, Any]:
    found = connection.execute(select(centre_settings.c.value).where(centre_settings.c.key == KEY)).scalar()
    return dict(found or {})
