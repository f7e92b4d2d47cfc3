"""Adapter to text channels: mail."""
