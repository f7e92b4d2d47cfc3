"""The console: the page people look at (docs/architecture.md)."""
