"""Calls by the hundred, made by SIPp on a loopback address, and what became of them."""

import contextlib
import csv
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench_house import CALLERS, BenchHouse, go_first

from ivr.bringup import process

HERE = Path(__file__).parent
VOICE_BYTES = 800  # 0.1 s: five packets
LONGEST_CALL_S = 30
SOUND_PORTS = range(20_000, 60_000, 1_000)  # two SIPps with one port between them: the second makes no calls
FIRST = 5  # lines of SIPp's own complaints that are shown


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a load."""

    succeeded: int
    failed: int
    why: str = ""  # SIPp's own counts of what failed

    @property
    def calls(self) -> int:
        return self.succeeded + self.failed

    @property
    def failed_share(self) -> float:
        return self.failed / self.calls if self.calls else 1.0


@dataclass(frozen=True, slots=True)
class Load:
    """So many calls of one scenario to one number at so many a second."""

    number: str
    rate: float
    calls: int
    scenario: str = "short_call.xml"
    stay_s: float = LONGEST_CALL_S
    rows: tuple[tuple[str, int], ...] = ()  # of the scenario's fields, one call each
    at_once: int | None = None  # so many at the same time: whoever leaves makes room for the next


class SippCalls:
    """A running SIPp."""

    def __init__(self, house: BenchHouse, load: Load) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ivr-sipp-")
        self._load = load
        folder = Path(self._folder.name)
        (folder / "voice.ul").write_bytes(b"\xff" * VOICE_BYTES)
        text = (HERE / load.scenario).read_text().replace("@STAY_MS@", str(round(load.stay_s * 1000)))
        (folder / load.scenario).write_text(text)
        self._limit_s = load.calls / load.rate + load.stay_s + LONGEST_CALL_S
        self._child = subprocess.Popen(
            [*self._command(house, folder)], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=(folder / "errors").open("w"), preexec_fn=process.die_with_parent(),  # noqa: PLW1509 - the probes' thread holds no lock a child needs
        )  # fmt: skip
        self.pid = self._child.pid
        go_first(self.pid)

    def wait(self, meanwhile: Callable[[], None] | None = None) -> Done:
        """Every call over, or the limit; `meanwhile` is done once a second."""
        end = time.monotonic() + self._limit_s + 10
        try:
            while self._child.poll() is None and time.monotonic() < end:
                if meanwhile is not None:
                    meanwhile()
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._child.wait(1)
        finally:
            self._child.kill()
            self._child.wait()
        folder = Path(self._folder.name)
        if not (folder / "stat.csv").exists():
            raise SystemExit(f"SIPp made no calls: {(folder / 'errors').read_text()}")
        rows = list(csv.DictReader((folder / "stat.csv").open(), delimiter=";"))
        unexpected = _lines(folder / "unexpected")
        self._folder.cleanup()
        last = rows[-1] if rows else {}
        succeeded = int(last.get("SuccessfulCall(C)") or 0)
        failed = max(int(last.get("FailedCall(C)") or 0), self._load.calls - succeeded)
        kinds = (
            name for name in last if name.startswith("Failed") and name.endswith("(C)") and name != "FailedCall(C)"
        )
        why = ", ".join(f"{name.removesuffix('(C)')} {last[name]}" for name in kinds if last[name] not in ("", "0"))
        why += "".join(f"; {line}" for line in unexpected[:FIRST])
        return Done(succeeded, failed, why)

    def stop(self) -> None:
        """End it now; what became of its calls is not asked for, but it must have made them until now."""
        made_calls = self._child.poll() is None
        self._child.kill()
        self._child.wait()
        why = "" if made_calls else (Path(self._folder.name) / "errors").read_text()
        self._folder.cleanup()
        if not made_calls:
            raise SystemExit(f"SIPp made no calls: {why}")

    def _command(self, house: BenchHouse, folder: Path) -> list[str]:
        load, settings = self._load, house.settings
        rows = folder / "rows.csv"
        rows.write_text("SEQUENTIAL\n" + "".join(f"{host};{port}\n" for host, port in load.rows))
        words = f"""sipp {settings.sip_host}:{settings.sip_port} -sf {load.scenario} -s {load.number}
            -i {CALLERS} -mi {CALLERS} -p {_free_port()} -mp {_free_sound_port()}
            -r {load.rate:g} -m {load.calls} -l {load.at_once or load.calls} -timeout {round(self._limit_s)}s
            -nostdin -trace_stat -stf stat.csv -fd 1 -trace_err -error_file unexpected""".split()
        return [*words, *(("-inf", "rows.csv") if load.rows else ())]


def _lines(file: Path) -> list[str]:
    return file.read_text(errors="replace").split("\n") if file.exists() else []


def sipp_is_there() -> bool:
    """Whether the load can be made at all."""
    return shutil.which("sipp") is not None


def _free_sound_port() -> int:
    for port in SOUND_PORTS:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked, contextlib.suppress(OSError):
            asked.bind((CALLERS, port))
            return port
    raise SystemExit(f"on {CALLERS} no port is free for sound")


def _free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asked:
        asked.bind((CALLERS, 0))
        return int(asked.getsockname()[1])
