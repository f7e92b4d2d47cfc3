"""The keeper's report, home/state.json: written whole or not at all, believed only while its keeper lives."""

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ivr.bringup import process
from ivr.bringup.watch import Watch

RUNNING = ("starting", "ready", "degraded", "stopping")


@dataclass(frozen=True, slots=True)
class Report:
    """What the keeper last said about itself and its children."""

    state: str
    run: str
    keeper: int
    since: str
    children: dict[str, dict[str, Any]]
    container: str | None = None

    @property
    def is_true(self) -> bool:
        """Does the keeper that wrote this still live?"""
        return process.carries(self.keeper, self.run)


def write(path: Path, report: Report) -> None:
    """Replace the report; a full disk leaves the old one."""
    fresh = path.with_suffix(".new")
    text = json.dumps({name: getattr(report, name) for name in Report.__slots__}, indent=1)
    with suppress(OSError):
        fresh.write_text(text, encoding="utf-8")
        fresh.replace(path)


def read(path: Path) -> Report | None:
    """The last report, None when there is none that can be read."""
    try:
        return Report(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def children_part(watches: Iterable[Watch]) -> dict[str, dict[str, Any]]:
    """The children's part of the report."""
    return {
        watch.child.name: {
            "pid": watch.process.pid if watch.process else None,
            "since": watch.since,
            "restarts": max(watch.restarts, 0),
            "phase": watch.phase.value,
        }
        for watch in watches
    }
