"""Brings one installation up and down with the standard library only: environment, Asterisk, keeper."""
