"""The back room: everything slow; it may be killed at any time."""
