"""The list of clips callers needed goes from engine to worker, and nothing on it is done twice."""

from pathlib import Path

from ivr.speech.wanted import FILE, take, want
from ivr.spoken.plan import Recorded, Spoken

WELCOME, NAME = Recorded("welcome", "hu", "Üdvözöljük."), Spoken("Kovács Anna", "hu")


def test_what_was_wanted_is_taken_once(tmp_path: Path) -> None:
    want(tmp_path, [WELCOME])
    want(tmp_path, [NAME])

    assert take(tmp_path) == [WELCOME, NAME]
    assert take(tmp_path) == []


def test_nothing_wanted_is_nothing_written(tmp_path: Path) -> None:
    want(tmp_path, [])

    assert list(tmp_path.iterdir()) == []


def test_a_line_half_written_is_dropped_and_the_others_stay(tmp_path: Path) -> None:
    want(tmp_path, [NAME])
    with (tmp_path / FILE).open("a", encoding="utf-8") as file:
        file.write('{"kind": "Spoken", "te\n[]\n{"kind": "Spoken"}\n{"kind": "Sung", "text": "la"}\n')

    assert take(tmp_path) == [NAME]
