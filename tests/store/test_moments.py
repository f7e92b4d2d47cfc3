"""Moments are kept so that they come back the same."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from ivr.errors import Misuse
from ivr.store.moments import moment_in, moment_of

AT = datetime(2026, 11, 22, 12, 0, 0, 5, tzinfo=ZoneInfo("Europe/Budapest"))
DIALECTS = ("sqlite", "postgresql")


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_moment_comes_back_in_utc(dialect: str) -> None:
    found = moment_of(moment_in(dialect)(AT))
    assert (found, found.tzinfo) == (AT, UTC)


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_moment_without_a_zone_is_refused(dialect: str) -> None:
    with pytest.raises(Misuse):
        moment_in(dialect)(AT.replace(tzinfo=None))
