"""Gunicorn around the console: one process of many threads, gone soon after a SIGTERM."""

import gc
from collections.abc import Callable, Sequence
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

from ivr.console import live_page

THREADS = 100  # each new connection holds one until it asks something; a live page holds none
CONNECTIONS = 800  # beside the live pages
GRACE_S = 1


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn is not typed
    """A gunicorn whose settings are ours and no command line's."""

    def __init__(self, build: Callable[[], Flask], bind: str, proxies: Sequence[str]) -> None:
        self._build = build
        self._bind = bind
        self._proxies = ",".join(proxies)
        self._app: Flask | None = None
        super().__init__()

    def load_config(self) -> None:
        """Tell gunicorn how to run."""
        options: dict[str, Any] = {
            "bind": self._bind,
            "worker_class": "gthread",
            "workers": 1,
            "threads": THREADS,
            "worker_connections": CONNECTIONS,
            "graceful_timeout": GRACE_S,
            "timeout": 30,
            "errorlog": "-",
            "accesslog": None,  # addresses of sign-in pages hold their tokens
            "control_socket_disable": True,
            "forwarded_allow_ips": self._proxies,  # by default gunicorn believes whatever comes from this computer
            "proc_name": "ivr-console",
            "worker_exit": lambda _server, _worker: self.end(),
        }
        for name, value in options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """The application, built in the process that serves it: no connection is shared over a fork."""
        self._app = self._build()
        gc.freeze()  # what is there now stays: no request need wait until all of it was looked through
        return self._app

    def end(self) -> None:
        """Let the open pages know that it is over."""
        if self._app is not None:
            live_page.stream_of(self._app).stop()


def serve(build: Callable[[], Flask], host: str, port: int, proxies: Sequence[str] = ()) -> None:
    """Serve until SIGTERM."""
    Server(build, f"{host}:{port}", proxies).run()
