import os
import sys
import threading
from pathlib import Path

from ivr.bringup.testlanes import Lanes
from ivr.bringup.testparts import Part

HEARD, OTHER = Part("acceptance/calls", is_heard=True), Part("unit")


def test_a_program_that_takes_too_long_is_ended():
    slow = [sys.executable, "-c", "print('on', flush=True); import time; time.sleep(60)"]
    code, output, _ = Lanes().run(slow, Part("slow", limit_s=1))
    assert code != 0
    assert "took over 1 s" in output


def test_a_part_alone_may_use_every_processor():
    assert Lanes().cpus(OTHER) == sorted(os.sched_getaffinity(0))


def test_beside_calls_that_are_heard_others_keep_to_half_of_the_processors(tmp_path):
    lanes, all_cpus = Lanes(), sorted(os.sched_getaffinity(0))
    go = tmp_path / "go"
    listen = f"import pathlib, time\nwhile not pathlib.Path({str(go)!r}).exists(): time.sleep(0.01)"
    heard = threading.Thread(target=lanes.run, args=([sys.executable, "-c", listen], HEARD))
    heard.start()
    _until(lambda: lanes.cpus(OTHER) == all_cpus[len(all_cpus) // 2 :])
    assert lanes.cpus(HEARD) == all_cpus
    Path(go).touch()
    heard.join()
    assert lanes.cpus(OTHER) == all_cpus


def _until(true) -> None:
    for _ in range(500):
        if true():
            return
        threading.Event().wait(0.01)
    raise AssertionError("did not come about")
