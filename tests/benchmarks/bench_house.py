"""A telephony server for one benchmark: its own state folder, Asterisk with one more context, engine and worker."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from ivr.app import speaker
from ivr.bringup import asterisk_tree, configuration, ports, process
from ivr.calls.commands import Say
from ivr.cli.centre_file import parse_centre
from ivr.config import PROJECT, Settings, cache_dir
from ivr.menus.definition_json import to_plain
from ivr.menus.loader import load
from ivr.store.centre import Menu, save_centre
from ivr.store.database import Database
from ivr.store.migration import migrate

HERE = Path(__file__).parent
CALLERS = "127.0.0.4"
READY_S = 20.0
STOP_S = 10.0
FIRST = "-15"
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cpu:
    """Seconds of processor time used so far."""

    asterisk: float
    engine: float
    worker: float

    def __sub__(self, other: "Cpu") -> "Cpu":
        return Cpu(self.asterisk - other.asterisk, self.engine - other.engine, self.worker - other.worker)

    @property
    def python(self) -> float:
        return self.engine + self.worker


@dataclass(frozen=True, slots=True)
class BenchHouse:
    """The processes under load."""

    settings: Settings
    pids: Mapping[str, int]

    def cpu(self) -> Cpu:
        return Cpu(**{name: _family_cpu_s(pid) for name, pid in self.pids.items()})

    def loop_s(self) -> float:
        """Processor time of the engine's first thread, the loop's."""
        pid = self.pids["engine"]
        return _cpu_s(Path(f"/proc/{pid}/task/{pid}/stat"))


def _nothing_more(_settings: Settings) -> None:
    """What most benchmarks do before the engine starts."""


@contextlib.contextmanager
def bench_house(
    engine: tuple[str, ...] = ("-m", "ivr", "engine"),
    before_engine: Callable[[Settings], None] = _nothing_more,
    before_asterisk: Callable[[Settings], None] = _nothing_more,
    centre: str = "centre.yaml",
) -> Iterator[BenchHouse]:
    """Everything started and, at the end, stopped and removed; `engine` is what Python runs as such."""
    with tempfile.TemporaryDirectory(prefix="ivr-bench-") as folder, contextlib.ExitStack() as stack:
        settings = _prepared(Path(folder), centre)
        _add_native_menu(settings)
        before_asterisk(settings)
        argv = tuple(asterisk_tree.asterisk_command(settings, settings.asterisk_dir / "etc"))
        pids = {"asterisk": stack.enter_context(_running("asterisk", argv, settings)).pid}
        _wait(lambda: ports.answers(settings.host, settings.ami_port), "Asterisk", settings)
        before_engine(settings)
        for name, words in (("engine", engine), ("worker", ("-m", "ivr", "worker"))):
            pids[name] = stack.enter_context(_running(name, (sys.executable, *words), settings)).pid
            _wait((settings.home / f"{name}.heartbeat").exists, name, settings)
        time.sleep(5)  # the worker renders ahead when it starts
        yield BenchHouse(settings, pids)


def _prepared(home: Path, centre: str) -> Settings:
    cache = cache_dir()
    asterisk_tree.ensure_tree(cache, print)
    wishes = {"far_end_host": CALLERS, "rtp_first": 10_000, "rtp_last": 19_999, "languages": ("en",)}
    settings = configuration.first_settings(home, cache, "local", wishes)
    settings.logs_dir.mkdir(parents=True, exist_ok=True)
    configuration.render_asterisk(settings)
    process.export(IVR_HOME=str(home), IVR_CACHE=str(cache), PYTHONPATH=str(PROJECT))
    _save_centre(settings, centre)
    subprocess.run((sys.executable, "-m", "ivr", "prepare"), check=True, timeout=300, stdout=subprocess.DEVNULL)
    return settings


def _save_centre(settings: Settings, name: str) -> None:
    database = Database(settings.database_url)
    trees = [load((HERE / name).read_text(), name) for name in ("short.yaml", "wait.yaml")]
    menus = tuple(Menu(tree.id, to_plain(tree)) for tree in trees)
    centre = parse_centre((HERE / name).read_text(), name, menus)
    routing = {**centre.settings["routing"], "announce_every_s": 30.0}
    migrate(database)
    with database.write() as connection:
        save_centre(connection, replace(centre, settings={**centre.settings, "routing": routing}))
    database.close()


def _add_native_menu(settings: Settings) -> None:
    voice = speaker(settings)
    ask, thanks = ("&".join(map(str, voice.clips((Say(name),), "en").paths)) for name in ("main_menu", "thanks"))
    context = (HERE / "native.conf").read_text().replace("@ASK@", ask).replace("@THANKS@", thanks)
    with (settings.asterisk_dir / "etc" / "extensions.conf").open("a") as file:
        file.write(context)


@contextlib.contextmanager
def _running(name: str, argv: tuple[str, ...], settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    child = process.start(argv, settings.logs_dir / f"{name}.log")
    go_first(child.pid)
    try:
        yield child
    finally:
        child.terminate()
        try:
            child.wait(STOP_S)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def _wait(is_ready: Callable[[], bool], name: str, settings: Settings) -> None:
    end = time.monotonic() + READY_S
    while not is_ready():
        if time.monotonic() > end:
            log = (settings.logs_dir / f"{name.lower()}.log").read_text(errors="replace")
            raise SystemExit(f"{name} did not get ready: {log[-2000:]}")
        time.sleep(0.05)


def go_first(pid: int | str) -> None:
    """Let a process and its session go before all other programs of a full machine; only root may ask for that."""
    with contextlib.suppress(OSError):
        Path(f"/proc/{pid}/autogroup").write_text(FIRST)


def _family_cpu_s(pid: int) -> float:
    """Of a process and its children: the engine's write the history and look ahead."""
    own = _cpu_s(Path(f"/proc/{pid}/stat"))
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    threads = (path / "children" for path in Path(f"/proc/{pid}/task").iterdir() if path.name != str(pid))
    children += [child for path in threads for child in path.read_text().split()]
    return own + sum(_family_cpu_s(int(child)) for child in children)


def _cpu_s(stat: Path) -> float:
    """Processor time of a process with all its threads, or of one thread."""
    fields = stat.read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS
