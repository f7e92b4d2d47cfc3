"""Dates and times as a Vietnamese clinic says them; prepositions stand in the prompt, so all forms are alike."""

from datetime import datetime

from babel.dates import get_day_names

from ivr.spoken.form import Form
from ivr.spoken.noun import counted
from ivr.spoken.time_unit import UNITS
from ivr.spoken.vietnamese_number import cardinal

_TWELVES = {0: "mười hai giờ đêm", 12: "mười hai giờ trưa"}
_APRIL = 4  # tháng tư, not bốn


def weekday(local: datetime, _form: Form) -> str:
    """Chủ Nhật."""
    return str(get_day_names("wide", locale="vi")[local.weekday()])


def date(local: datetime, form: Form) -> str:
    """Chủ Nhật, ngày hai mươi hai tháng mười một; the first ten days of a month are mùng."""
    day = f"{'mùng ' if local.day <= 10 else ''}{cardinal(local.day)}"
    month = "tư" if local.month == _APRIL else cardinal(local.month)
    return f"{weekday(local, form)}, ngày {day} tháng {month}"


def time(local: datetime, _form: Form) -> str:
    """Mười lăm giờ hai mươi phút."""
    if local.minute == 0 and local.hour in _TWELVES:
        return _TWELVES[local.hour]
    parts = [(local.hour, "hour")] + [(local.minute, "minute")] * (local.minute > 0)
    return " ".join(counted(count, UNITS["vi"][unit], "vi") for count, unit in parts)


def date_and_time(local: datetime, form: Form) -> str:
    """Chủ Nhật, ngày hai mươi hai tháng mười một, lúc mười lăm giờ hai mươi phút."""
    return f"{date(local, form)}, lúc {time(local, form)}"
