import os
import signal

from ivr.bringup import process


def test_a_process_without_the_mark_is_not_signalled():
    assert not process.signal_marked(os.getpid(), "nobody", signal.SIGKILL)


def test_a_process_that_does_not_exist_is_not_signalled():
    assert not process.signal_marked(2**22 + 1, "nobody", signal.SIGKILL)


def test_a_mark_nobody_carries_finds_nothing_and_kills_nothing():
    assert process.marked("nobody") == []
    assert process.kill_marked("nobody")
