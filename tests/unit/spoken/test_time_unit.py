"""Hours, minutes and seconds are Babel's, where it knows them."""

import pytest
from babel.units import format_unit

from ivr.spoken.language import LANGUAGES
from ivr.spoken.noun import counted
from ivr.spoken.number import counting
from ivr.spoken.time_unit import UNITS


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "vi"])
@pytest.mark.parametrize("unit", ["hour", "minute", "second"])
@pytest.mark.parametrize("count", [0, 1, 2, 3, 4, 5, 11, 12, 14, 21, 22, 25, 59, 101, 111])
def test_units_have_the_plurals_of_babel(language: str, unit: str, count: int) -> None:
    noun = UNITS[language][unit]
    theirs = format_unit(count, f"duration-{unit}", length="long", locale=language, format="0")
    assert counted(count, noun, language) == theirs.replace(str(count), counting(count, language, noun.gender))


def test_babel_has_no_vietnamese_units_so_ours_stand_alone() -> None:
    assert format_unit(2, "duration-hour", length="long", locale="vi", format="0") == "2 duration-hour"
    assert [counted(2, UNITS["vi"][unit], "vi") for unit in ("hour", "minute", "second")] == [
        "hai giờ",
        "hai phút",
        "hai giây",
    ]
