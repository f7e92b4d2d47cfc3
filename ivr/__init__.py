"""A telephony server: voice menus, honest waiting times, skill routing, reminder calls, every leg logged."""

__version__ = "0.1.0"
