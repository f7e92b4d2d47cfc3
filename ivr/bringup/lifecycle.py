"""`up` and `down`: one road from a bare checkout to a telephone that rings, and back to nothing."""

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ivr.bringup import (
    asterisk_docker,
    asterisk_tree,
    configuration,
    environment,
    external,
    ports,
    process,
    state,
    voice,
)
from ivr.bringup.children import container_name
from ivr.bringup.disk import full_disk_said, require_not_full, require_room
from ivr.bringup.keeper import telling_lines
from ivr.bringup.lock import Lock, is_held, lock_path, take
from ivr.bringup.steps import complain, line, say, step
from ivr.config import PROJECT, SETTINGS_FILE, Settings, load_settings
from ivr.errors import SetupError

HOME_MB = 60  # clips, database and logs of a first day
PREPARE_S = 300
SELF_TEST = ("call", "100", "--press", "wait:2 2", "--self-test")
DOWN_S = 45.0


@dataclass(frozen=True, slots=True)
class Wish:
    """What the user asked `up` for."""

    home: Path
    cache: Path
    asterisk: str = "auto"
    settings: Mapping[str, str | int] = field(default_factory=dict)  # asked for now, kept from then on
    detach: bool = False
    self_test: bool = True
    keep: bool = False


def up(wish: Wish) -> int:
    """Bring everything up, or say that it is up already; the exit code."""
    process.export(IVR_HOME=str(wish.home), IVR_CACHE=str(wish.cache), PYTHONPATH=str(PROJECT))
    process.unwind_on_signals()
    with full_disk_said():
        wish.home.mkdir(parents=True, exist_ok=True)
        lock = take(lock_path(wish.home))
        if lock is None:
            return _already_up(wish)
        began = time.monotonic()
        settings, python = _make_ready(wish, lock)
        keeper = _start_keeper(settings, lock)
        return _serve(wish, python, keeper, began)


def down(home: Path) -> int:
    """Stop the installation and clear what a killed one left; the exit code."""
    report = state.read(home / "state.json")
    was_running = is_held(lock_path(home))
    if was_running and (report is None or not report.is_true):
        raise SetupError(f"an `up` of {home} is still at work: stop it with Ctrl-C, or wait and run `down` again")
    if was_running and report is not None:
        process.signal_marked(report.keeper, report.run, signal.SIGTERM)
        _wait_released(home, report.run)
    clear_remains(home)
    say("stopped" if was_running else "nothing was running")
    return 0


def clear_remains(home: Path) -> None:
    """End what a killed keeper left: marked processes, the container, the report, the lock file."""
    report = state.read(home / "state.json")
    if report is not None:
        process.kill_marked(report.run)
        if report.container:
            asterisk_docker.stop_container(report.container)
    for leftover in (home / "state.json", lock_path(home)):
        if not is_held(lock_path(home)) or leftover.name == "state.json":
            leftover.unlink(missing_ok=True)


def _make_ready(wish: Wish, lock: Lock) -> tuple[Settings, Path]:
    """Everything before the first process; leaves no lock when it fails."""
    try:
        clear_remains(wish.home)
        require_room(wish.home, HOME_MB, "database, clips and logs")
        with step("Python environment"):
            python = environment.ensure_environment(wish.cache, say)
        mode = _asterisk_mode(wish)
        with step(f"Asterisk ({mode})"):
            _get_asterisk(mode, wish)
        with step("offline voice"):
            voice.ensure_espeak(wish.cache, say)
        with step("settings and configuration"):
            settings = _settings(wish, mode)
            ports.require_free(settings)
            configuration.render_asterisk(settings)
        with step("database, demo centre, prompts"):
            _prepare(settings, python)
        if mode == "external" and (warning := external.require_ours(settings)):
            say(f"  warning: {warning}")
    except BaseException:
        lock.release()
        raise
    return settings, python


def _asterisk_mode(wish: Wish) -> str:
    if wish.asterisk != "auto":
        return wish.asterisk
    if (wish.home / SETTINGS_FILE).exists():
        return load_settings(wish.home).asterisk
    return "docker" if asterisk_docker.docker_answers() else "local"


def _get_asterisk(mode: str, wish: Wish) -> None:
    if mode == "docker":
        asterisk_docker.ensure_image(say)
    elif mode == "local" or wish.self_test:  # the test call's far end is an Asterisk of our own in any case
        asterisk_tree.ensure_tree(wish.cache, say)


def _settings(wish: Wish, mode: str) -> Settings:
    """The settings of the first `up`, kept; what is asked for now goes before what was asked then."""
    settings = configuration.first_settings(wish.home, wish.cache, mode, wish.settings)
    settings.logs_dir.mkdir(parents=True, exist_ok=True)
    return settings


def _prepare(settings: Settings, python: Path) -> None:
    log = settings.logs_dir / "prepare.log"
    log.unlink(missing_ok=True)
    child = process.start((str(python), "-m", "ivr", "prepare"), log)
    try:
        code = child.wait(PREPARE_S)
    except subprocess.TimeoutExpired:
        raise SetupError(f"preparing database and prompts took over {PREPARE_S} s: see {log}") from None
    finally:
        child.kill()
        child.wait()
    if code:
        require_not_full(settings.home)
        words = "\n    ".join(telling_lines(log.read_text(errors="replace").splitlines(), 3))
        raise SetupError(
            f"database and prompts could not be prepared: mend what this says and run `up` again\n    {words}"
        )


def _start_keeper(settings: Settings, lock: Lock) -> subprocess.Popen[str]:
    run = uuid.uuid4().hex
    if settings.asterisk == "docker":
        asterisk_docker.stop_container(container_name(settings.home))
    argv = [sys.executable, "-m", "ivr", "keeper", str(settings.home), run, str(lock.descriptor)]
    process.export(**{process.RUN_MARK: run})  # in the keeper and in all that it starts
    try:
        with (settings.logs_dir / "keeper.log").open("ab") as log:
            keeper = subprocess.Popen(
                argv,
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                start_new_session=True,
                pass_fds=[lock.descriptor],
            )
    except BaseException:
        lock.release()
        raise
    finally:
        os.unsetenv(process.RUN_MARK)
    lock.hand_over()
    return keeper


def _serve(wish: Wish, python: Path, keeper: subprocess.Popen[str], began: float) -> int:
    """Wait until ready, prove it by a call, say how to ring; then stay or leave."""
    stays = False
    try:
        _wait_ready(wish.home, keeper)
        if wish.self_test and not _self_test(python):
            stays = wish.keep
            complain(
                "the self-test call failed"
                + (": everything was left up to look at" if stays else ", so all was stopped")
            )
            return 1
        say(line("ready", time.monotonic() - began))
        _welcome(python)
        stays = wish.detach
        return 0 if wish.detach else _stay(wish.home, keeper)
    finally:
        if not stays:
            keeper.terminate()
            keeper.wait()


def _wait_ready(home: Path, keeper: subprocess.Popen[str]) -> None:
    assert keeper.stdout is not None
    for told in keeper.stdout:
        word, _, rest = told.rstrip("\n").partition(" ")
        if word == "ready":
            return
        if word == "step":
            name, seconds = rest.split()
            say(line(name, float(seconds)))
        else:
            require_not_full(home)
            raise SetupError("\n".join([rest, *(more.rstrip("\n") for more in keeper.stdout)]))
    raise SetupError("the keeper ended before all was ready: `python3 -m ivr logs keeper` tells why")


def _self_test(python: Path) -> bool:
    with step("self-test call"):
        return subprocess.run([python, "-m", "ivr", *SELF_TEST], stdin=subprocess.DEVNULL, check=False).returncode == 0


def _welcome(python: Path) -> None:
    subprocess.run([python, "-m", "ivr", "welcome"], stdin=subprocess.DEVNULL, check=False)


def _stay(home: Path, keeper: subprocess.Popen[str]) -> int:
    say("running; Ctrl-C stops everything")
    try:
        code = keeper.wait()
    except KeyboardInterrupt:
        say("stopping")
        return 0
    if code:
        clear_remains(home)
        complain(f"the keeper ended with code {code}: `python3 -m ivr logs keeper` tells why; run `up` again")
    return 1 if code else 0


def _already_up(wish: Wish) -> int:
    end = time.monotonic() + PREPARE_S
    while time.monotonic() < end and is_held(lock_path(wish.home)):
        report = state.read(wish.home / "state.json")
        if report is not None and report.is_true and report.state in {"ready", "degraded"}:
            say(f"already running (keeper {report.keeper}, since {report.since})")
            _welcome(wish.cache / "venv" / "bin" / "python")
            return 0
        time.sleep(0.2)
    raise SetupError(
        f"another `up` or `down` of {wish.home} was at work and did not finish ready: run the command again"
    )


def _wait_released(home: Path, run: str) -> None:
    end = time.monotonic() + DOWN_S
    while is_held(lock_path(home)):
        if time.monotonic() > end:
            process.kill_marked(run)
            return
        time.sleep(0.05)
