"""A DuckDB database of views over a folder of Parquet files: nothing is copied, the files stay where they are."""

from collections.abc import Iterable
from pathlib import Path

from ivr.analytics.duck import opened, quoted

# docs/metrics.md, sections 1 and 2: V6 by the thresholds in force, the rest of a call-back's wait is counted elsewhere.
SERVICE_LEVEL = """
CREATE VIEW service_level AS
SELECT queue, CAST(timezone({zone}, joined_at) AS DATE) AS day,
    count(*) AS offered,
    count(*) FILTER (outcome = 'answered') AS answered,
    count(*) FILTER (outcome = 'answered' AND wait_s <= threshold_s) AS answered_within,
    count(*) FILTER (outcome = 'abandoned' AND wait_s > short_abandon_s) AS abandoned,
    count(*) FILTER (outcome = 'abandoned' AND wait_s <= short_abandon_s) AS short_abandoned,
    answered_within / nullif(answered + abandoned, 0) AS service_level,
    avg(wait_s) FILTER (outcome = 'answered') AS asa_s
FROM visits WHERE callback_id IS NULL GROUP BY ALL
"""


def make_views(path: Path, folder: Path, tables: Iterable[str], zone: str) -> None:
    """Make the database, whole or not at all, in the place of an older one; `zone`: of the days in service_level."""
    made = path.with_name(f".{path.name}.part")
    made.unlink(missing_ok=True)
    try:
        with opened(made) as duck:
            for table in tables:
                files = quoted(folder.resolve() / table / "*" / "*.parquet")
                source = f"read_parquet({files}, hive_partitioning = true, hive_types = {{'month': VARCHAR}})"
                duck.execute(f"CREATE VIEW {table} AS SELECT * FROM {source}")  # noqa: S608 — names of ours
            duck.execute(SERVICE_LEVEL.format(zone=quoted(zone)))
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
