"""Hungarian dates and times with their endings."""

from datetime import datetime

import pytest

from ivr.spoken import hungarian_moment as hungarian
from ivr.spoken.form import Form

FORMS = (Form.PLAIN, Form.AT, Form.FROM, Form.UNTIL)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (1, "elsején"),
        (2, "másodikán"),
        (3, "harmadikán"),
        (4, "negyedikén"),
        (5, "ötödikén"),
        (6, "hatodikán"),
        (8, "nyolcadikán"),
        (10, "tizedikén"),
        (11, "tizenegyedikén"),
        (12, "tizenkettedikén"),
        (20, "huszadikán"),
        (21, "huszonegyedikén"),
        (22, "huszonkettedikén"),
        (23, "huszonharmadikán"),
        (30, "harmincadikán"),
        (31, "harmincegyedikén"),
    ],
)
def test_the_day_ends_in_harmony_with_its_vowels(day: int, said: str) -> None:
    assert hungarian.date(datetime(2026, 12, day), Form.AT).startswith(f"december {said}, ")


def test_a_date_has_an_ending_for_each_form() -> None:
    assert [hungarian.date(datetime(2026, 11, 22), form) for form in FORMS] == [
        "november huszonkettedike, vasárnap",
        "november huszonkettedikén, vasárnap",
        "november huszonkettedikétől",
        "november huszonkettedikéig",
    ]


@pytest.mark.parametrize(
    ("hour", "minute", "said"),
    [
        (8, 0, ["nyolc óra", "nyolc órakor", "nyolc órától", "nyolc óráig"]),
        (2, 2, ["két óra két perc", "két óra két perckor", "két óra két perctől", "két óra két percig"]),
        (0, 0, ["éjfél", "éjfélkor", "éjféltől", "éjfélig"]),
    ],
)
def test_a_time_has_an_ending_for_each_form(hour: int, minute: int, said: list[str]) -> None:
    assert [hungarian.time(datetime(2026, 11, 22, hour, minute), form) for form in FORMS] == said


def test_only_the_time_carries_the_ending_of_both() -> None:
    at = datetime(2026, 11, 24, 15, 20)
    assert hungarian.date_and_time(at, Form.AT) == "november huszonnegyedikén, kedden, tizenöt óra húsz perckor"
    assert hungarian.date_and_time(at, Form.UNTIL) == "november huszonnegyedikén, kedden, tizenöt óra húsz percig"


def test_weekdays_have_their_own_endings() -> None:
    week = [datetime(2026, 11, 16 + day) for day in range(7)]
    assert " ".join(hungarian.weekday(day, Form.AT) for day in week) == (
        "hétfőn kedden szerdán csütörtökön pénteken szombaton vasárnap"
    )
    assert hungarian.weekday(week[3], Form.FROM) == "csütörtöktől"
