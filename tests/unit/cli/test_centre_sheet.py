"""YAML whose mistakes know their lines."""

import pytest

from ivr.cli.centre_sheet import known_fields, located, read_sheet, section
from ivr.errors import AuthorError, FieldError


def test_a_mistake_in_a_field_is_named_with_its_own_line() -> None:
    sheet = read_sheet("lunch:\n  name: Lunch\n  limit_s: 0\n", "centre.yaml")
    with pytest.raises(AuthorError, match="key limit_s: too short") as error, located(sheet, "lunch", "centre.yaml"):
        raise FieldError("limit_s", "too short")
    assert error.value.line == 3


def test_a_mistake_in_a_field_that_is_not_written_is_named_with_the_line_of_its_mapping() -> None:
    sheet = read_sheet("lunch:\n  name: Lunch\n", "centre.yaml")
    with pytest.raises(AuthorError, match="key lunch: limit_s: missing") as error, located(sheet, "lunch", "x.yaml"):
        raise FieldError("limit_s", "missing")
    assert error.value.line == 1


def test_an_unknown_field_is_refused_with_those_that_are_known() -> None:
    sheet = read_sheet("a: 1\nb: 2\n", "centre.yaml")
    with pytest.raises(AuthorError, match="2: key b: unknown section or field; known are a, c"):
        known_fields(sheet, {"a", "c"}, "centre.yaml")


def test_a_name_given_to_two_anchors_means_the_last_before_it() -> None:
    sheet = read_sheet("a: &x {n: 1}\nb: *x\nc: &x {n: 2}\nd: *x\n", "centre.yaml")
    assert (sheet["b"]["n"], sheet["d"]["n"]) == (1, 2)


def test_a_section_that_is_not_there_is_empty() -> None:
    assert section(read_sheet("a:\n", "centre.yaml"), "a", "centre.yaml") == {}
