"""Gender and case are written in prompts and passed on by name."""

from ivr.spoken.form import Form
from ivr.spoken.grammar import Case, Gender


def test_a_prompt_asks_for_the_genders_that_are_not_the_usual_one() -> None:
    assert {gender.value for gender in Gender} - {form.value for form in Form} == {Gender.MASCULINE}


def test_the_order_of_cases_is_that_of_the_tables_of_endings() -> None:
    assert [case.value for case in Case] == ["nominative", "genitive", "accusative", "locative"]
