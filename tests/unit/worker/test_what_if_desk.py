"""One question at a time is computed by a process that can be killed, and is asked again when it was."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ivr.store import what_ifs
from ivr.store.database import Database
from ivr.store.what_ifs import MOST_TRIES, WhatIf, WhatIfOutcome
from ivr.worker.what_if_desk import KEPT, WhatIfDesk

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
LATER = NOON + timedelta(seconds=1)


class Bench:
    """A desk whose processes wait to be ended."""

    def __init__(self, home: Path, fresh: Callable[[str], Database]) -> None:
        self.database = fresh(f"sqlite:///{home}/ivr.sqlite")
        self.started: list[tuple[str, subprocess.Popen[bytes]]] = []
        self.desk = WhatIfDesk(self.database, self.start)

    def start(self, what_if_id: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
        self.started.append((what_if_id, process))
        return process

    def ask(self, *names: str) -> None:
        with self.database.write() as connection:
            for n, name in enumerate(names):
                what_ifs.ask(connection, WhatIf(name, "kata", NOON + timedelta(milliseconds=n), {}))

    def close(self, name: str, outcome: WhatIfOutcome) -> None:
        with self.database.write() as connection:
            what_ifs.close(connection, name, outcome)

    def kill(self) -> None:
        self.started[-1][1].kill()
        self.started[-1][1].wait()

    def found(self, name: str) -> WhatIf | None:
        with self.database.read() as connection:
            return what_ifs.of(connection, name)

    @property
    def ids(self) -> list[str]:
        return [name for name, _ in self.started]


@pytest.fixture
def bench(tmp_path: Path, fresh) -> Iterator[Bench]:
    made = Bench(tmp_path, fresh)
    yield made
    for _, process in made.started:
        process.kill()
        process.communicate()
    made.database.close()


def test_questions_are_computed_one_after_the_other(bench: Bench) -> None:
    bench.ask("a", "b")
    bench.desk.round(LATER)
    bench.desk.round(LATER)
    assert bench.ids == ["a"]

    bench.close("a", WhatIfOutcome.DONE)
    bench.kill()
    bench.desk.round(LATER)
    assert bench.ids == ["a", "b"]


def test_a_killed_one_is_begun_again(bench: Bench) -> None:
    bench.ask("a")
    bench.desk.round(LATER)
    bench.kill()
    bench.desk.round(LATER)

    assert bench.ids == ["a", "a"]


def test_what_was_begun_in_vain_too_often_is_given_up_with_a_sentence(bench: Bench) -> None:
    bench.ask("a")
    for _ in range(MOST_TRIES):
        bench.desk.round(LATER)
        bench.kill()
    bench.desk.round(LATER)
    found = bench.found("a")

    assert len(bench.started) == MOST_TRIES
    assert found is not None
    assert found.outcome is WhatIfOutcome.REFUSED
    assert "could not be computed" in (found.reason or {})["sentence"]


def test_a_stopped_one_is_killed(bench: Bench) -> None:
    bench.ask("a")
    bench.desk.round(LATER)
    bench.close("a", WhatIfOutcome.STOPPED)
    bench.desk.round(LATER)

    assert bench.started[0][1].poll() is not None


def test_old_answers_are_forgotten(bench: Bench) -> None:
    bench.ask("a")
    bench.close("a", WhatIfOutcome.DONE)
    bench.ask("b")
    bench.desk.round(NOON + KEPT + timedelta(days=1))

    assert bench.found("a") is None
    assert bench.ids == ["b"]


def test_without_questions_nothing_is_started(bench: Bench) -> None:
    bench.desk.round(LATER)

    assert bench.started == []
