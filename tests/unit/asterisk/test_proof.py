import socket
import threading

import pytest

from ivr.asterisk import proof
from ivr.asterisk.proof import Wish, prove
from ivr.errors import ConnectionLost

ENVIRONMENT = "agi_network: yes\nagi_network_script: proof\nagi_uniqueid: 17.1\n\n"


def asterisk(replies):
    """An Asterisk that comes, and answers each command with the next of these lines."""

    def converse(port):
        with socket.create_connection(("127.0.0.1", port), 5) as peer, peer.makefile("rw") as stream:
            stream.write(ENVIRONMENT)
            stream.flush()
            for reply in replies:
                stream.readline()
                stream.write(reply + "\n")
                stream.flush()

    return lambda port: threading.Thread(target=converse, args=(port,), daemon=True).start()


def test_where_the_clip_ended_and_what_is_missing_is_told():
    come = asterisk(["200 result=0 endpos=1600", "200 result=1 (1)", "200 result=1 (0)"])
    told = prove("127.0.0.1", Wish("/clip", ["app_dial.so", "app_queue.so"]), come)
    assert told == proof.Proof("17.1", 1600, ("app_queue.so",))


def test_a_clip_that_is_not_there_has_no_samples():
    assert prove("127.0.0.1", Wish("/clip", []), asterisk(["200 result=-1 endpos=0"])).samples == 0


def test_without_the_function_that_knows_modules_it_is_the_one_missing():
    told = prove("127.0.0.1", Wish("/clip", ["app_dial.so"]), asterisk(["200 result=0 endpos=1", "200 result=1 ()"]))
    assert told.missing == ("func_module.so",)


def test_an_asterisk_that_goes_away_is_said():
    with pytest.raises(ConnectionLost):
        prove("127.0.0.1", Wish("/clip", []), asterisk([]))


def test_an_asterisk_that_does_not_come_is_said(monkeypatch):
    monkeypatch.setattr(proof, "LIMIT_S", 0.01)
    with pytest.raises(ConnectionLost, match="did not come to us"):
        prove("127.0.0.1", Wish("/clip", []), lambda port: None)
