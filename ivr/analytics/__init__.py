"""Adapter to DuckDB: the history as Parquet files, which other programs read too, and a database of views over them."""
