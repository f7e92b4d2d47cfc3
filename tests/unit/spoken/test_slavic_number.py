"""Ukrainian and Russian numbers beside num2words, and where it is wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from ivr.spoken.grammar import Case, Gender
from ivr.spoken.slavic_number import russian_cardinal, russian_ordinal, ukrainian_cardinal, ukrainian_ordinal

MASCULINE, FEMININE, NEUTER = Gender
NOMINATIVE, GENITIVE, ACCUSATIVE, LOCATIVE = Case
numbers = st.integers(-(10**12), 10**12)


@given(numbers)
def test_standing_alone_they_are_those_of_num2words(value: int) -> None:
    assert russian_cardinal(value, MASCULINE, NOMINATIVE) == num2words(value, lang="ru")
    assert ukrainian_cardinal(value, MASCULINE, NOMINATIVE) == num2words(value, lang="uk")


@given(numbers, st.sampled_from(Case))
def test_ukrainian_feminines_are_those_of_num2words_but_for_its_genitives(value: int, case: Case) -> None:
    theirs = str(num2words(value, lang="uk", gender="feminine", case=case.value))
    if case is not GENITIVE or not any(slip in theirs for slip in ("хста", "иста", "тисячи", "нуль")):
        assert ukrainian_cardinal(value, FEMININE, case) == theirs


@pytest.mark.parametrize(
    ("value", "mended", "slip"),
    [
        (200, "двохсот", "двохста"),
        (547, "п'ятисот сорока семи", "п'ятиста сорока семи"),
        (1000, "однієї тисячі", "однієї тисячи"),
        (0, "нуля", "нуль"),
    ],
)
def test_genitives_num2words_gets_wrong_are_mended(value: int, mended: str, slip: str) -> None:
    assert ukrainian_cardinal(value, MASCULINE, GENITIVE) == mended
    assert num2words(value, lang="uk", case="genitive") == slip


@pytest.mark.parametrize("value", [90, 100, 190])
def test_genitives_that_look_like_the_slip_stay(value: int) -> None:
    assert ukrainian_cardinal(value, MASCULINE, GENITIVE) == num2words(value, lang="uk", case="genitive")


def test_ukrainian_has_a_neuter_one_that_num2words_does_not_know() -> None:
    assert [ukrainian_cardinal(value, NEUTER, NOMINATIVE) for value in (1, 11, 31)] == [
        "одне",
        "одинадцять",
        "тридцять одне",
    ]
    assert num2words(1, lang="uk", gender="neuter") == "один"


def test_two_thousand_things_without_life_stay_as_they_are_in_the_accusative() -> None:
    assert russian_cardinal(2000, FEMININE, ACCUSATIVE) == "две тысячи"
    assert russian_cardinal(21, FEMININE, ACCUSATIVE) == "двадцать одну"


@given(st.integers(1, 999))
def test_ordinals_are_those_of_num2words(value: int) -> None:
    assert russian_ordinal(value, MASCULINE, NOMINATIVE) == num2words(value, lang="ru", to="ordinal")
    assert ukrainian_ordinal(value, MASCULINE, NOMINATIVE) == num2words(value, lang="uk", to="ordinal")


@pytest.mark.parametrize(
    ("value", "said"),
    [(1, "першій"), (3, "третій"), (7, "сьомій"), (11, "одинадцятій"), (20, "двадцятій"), (23, "двадцять третій")],
)
def test_ukrainian_hours_are_declined_by_our_own_endings(value: int, said: str) -> None:
    assert ukrainian_ordinal(value, FEMININE, LOCATIVE) == said


def test_the_zeroth_hour_has_a_name_and_a_thousand_needs_no_one() -> None:
    assert ukrainian_ordinal(0, FEMININE, LOCATIVE) == "нульовій"
    assert ukrainian_ordinal(1001, MASCULINE, NOMINATIVE) == "тисяча перший"
    with pytest.raises(IndexError):
        num2words(0, lang="uk", to="ordinal")
    assert num2words(1001, lang="uk", to="ordinal") == "одна тисяча перший"


@pytest.mark.parametrize(
    ("case", "said"), [(NOMINATIVE, "третє"), (GENITIVE, "третього"), (ACCUSATIVE, "третє"), (LOCATIVE, "третьому")]
)
def test_the_third_has_soft_endings(case: Case, said: str) -> None:
    assert ukrainian_ordinal(3, NEUTER, case) == said


@given(st.integers(1, 59), st.sampled_from(Case), st.sampled_from(Gender))
def test_russian_ordinals_agree_in_number_of_words_with_their_cardinals(value: int, case: Case, gender: Gender) -> None:
    ordinal, cardinal = russian_ordinal(value, gender, case), russian_cardinal(value, gender, case)
    assert len(ordinal.split()) == len(cardinal.split())
