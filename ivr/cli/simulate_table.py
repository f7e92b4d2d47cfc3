"""What `simulate` shows on a terminal: the settings side by side, staffing by half hour."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from ivr.simulation.replay import SENTENCES, Gap

NO_VALUE = "-"
PIPED_WIDTH = 160
NAMES = {"as_it_was": "as it was", "changed": "changed", "app_queue": "Asterisk's queue, {detail}"}


def show(answer: Mapping[str, Any]) -> None:
    """Print an answer (simulation/telling)."""
    console = Console(highlight=False, width=None if sys.stdout.isatty() else PIPED_WIDTH)
    question = answer["question"]
    seeds = ", ".join(map(str, question["seeds"]))
    console.print(f"{question['day'] or question['centre']}: {answer['calls']} calls; seeds {seeds}")
    console.print(_trials(answer["trials"]))
    console.print(_skills(answer["trials"]))
    if answer["staffing"]:
        console.print(_staffing(answer["staffing"]))
    for short in answer["shortfalls"]:
        console.print(_short(short))
    for lift in answer["one_more"]:
        console.print(_lift(lift))
    for gap, count in answer["gaps"].items():
        console.print(SENTENCES[Gap(gap)] % {"num": count}, style="dim")


def name_of(trial: Mapping[str, Any]) -> str:
    """A trial in words."""
    mode = f", {trial['mode']}" if trial["kind"] != "app_queue" else ""
    return NAMES[trial["kind"]].format(detail=trial["detail"]) + mode


def share(value: float | None) -> str:
    """A share as a percentage."""
    return NO_VALUE if value is None else f"{value * 100:.1f} %"


def _seconds(value: float | None) -> str:
    return NO_VALUE if value is None else f"{value:.1f} s"


def _points(value: float | None) -> str:
    return NO_VALUE if value is None else f"{value * 100:+.1f}"


def _trials(trials: Sequence[Mapping[str, Any]]) -> Table:
    heads = (
        "agents",
        "service level",
        "ASA",
        "abandon rate",
        "worst skill",
        "occupancy",
        "spread",
        "wait error",
        "kept",
    )
    rows = [
        (
            name_of(one),
            str(one["agents"]),
            share(one["service_level"]),
            _seconds(one["asa_s"]),
            share(one["abandon_rate"]),
            f"{one['worst_skill'] or NO_VALUE} {share(one['worst_level'])}",
            share(one["occupancy"]),
            _points(one["spread"]).lstrip("+"),
            _seconds(one["wait_error_s"]),
            f"{share(one['kept'])} of {one['promises']}",
        )
        for one in trials
    ]
    return _table("", heads, rows)


def _skills(trials: Sequence[Mapping[str, Any]]) -> Table:
    names = [skill["skill"] for skill in trials[0]["skills"]]
    levels = [{skill["skill"]: skill["service_level"] for skill in one["skills"]} for one in trials]
    rows = [
        (name_of(one), *(share(level.get(name)) for name in names)) for one, level in zip(trials, levels, strict=True)
    ]
    return _table("service level", names, rows)


def _staffing(rows: Sequence[Mapping[str, Any]]) -> Table:
    heads = ("from", "calls", "load", "there", "needed", "Erlang-C", "missing", "expected")
    cells = [
        (
            row["skill"],
            row["from"],
            str(row["calls"]),
            f"{row['load']:.1f}",
            f"{row['there']:.1f}",
            str(row["needed"]),
            str(row["needed_if_patient"]),
            str(row["missing"] or ""),
            share(row["service_level"]),
        )
        for row in rows
    ]
    return _table("agents by half hour (Erlang-A)", heads, cells)


def _short(short: Mapping[str, Any]) -> str:
    times = f"{short['half_hours']} of {short['of']} half hours"
    return f"{short['skill']} misses its goal in {times}: at {short['from']} by {short['missing']} agents"


def _lift(lift: Mapping[str, Any]) -> str:
    points, own = _points(lift["lift"]), _points(lift["skill_lift"])
    return f"one more agent with {lift['skill']}: service level {points} points, of {lift['skill']} {own} points"


def _table(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    table = Table(title=title or None, title_justify="left", box=None, pad_edge=False)
    table.add_column("", no_wrap=True)
    for head in heads:
        table.add_column(head, justify="right")
    for row in rows:
        table.add_row(*row)
    return table
