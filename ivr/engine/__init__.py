"""The running room: asyncio, and no decision of its own (docs/architecture.md)."""
