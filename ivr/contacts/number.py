"""Phone numbers: read once, kept as E.164, with what the numbering plans say about them."""

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers
from phonenumbers import PhoneNumberType, timezone

from ivr.errors import AuthorError

E164 = re.compile(r"\+[1-9][0-9]{6,14}")
LONGEST_TEXT = 40
UNKNOWN_ZONE = "Etc/Unknown"
NO_REGION = "001"  # numbers of no country: satellite networks, international freephone


class NumberKind(StrEnum):
    """What sort of line a number leads to."""

    FIXED_OR_MOBILE = "fixed_or_mobile"
    FREEPHONE = "freephone"
    INTERNET = "internet"
    PREMIUM = "premium"
    SHARED_COST = "shared_cost"
    OTHER = "other"


_KINDS = {
    PhoneNumberType.FIXED_LINE: NumberKind.FIXED_OR_MOBILE,
    PhoneNumberType.MOBILE: NumberKind.FIXED_OR_MOBILE,
    PhoneNumberType.FIXED_LINE_OR_MOBILE: NumberKind.FIXED_OR_MOBILE,
    PhoneNumberType.TOLL_FREE: NumberKind.FREEPHONE,
    PhoneNumberType.VOIP: NumberKind.INTERNET,
    PhoneNumberType.PREMIUM_RATE: NumberKind.PREMIUM,
    PhoneNumberType.SHARED_COST: NumberKind.SHARED_COST,
}


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A valid number: E.164, ISO region (or 001 for no country) and kind."""

    e164: str
    region: str
    kind: NumberKind


def phone_number(text: str, region: str | None = None) -> PhoneNumber:
    """Return the number written in the text (without a country code: of the region), or raise AuthorError."""
    parsed = _parse(text, region)
    e164 = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    if parsed.extension or not phonenumbers.is_valid_number(parsed) or not E164.fullmatch(e164):
        raise _refusal(text)
    kind = _KINDS.get(phonenumbers.number_type(parsed), NumberKind.OTHER)
    return PhoneNumber(e164, phonenumbers.region_code_for_number(parsed) or NO_REGION, kind)


def zones_of(number: PhoneNumber) -> tuple[str, ...]:
    """Return every time zone the number may be in, none when nothing is known."""
    zones = timezone.time_zones_for_number(phonenumbers.parse(number.e164))
    return tuple(name for name in zones if name != UNKNOWN_ZONE)


def spellings(number: PhoneNumber) -> frozenset[str]:
    """Return the digits of the number as exchanges and people write them, with each prefix it may have."""
    whole = number.e164.removeprefix("+")
    national = str(phonenumbers.national_significant_number(phonenumbers.parse(number.e164)))
    prefix = phonenumbers.ndd_prefix_for_region(number.region, True) or ""
    return frozenset({whole, f"00{whole}", national, f"0{national}", f"{prefix}{national}"})


def _parse(text: str, region: str | None) -> phonenumbers.PhoneNumber:
    if len(text) > LONGEST_TEXT:
        raise _refusal(text[:LONGEST_TEXT] + "...")
    try:
        return phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        raise _refusal(text) from None


def _refusal(text: str) -> AuthorError:
    return AuthorError(f"{text!r} is not a valid phone number; write it as +3612345678", key="number")
