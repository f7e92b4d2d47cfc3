"""Vietnamese numbers beside num2words, which is right below a thousand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from ivr.spoken.vietnamese_number import cardinal, ordinal


def test_below_a_thousand_they_are_those_of_num2words() -> None:
    assert [cardinal(value) for value in range(1000)] == [num2words(value, lang="vi") for value in range(1000)]


@given(st.lists(st.integers(100, 999), min_size=1, max_size=3))
def test_full_groups_of_three_are_those_of_num2words(groups: list[int]) -> None:
    value = int("".join(map(str, groups)))
    assert cardinal(value) == num2words(value, lang="vi")


@pytest.mark.parametrize(
    ("value", "said", "slip"),
    [
        (-3, "âm ba", "mười bảy"),
        (1005, "một nghìn không trăm lẻ năm", "một nghìn lẻ năm"),
        (1010, "một nghìn không trăm mười", "một nghìn lẻ mười"),
        (2026, "hai nghìn không trăm hai mươi sáu", "hai nghìn lẻ hai mươi sáu"),
        (1_050_000, "một triệu không trăm năm mươi nghìn", "một triệu năm mươi nghìn"),
        (5 * 10**11, "năm trăm tỷ", "năm trăm tỷ"),
        (10**12, "một nghìn tỷ", "một nghìn tỷ"),
    ],
)
def test_where_num2words_is_wrong_or_careless_our_words_are_those_of_the_schoolbook(
    value: int, said: str, slip: str
) -> None:
    assert (cardinal(value), num2words(value, lang="vi")) == (said, slip)


@pytest.mark.parametrize(("value", "said"), [(1, "thứ nhất"), (2, "thứ hai"), (4, "thứ tư"), (14, "thứ mười bốn")])
def test_the_first_and_the_fourth_have_words_of_their_own(value: int, said: str) -> None:
    assert ordinal(value) == said
    assert num2words(value, lang="vi", to="ordinal") == cardinal(value)  # num2words knows no ordinals


@given(st.integers(-(10**12), 10**12))
def test_every_number_has_words(value: int) -> None:
    assert not set(cardinal(value)) & set("0123456789")
    assert "  " not in cardinal(value)
