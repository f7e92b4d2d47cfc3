import zoneinfo
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from phonenumbers.tzdata import TIMEZONE_DATA

from ivr.contacts.number import E164, UNKNOWN_ZONE, NumberKind, phone_number, spellings, zones_of
from ivr.errors import AuthorError


def test_a_national_number_becomes_e164():
    number = phone_number("06 1 234 5678", "HU")
    assert (number.e164, number.region, number.kind) == ("+3612345678", "HU", NumberKind.FIXED_OR_MOBILE)


@pytest.mark.parametrize(
    "text", ["", "112", "+36", "+999123456789", "anna", "+3612345678;ext=5", "1" * 300, "061234567"]
)
def test_what_is_no_number_is_refused(text):
    with pytest.raises(AuthorError, match="not a valid phone number"):
        phone_number(text, "HU")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("+18005551234", NumberKind.FREEPHONE),
        ("+19005551234", NumberKind.PREMIUM),
        ("+491801234567", NumberKind.SHARED_COST),
        ("+36212345678", NumberKind.INTERNET),
        ("+447012345678", NumberKind.OTHER),
    ],
)
def test_the_kind_is_known(text, kind):
    assert phone_number(text).kind is kind


def test_a_satellite_number_has_no_country():
    assert phone_number("+881612345678").region == "001"


def test_a_number_may_be_in_one_zone_or_many_or_unknown():
    assert zones_of(phone_number("+3612345678")) == ("Europe/Budapest",)
    assert len(zones_of(phone_number("+61412345678"))) == 8
    assert zones_of(phone_number("+881612345678")) == ()


def test_every_zone_of_every_prefix_exists():
    names = {name for zones in TIMEZONE_DATA.values() for name in zones} - {UNKNOWN_ZONE}
    assert names <= zoneinfo.available_timezones()


@given(st.text() | st.text("+0123456789 -()/", max_size=20))
def test_any_text_is_a_strict_number_or_refused(text):
    with suppress(AuthorError):
        assert E164.fullmatch(phone_number(text, "HU").e164)


def test_a_number_is_written_in_several_ways() -> None:
    hungarian = phone_number("+36301234567")
    assert spellings(hungarian) == {"36301234567", "0036301234567", "301234567", "0301234567", "06301234567"}
