"""What the keeper last wrote about itself and its children."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Process:
    """One child of the keeper."""

    name: str
    phase: str
    since: datetime | None
    restarts: int


@dataclass(frozen=True, slots=True)
class KeeperReport:
    """The state of the whole installation."""

    state: str
    since: datetime | None = None
    processes: tuple[Process, ...] = ()


UNKNOWN = KeeperReport("unknown")


def read(path: Path) -> KeeperReport:
    """The keeper's report; `unknown` when there is none that can be read."""
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        processes = tuple(_process(name, child) for name, child in raw["children"].items())
        return KeeperReport(str(raw["state"]), _moment(raw["since"]), processes)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return UNKNOWN


def _process(name: str, child: dict[str, Any]) -> Process:
    return Process(name, str(child["phase"]), _moment(child["since"]), int(child["restarts"]))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
