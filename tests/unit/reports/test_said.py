"""Words with values: as a string they are English, moments in UTC."""

from datetime import datetime, timedelta, timezone

from ivr.reports.said import Said


def test_moments_are_told_in_utc_to_the_millisecond_and_lengths_with_one_decimal() -> None:
    at = datetime(2026, 11, 22, 17, 4, 3, 357_900, tzinfo=timezone(timedelta(hours=1)))
    said = Said("until %(at)s, %(seconds)s s", {"at": at, "seconds": 12.34})
    assert str(said) == "until 2026-11-22 16:04:03.357 UTC, 12.3 s"


def test_several_sayings_stand_side_by_side() -> None:
    terms = [Said("offered %(count)s", {"count": 2}), Said("nothing")]
    assert str(Said("%(terms)s", {"terms": terms})) == "offered 2, nothing"
