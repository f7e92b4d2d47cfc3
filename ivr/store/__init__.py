"""The database: the only importer of SQLAlchemy. One schema and query module per aggregate, SQLite or PostgreSQL."""
