"""The file of agents' phones that Asterisk reads: written whole or not at all, readable by its owner only."""

from collections.abc import Iterable
from pathlib import Path

from ivr.asterisk.endpoints import Phone, render_phones

NAME = "pjsip_phones.conf"


def write_phones(etc: Path, phones: Iterable[Phone]) -> None:
    """Put the phones into Asterisk's folder of configuration."""
    etc.mkdir(parents=True, exist_ok=True)
    fresh = (etc / NAME).with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(render_phones(phones), encoding="utf-8")
    fresh.replace(etc / NAME)
