"""Vietnamese numbers, which num2words gets wrong from 1001 on and below zero."""

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_ORDINALS = {1: "nhất", 4: "tư"}
_BILLION = 10**9
_GROUPS = ((10**6, "triệu"), (10**3, "nghìn"), (1, ""))


def cardinal(value: int) -> str:
    """Hai nghìn không trăm hai mươi sáu: a group of three that does not lead is said with its hundreds."""
    if value < 0:
        return f"âm {cardinal(-value)}"
    if value == 0:
        return _DIGITS[0]
    words: list[str] = []
    if value >= _BILLION:
        words += [cardinal(value // _BILLION), "tỷ"]
        value %= _BILLION
    for size, name in _GROUPS:
        group, value = divmod(value, size)
        if group:
            words += [*_group(group, leading=not words), name]
    return " ".join(word for word in words if word)


def ordinal(value: int) -> str:
    """Thứ nhất, thứ tư, thứ năm."""
    return f"thứ {_ORDINALS.get(value) or cardinal(value)}"


def _group(group: int, leading: bool) -> list[str]:
    hundreds, rest = divmod(group, 100)
    words = [_DIGITS[hundreds], "trăm"] if hundreds or not leading else []
    tens, ones = divmod(rest, 10)
    if not tens:
        return [*words, "lẻ", _DIGITS[ones]] if ones and words else words + [_DIGITS[ones]] * bool(ones)
    words += ["mười"] if tens == 1 else [_DIGITS[tens], "mươi"]
    return [*words, _after_ten(tens, ones)] if ones else words


def _after_ten(tens: int, ones: int) -> str:
    if ones == 5:
        return "lăm"
    return "mốt" if ones == 1 and tens > 1 else _DIGITS[ones]
