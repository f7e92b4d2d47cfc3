"""How callers are weighed."""

import pytest
from sqlalchemy import select

from ivr.errors import FieldError
from ivr.store import routing_mode
from ivr.store.centre import Centre, centre_settings, save_centre
from ivr.store.database import Database


def test_where_none_was_chosen_it_is_the_first(database: Database) -> None:
    with database.read() as connection:
        assert routing_mode.read(connection) == "sla"


def test_another_is_kept_beside_the_other_rules(database: Database) -> None:
    with database.write() as connection:
        save_centre(connection, Centre(settings={"routing": {"ring_s": 12}}))
        routing_mode.write(connection, "sla")
        kept = connection.execute(select(centre_settings.c.value)).scalar_one()
        assert routing_mode.read(connection) == "sla"
    assert kept == {"ring_s": 12, "mode": "sla"}


def test_one_is_kept_where_there_were_no_rules(database: Database) -> None:
    with database.write() as connection:
        routing_mode.write(connection, "sla")
        assert routing_mode.read(connection) == "sla"


def test_what_is_no_mode_is_refused(database: Database) -> None:
    with database.write() as connection, pytest.raises(FieldError):
        routing_mode.write(connection, "dice")
