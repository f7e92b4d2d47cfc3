"""Conversations as data: nodes, walking them, checking them."""
