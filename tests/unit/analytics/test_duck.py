"""DuckDB is an extra: where it is missing, a sentence says how to get it."""

import sys
from pathlib import Path

import pytest

from ivr.analytics.duck import opened, quoted
from ivr.errors import SetupError


def test_without_the_extra_a_sentence_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(SetupError, match="DuckDB is not installed: `python3 -m ivr export install`"), opened():
        pass


def test_moments_are_in_utc(tmp_path: Path) -> None:
    with opened(tmp_path / "some.duckdb") as duck:
        assert duck.execute("SELECT current_setting('TimeZone')").fetchall() == [("UTC",)]


def test_a_quote_in_a_name_ends_no_text() -> None:
    with opened() as duck:
        assert duck.execute("SELECT " + quoted("it's")).fetchall() == [("it's",)]
