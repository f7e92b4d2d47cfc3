"""Stands in for the environment's Python and for Asterisk's loader: each verb does the least the keeper expects.

A file trial/<verb>.fails in the home makes that verb print its text and end with code 1; trial/<verb>.hangs makes it
live on without a heartbeat; trial/<verb>.fills makes it write until the disk is full.
"""

import json
import os
import re
import socket
import sys
import time
from pathlib import Path

HOME = Path(os.environ["IVR_HOME"])
TRIAL = HOME / "trial"


def listen(port: int) -> socket.socket:
    server = socket.socket()
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind(("127.0.0.1", port))
    server.listen()
    return server


def beat(name: str) -> None:
    while True:
        if not (TRIAL / f"{name}.hangs").exists():
            (HOME / f"{name}.heartbeat").touch()
        time.sleep(0.05)


def serve(server: socket.socket) -> None:
    while True:
        server.accept()[0].close()


def fill_disk() -> None:
    with (HOME / "ballast").open("ab") as file:
        while True:
            file.write(bytes(1_000_000))
            file.flush()


def main() -> None:
    is_asterisk = "-C" in sys.argv
    verb = "asterisk" if is_asterisk else sys.argv[3]
    fails = TRIAL / f"{verb}.fails"
    if fails.exists():
        print(fails.read_text(), flush=True)
        sys.exit(1)
    if (TRIAL / f"{verb}.fills").exists():
        fill_disk()
    settings = json.loads((HOME / "settings.json").read_text())
    if is_asterisk:
        etc = Path(sys.argv[sys.argv.index("-C") + 1]).parent
        port = re.search(r"^port *= *(\d+)", (etc / "manager.conf").read_text(), re.MULTILINE)
        serve(listen(int(port[1])))
    if verb == "engine":
        server = listen(settings["agi_port"])
        assert server
        beat("engine")
    if verb == "worker":
        beat("worker")
    if verb == "console":
        serve(listen(settings["console_port"]))
    print({"call": "heard: main menu", "welcome": "ring 100", "prepare": "prepared"}[verb])


if __name__ == "__main__":
    main()
