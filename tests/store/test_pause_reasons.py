"""Pause reasons: limits that can be kept, ids that the engine does not use itself."""

import pytest

from ivr.errors import FieldError
from ivr.store import pause_reasons
from ivr.store.database import Database
from ivr.store.pause_reasons import PauseReason


def test_a_pause_reason_comes_back_as_it_was_kept(database: Database) -> None:
    with database.write() as connection:
        lunch = pause_reasons.create(connection, PauseReason("", "Lunch", paid=False, limit_s=1800)).after
    assert lunch == PauseReason("lunch", "Lunch", paid=False, limit_s=1800)


@pytest.mark.parametrize("limit_s", [0, -1, 24 * 3600 + 1])
def test_a_limit_out_of_bounds_is_refused(database: Database, limit_s: int) -> None:
    with database.write() as connection, pytest.raises(FieldError, match="between 1 second and 24 hours"):
        pause_reasons.create(connection, PauseReason("", "Lunch", limit_s=limit_s))


def test_a_pause_without_a_limit_cannot_end_by_itself(database: Database) -> None:
    with database.write() as connection, pytest.raises(FieldError) as refused:
        pause_reasons.create(connection, PauseReason("", "Lunch", auto_unpause=True))
    assert refused.value.field == "limit_s"


def test_the_engines_own_reasons_are_not_taken(database: Database) -> None:
    with database.write() as connection:
        assert pause_reasons.create(connection, PauseReason("", "Unreachable")).after.id == "unreachable-2"
