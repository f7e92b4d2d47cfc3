"""`simulate`: a past day or a centre on paper under other agents, skills and rules (docs/what-if.md)."""

import json
import re
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Annotated

import typer

from ivr.cli.bar import Bar
from ivr.cli.paper_sheet import parse_paper
from ivr.cli.simulate_table import show
from ivr.config import load_settings
from ivr.errors import AuthorError, SetupError
from ivr.routing.rules import MODES
from ivr.simulation.centres import SIX
from ivr.simulation.compare import answer
from ivr.simulation.paper import paper
from ivr.simulation.question import Question, Retrained, Widened, levels_of
from ivr.simulation.telling import told
from ivr.store.database import Database
from ivr.worker.asked_day import AskedDay, asked_day, paper_day

ENDINGS = (".yaml", ".yml")
WIDENED = re.compile(r"([^=]+)=([0-9:, ]*)")
RETRAINED = re.compile(r"([^:=]+):([^:=]+)=([1-9]|none)")

Day = Annotated[str | None, typer.Option(help="a past day of this installation, such as 2026-11-20")]
Synthetic = Annotated[str | None, typer.Option(help=f"a centre on paper: {', '.join(SIX)}, or a YAML file")]
Added = Annotated[list[str] | None, typer.Option(help="one agent more: skill=level, or skill=level,skill=level")]
Without = Annotated[list[str] | None, typer.Option(help="leave this agent out")]
Level = Annotated[list[str] | None, typer.Option(help="agent:skill=level, or agent:skill=none")]
Widening = Annotated[list[str] | None, typer.Option(help="skill=seconds:level ..., such as nurse='0:6 10:4 20:1'")]
Mode = Annotated[str, typer.Option(help="sla: most callers in time; etw: shortest waits")]
Strategy = Annotated[list[str] | None, typer.Option(help="Asterisk's own queue beside it: rrmemory, leastrecent, ...")]


def main(  # noqa: PLR0913, PLR0917 — each is an option of the command line
    day: Day = None,
    synthetic: Synthetic = None,
    add_agent: Added = None,
    without: Without = None,
    level: Level = None,
    widening: Widening = None,
    mode: Mode = MODES[0],
    strategy: Strategy = None,
    staffing: Annotated[bool, typer.Option(help="agents needed by half hour, and what one more would bring")] = False,
    seed: Annotated[int, typer.Option(help="of what is drawn")] = 1,
    seeds: Annotated[int, typer.Option(min=1, max=20, help="so many days drawn, from the seed on")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Try what would be otherwise on the same calls; the figures are those of the reports."""
    question = Question(
        day=_date(day) if day else None,
        centre=synthetic,
        added=tuple(map(levels_of, add_agent or ())),
        without=tuple(without or ()),
        retrained=tuple(map(_retrained, level or ())),
        widened=tuple(map(_widened, widening or ())),
        mode=mode,
        strategies=tuple(strategy or ()),
        staffing=staffing,
        seeds=tuple(range(seed, seed + seeds)),
    )
    with Bar("simulating") as bar:
        asked = _asked(question)
        found = told(question, answer(question, asked.made, goes=bar.goes), asked.clock)
    if as_json:
        typer.echo(json.dumps(found, indent=2))
    else:
        show(found)


def _asked(question: Question) -> AskedDay:
    if (question.centre or "").endswith(ENDINGS):
        return paper_day(parse_paper(_text(Path(question.centre or "")), question.centre or ""))
    if question.day is None:
        return paper_day(paper(question.centre or ""))
    settings = load_settings()
    with closing(Database(settings.database_url)) as database:
        return asked_day(question, database, settings.timezone, datetime.now(UTC))


def _date(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise SetupError(f"--day {written}: a day is written 2026-11-20") from None


def _retrained(written: str) -> Retrained:
    match = RETRAINED.fullmatch(written)
    if match is None:
        raise SetupError(f"--level {written}: write agent:skill=level, such as agent-anna:nurse=7, or =none")
    return Retrained(match[1], match[2], None if match[3] == "none" else int(match[3]))


def _widened(written: str) -> Widened:
    match = WIDENED.fullmatch(written)
    if match is None:
        raise SetupError(f"--widening {written}: write skill=seconds:level, such as nurse='0:6 10:4 20:1'")
    return Widened(match[1], match[2])


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise AuthorError(f"cannot be read ({error})", file=str(file)) from None
