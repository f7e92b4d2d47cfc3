"""The database of views: small, over the files where they are."""

from pathlib import Path

from ivr.analytics.duck import opened
from ivr.analytics.parquet import write_parquet
from ivr.analytics.views import make_views

VISITS = {
    "queue": "text", "joined_at": "moment", "outcome": "text", "callback_id": "text", "wait_s": "seconds",
    "threshold_s": "integer", "short_abandon_s": "integer",
}  # fmt: skip
NIGHT = "2026-11-20 23:30:00+00:00"  # the next day in Budapest
ROWS = [
    ("nurse", NIGHT, "answered", None, 20.0, 20, 5),
    ("nurse", NIGHT, "answered", None, 20.5, 20, 5),
    ("nurse", NIGHT, "abandoned", None, 5.0, 20, 5),
    ("nurse", NIGHT, "abandoned", None, 6.0, 20, 5),
    ("nurse", NIGHT, "answered", "of before", 1.0, 20, 5),
]


def test_the_service_level_is_counted_at_exactly_the_thresholds(tmp_path: Path) -> None:
    month = tmp_path / "out" / "visits" / "month=2026-11"
    month.mkdir(parents=True)
    write_parquet(month / "visits.parquet", VISITS, ROWS)
    make_views(tmp_path / "some.duckdb", tmp_path / "out", ["visits"], "Europe/Budapest")
    with opened(tmp_path / "some.duckdb", read_only=True) as duck:
        found = duck.execute("SELECT CAST(day AS VARCHAR), * EXCLUDE (queue, day) FROM service_level").fetchall()
        months = duck.execute("SELECT DISTINCT month FROM visits").fetchall()
    assert found == [("2026-11-21", 4, 2, 1, 1, 1, 1 / 3, 20.25)]
    assert months == [("2026-11",)]


def test_an_older_database_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "some.duckdb").write_text("something else")
    month = tmp_path / "visits" / "month=2026-11"
    month.mkdir(parents=True)
    write_parquet(month / "visits.parquet", VISITS, [])
    make_views(tmp_path / "some.duckdb", tmp_path, ["visits"], "UTC")
    with opened(tmp_path / "some.duckdb", read_only=True) as duck:
        assert duck.execute("SELECT * FROM service_level").fetchall() == []
