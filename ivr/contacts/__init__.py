"""Whom we may reach, and when."""
