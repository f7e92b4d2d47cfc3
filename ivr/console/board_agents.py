"""The agents of a wallboard as lines of its page: made once for each state an agent is in, whoever looks how often.

Of two hundred agents few change between one look and the next, and making them anew was most of a wallboard's cost.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import current_app
from markupsafe import Markup

from ivr.console import board_words
from ivr.console.board import AgentLine
from ivr.console.catalogue import language, viewers_zone

KEPT = 4096  # lines: of some hundred agents, in the languages and zones of those who look
MACRO = "macros/board_agent.html"


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a line shows, and for whom."""

    id: str
    name: str
    state: str
    since: datetime | None
    overruns: bool
    listened: bool
    reason: str | None
    queue: str | None
    answered: int
    aht_s: float | None
    language: str
    timezone: str


def agent_line(line: AgentLine) -> Markup:
    """One agent's line, for the reader of this moment."""
    row = line.row
    return _made(
        Shown(
            id=line.agent.id,
            name=line.agent.name,
            state=row.state,
            since=row.since,
            overruns=row.overruns,
            listened=row.listened,
            reason=line.reason,
            queue=line.queue,
            answered=row.answered,
            aht_s=row.aht_s,
            language=language(),
            timezone=viewers_zone().key,
        )
    )


@lru_cache(KEPT)
def _made(shown: Shown) -> Markup:
    macros = current_app.jinja_env.get_template(MACRO).module
    made: Markup = macros.agent_line(board_words, shown)  # type: ignore[attr-defined]
    return made
