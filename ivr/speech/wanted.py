"""Clips a caller needed in better quality than could be had at once: a list from engine to worker."""

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

from ivr.spoken.plan import Fragment, Recorded, Spoken

FILE = "wanted-clips.jsonl"
KINDS: dict[str, type[Recorded] | type[Spoken]] = {kind.__name__: kind for kind in (Recorded, Spoken)}


def want(home: Path, fragments: Iterable[Fragment]) -> None:
    """Add fragments to the list, each line by one write."""
    lines = [json.dumps({"kind": type(part).__name__} | asdict(part)) for part in fragments]
    if lines:
        with (home / FILE).open("a", encoding="utf-8") as file:
            file.write("\n".join(lines) + "\n")


def take(home: Path) -> list[Fragment]:
    """Take the list away; a line a killed engine left half written is dropped: the next caller asks again."""
    taken = home / f"{FILE}.taken"
    try:
        (home / FILE).replace(taken)
    except FileNotFoundError:
        return []
    return [part for line in taken.read_text(encoding="utf-8").splitlines() if (part := _fragment(line))]


def _fragment(line: str) -> Fragment | None:
    try:
        plain = json.loads(line)
        return KINDS[plain.pop("kind")](**plain)
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
