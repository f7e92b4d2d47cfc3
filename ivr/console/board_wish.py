"""Which part of the centre a wallboard shows: written in its address, so that a screen finds back to it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import parse_qsl, urlencode

from ivr.store.agents import Agent
from ivr.store.queues import Queue

LONGEST = 64  # of an id


@dataclass(frozen=True, slots=True)
class BoardWish:
    """A project, a queue, a team; empty is all of them."""

    project: str = ""
    queue: str = ""
    team: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "BoardWish":
        """The wish in the arguments of an address."""
        return cls(**{name: asked.get(name, "").strip()[:LONGEST] for name in cls.__slots__})

    @classmethod
    def of_part(cls, part: str) -> "BoardWish":
        """The wish that `part` was made of."""
        return cls.of(dict(parse_qsl(part)))

    @property
    def part(self) -> str:
        """The wish as an address carries it: the same for all who wish the same."""
        return urlencode(self.given)

    @property
    def given(self) -> dict[str, str]:
        """What is wished, by name."""
        return {name: value for name, value in asdict(self).items() if value}

    def takes_queue(self, queue: Queue) -> bool:
        """Whether a queue is wished for."""
        return self.queue in ("", queue.id) and self.project in ("", queue.project)

    def takes_agent(self, agent: Agent) -> bool:
        """Whether an agent is wished for, whatever his queues."""
        return self.team in ("", agent.team)
