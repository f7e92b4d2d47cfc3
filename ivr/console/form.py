"""Forms: what a page may use to ask for something; their macros are in templates/macros/form.html."""

from typing import Any

from flask_wtf import FlaskForm  # type: ignore[import-untyped]
from wtforms import (  # type: ignore[import-untyped]
    BooleanField,
    DateField,
    FloatField,
    PasswordField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms import IntegerField as WholeNumber
from wtforms.validators import InputRequired, Length, NumberRange, Optional  # type: ignore[import-untyped]

from ivr.console.catalogue import _l

__all__ = [
    "BooleanField",
    "DateField",
    "FloatField",
    "Form",
    "IntegerField",
    "Length",
    "NumberRange",
    "Optional",
    "PasswordField",
    "SelectField",
    "SelectMultipleField",
    "StringField",
    "TextAreaField",
    "ValidationError",
    "at_most",
    "required",
]


LARGEST = 2**31 - 1


class IntegerField(WholeNumber):  # type: ignore[misc]
    """A whole number that fits into a column of any database."""

    data: Any

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take in what was typed."""
        super().process_formdata(valuelist)
        if self.data is not None and abs(self.data) > LARGEST:
            self.data = None
            raise ValueError(self.gettext("Not a valid integer value."))


class Form(FlaskForm):  # type: ignore[misc]  # flask-wtf is not typed
    """A form of ours: the gate has checked its mark, white space around words is not meant."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """What all our forms share."""

        def bind_field(self, form: object, unbound_field: object, options: dict[str, object]) -> object:
            """Strip what is typed into fields of text."""
            plain = getattr(unbound_field, "field_class", None) in {StringField, TextAreaField}
            filters = [*getattr(unbound_field, "kwargs", {}).get("filters", ()), *([_stripped] if plain else [])]
            return unbound_field.bind(form=form, filters=filters, **options)  # type: ignore[attr-defined]


def required() -> InputRequired:
    """The rule of a field that must be filled in."""
    return InputRequired(_l("Please fill this in."))


def at_most(letters: int) -> Length:
    """The rule of a field of so many letters."""
    return Length(max=letters, message=_l("At most %(max)d characters."))


def _stripped(value: str | None) -> str | None:
    return value.strip() if value else value
