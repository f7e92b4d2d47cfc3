"""The Hungarian texts."""

import re
from pathlib import Path

import ivr
from ivr.reports.client_hungarian import HUNGARIAN

SOURCE = Path(ivr.__file__).parent


def values(text: str) -> list[str]:
    return sorted(re.findall(r"%\(\w+\)\w|%%", text))


def test_each_fills_in_the_same_values() -> None:
    assert {text for text, said in HUNGARIAN.items() if values(text) != values(said)} == set()


def test_none_stays_that_nobody_says() -> None:
    written = "".join(
        path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if path.name != "client_hungarian.py"
    )
    assert {text for text in HUNGARIAN if f'"{text}"' not in written} == set()
