"""The beep."""

from pathlib import Path

from ivr.speech.beep import beep, beep_path, write_beep
from ivr.speech.clip import complete


def test_the_beep_is_short_and_not_too_loud() -> None:
    assert 0.2 < beep().seconds < 0.5
    assert -20 < beep().peak_db < -12


def test_the_beep_is_written_once(tmp_path: Path) -> None:
    write_beep(tmp_path)
    written = Path(f"{beep_path(tmp_path)}.ulaw").stat().st_mtime_ns
    write_beep(tmp_path)
    assert complete(beep_path(tmp_path))
    assert Path(f"{beep_path(tmp_path)}.ulaw").stat().st_mtime_ns == written
