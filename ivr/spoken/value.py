"""Any value in words."""

from ivr.calls.values import Digits, Duration, Moment, Money, Number, NumberKind, Text, Value
from ivr.errors import AuthorError
from ivr.spoken.duration import duration
from ivr.spoken.form import Form
from ivr.spoken.grammar import Gender
from ivr.spoken.moment import moment
from ivr.spoken.money import money
from ivr.spoken.number import cardinal, counting, digit_by_digit, ordinal

_COUNTING = {Form.COUNT: Gender.MASCULINE, Form.FEMININE: Gender.FEMININE, Form.NEUTER: Gender.NEUTER}
_GENDERS = {Form.FEMININE: Gender.FEMININE, Form.NEUTER: Gender.NEUTER}


def words(value: Value, form: Form, language: str) -> str:
    """What is said for a value in this form; AuthorError when the value has no such form."""
    match value:
        case Moment():
            return moment(value, form, language)
        case Duration():
            return duration(value, form, language)
        case Number(kind=NumberKind.CARDINAL) if form in _COUNTING:
            return counting(value.value, language, _COUNTING[form])
        case Number(kind=NumberKind.ORDINAL) if form in _GENDERS:
            return ordinal(value.value, language, _GENDERS[form])
    if form is not Form.PLAIN:
        raise AuthorError(f"a {type(value).__name__.lower()} has no form {form!r}")
    return _plain(value, language)


def _plain(value: Number | Money | Digits | Text, language: str) -> str:
    match value:
        case Number():
            return (ordinal if value.kind is NumberKind.ORDINAL else cardinal)(value.value, language)
        case Money():
            return money(value, language)
        case Digits():
            return digit_by_digit(value.text, language)
        case Text():
            return value.text
