"""Our processes take their places on a full machine, tried in children: what one gave up it may not take back."""

import os
import subprocess
import sys

BEFORE = os.getpriority(os.PRIO_PROCESS, 0)


def niceness(words: str, **how: object) -> int:
    program = f"import os; from ivr.cli.precedence import *; {words}; print(os.getpriority(os.PRIO_PROCESS, 0))"
    return int(subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, **how).stdout)


def test_who_gives_way_waits_for_others() -> None:
    assert niceness("give_way(19)") == 19


def test_who_waits_longer_already_keeps_its_place() -> None:
    assert niceness("give_way(1)", preexec_fn=lambda: os.nice(7)) == min(BEFORE + 7, 19)


def test_who_may_not_go_first_goes_on_as_it_is() -> None:
    assert niceness("go_first(-5)") in {-5, BEFORE}


def test_who_must_not_wait_runs_at_once_and_its_threads_and_children_in_turn() -> None:
    program = """
import os, subprocess, sys, threading
from ivr.cli.precedence import go_at_once
def turn(): print(os.sched_getscheduler(0) & ~os.SCHED_RESET_ON_FORK, flush=True)
go_at_once(); turn()
thread = threading.Thread(target=turn); thread.start(); thread.join()
subprocess.run([sys.executable, "-c", "import os; print(os.sched_getscheduler(0))"])
"""
    said = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()
    assert int(said[0]) in {os.SCHED_RR, os.SCHED_OTHER}
    assert said[1:] == [str(os.SCHED_OTHER)] * 2


def test_a_session_of_ones_own_is_weighed_where_there_are_such() -> None:
    assert niceness("give_way(19)", start_new_session=True) == 19
