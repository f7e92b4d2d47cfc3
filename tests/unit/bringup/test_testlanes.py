import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ivr.bringup.process import carrying
from ivr.bringup.testlanes import MARK, Lanes
from ivr.bringup.testparts import Part

BESIDE = f"beside-{os.getpid()}"  # what real parts started is not ours
HEARD, OTHER, COMPUTES = Part("calls", is_heard=True), Part(BESIDE), Part("computes", gives_way=True)


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    """Whatever becomes of a test, what it started ends with it."""
    made = Lanes()
    yield made
    made.end()


def test_a_program_that_takes_too_long_is_ended():
    slow = [sys.executable, "-c", "print('on', flush=True); import time; time.sleep(60)"]
    code, output, _ = Lanes().run(slow, Part("slow", limit_s=1))
    assert code != 0
    assert "took over 1 s" in output


def test_a_part_alone_may_use_every_processor():
    assert Lanes().cpus(OTHER) == sorted(os.sched_getaffinity(0))


def test_beside_calls_that_are_heard_others_keep_to_half_of_the_processors(lanes, tmp_path):
    all_cpus, go = sorted(os.sched_getaffinity(0)), tmp_path / "go"
    heard = threading.Thread(target=lanes.run, args=(_waits_for(go), HEARD))
    heard.start()
    _until(lambda: lanes.cpus(OTHER) == all_cpus[len(all_cpus) // 2 :])
    assert lanes.cpus(HEARD) == all_cpus
    Path(go).touch()
    heard.join()
    assert lanes.cpus(OTHER) == all_cpus


def test_when_no_calls_are_heard_any_more_the_others_spread(lanes, tmp_path):
    all_cpus, go, over = sorted(os.sched_getaffinity(0)), tmp_path / "go", tmp_path / "over"
    heard = threading.Thread(target=lanes.run, args=(_waits_for(go), HEARD))
    heard.start()
    _until(lambda: lanes.cpus(OTHER) == all_cpus[len(all_cpus) // 2 :])  # of one processor that is all
    other = threading.Thread(target=lanes.run, args=(_waits_for(over), OTHER))
    other.start()
    _until(lambda: [os.sched_getaffinity(pid) for pid in carrying(MARK, BESIDE)] == [set(lanes.cpus(OTHER))])
    Path(go).touch()
    heard.join()
    assert [os.sched_getaffinity(pid) for pid in carrying(MARK, BESIDE)] == [set(all_cpus)]
    Path(over).touch()
    other.join()


def test_what_only_computes_gives_way_and_may_use_every_processor():
    lanes = Lanes()
    _, said, _ = lanes.run([sys.executable, "-c", "import os; print(os.getpriority(os.PRIO_PROCESS, 0))"], COMPUTES)
    assert (said.strip(), lanes.cpus(COMPUTES)) == ("19", sorted(os.sched_getaffinity(0)))


def _waits_for(file: Path) -> list[str]:
    wait = f"import pathlib, time\nwhile not pathlib.Path({str(file)!r}).exists(): time.sleep(0.01)"
    return [sys.executable, "-c", wait]


def _until(true) -> None:
    for _ in range(6000):  # its part of the tests gives way to all others
        if true():
            return
        threading.Event().wait(0.01)
    raise AssertionError("did not come about")
