"""`status` and `logs`: what the keeper reports, and what everybody wrote."""

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from ivr.bringup import state
from ivr.bringup.steps import say
from ivr.config import load_settings
from ivr.errors import SetupError

NOT_RUNNING = 3
TAIL_BYTES = 8_000
FOLLOW_S = 0.25


def status(home: Path, as_json: bool) -> int:
    """Print the state, ports and processes; 0 when running, else 3."""
    known = describe(home)
    say(json.dumps(known, indent=2) if as_json else table(known))
    return 0 if known["state"] in state.RUNNING else NOT_RUNNING


def describe(home: Path) -> dict[str, Any]:
    """The installation's state as plain values."""
    report = state.read(home / "state.json")
    alive = report is not None and report.is_true
    known: dict[str, Any] = {"state": report.state if alive and report else "stopped", "home": str(home)}
    try:
        settings = load_settings(home)
    except SetupError:
        return known
    known |= {
        "asterisk": settings.asterisk,
        "console": settings.console_url,
        "agi_port": settings.agi_port,
        "ami_port": settings.ami_port,
        "sip_port": settings.sip_port,
    }
    if alive and report:
        pids = {name: child["pid"] for name, child in report.children.items()}
        known |= {"since": report.since, "pids": {"keeper": report.keeper, **pids}, "children": report.children}
    return known


def table(known: dict[str, Any]) -> str:
    """The same for people: one line a fact, one line a process."""
    lines = [f"{name:<11}{value}" for name, value in known.items() if not isinstance(value, dict)]
    for name, child in known.get("children", {}).items():
        lines.append(
            f"{name:<11}{child['phase']}, pid {child['pid']}, since {child['since']}, {child['restarts']} restarts"
        )
    return "\n".join(lines)


def logs(home: Path, name: str | None, follow: bool) -> int:
    """Print the end of the logs, and what comes after when following."""
    files = sorted((home / "logs").glob(f"{name or '*'}.log"))
    if not files:
        raise SetupError(f"there is no log {name or ''} under {home / 'logs'}: run `python3 -m ivr up` first")
    places = {file: max(0, file.stat().st_size - TAIL_BYTES) for file in files}
    while True:
        places = {file: _show(file, place, len(files) > 1) for file, place in places.items()}
        if not follow:
            return 0
        time.sleep(FOLLOW_S)


def _show(file: Path, place: int, named: bool) -> int:
    size = file.stat().st_size
    with file.open("rb") as log:
        log.seek(place if place <= size else os.SEEK_SET)  # emptied meanwhile: from the beginning
        text = log.read(size)
    for line in text.decode(errors="replace").splitlines():
        sys.stdout.write(f"{file.stem + ' | ' if named else ''}{line}\n")
    sys.stdout.flush()
    return (place if place <= size else 0) + len(text)
