"""`check`: what is wrong with this installation, and how to mend it; one line a finding."""

import json
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import typer

from ivr.asterisk.check import ping
from ivr.bringup import asterisk_docker, asterisk_tree, configuration, ports, status
from ivr.bringup.children import container_name
from ivr.bringup.disk import free_mb
from ivr.cli import check_external
from ivr.cli.menu_files import differences
from ivr.config import PROJECT, Settings, load_settings
from ivr.speech.espeak import Espeak

AMI_USER = "check"
HEARTBEAT_S = 5.0
CONSOLE_S = 5.0
ROOM_MB = 200
WAV_HEADER = 44  # bytes before the first sample


class Wrong(Exception):
    """What is wrong and how to mend it."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    subject: str
    text: str
    is_wrong: bool = False

    def __str__(self) -> str:
        return f"{'WRONG' if self.is_wrong else 'ok':<6}{self.subject:<12}{self.text}"


def main(as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False) -> None:
    """What is wrong with this installation, and how to mend it; exit code 1 when anything is."""
    found = list(findings(load_settings()))
    plain = [{"subject": finding.subject, "ok": not finding.is_wrong, "text": finding.text} for finding in found]
    typer.echo(json.dumps(plain, indent=2) if as_json else "\n".join(map(str, found)))
    raise typer.Exit(1 if any(finding.is_wrong for finding in found) else 0)


def findings(settings: Settings) -> Iterator[Finding]:
    """Every check of this installation, each by itself: one that fails hides no other."""
    checks = CHECKS | (EXTERNAL if settings.asterisk == "external" else {})
    for subject, look in checks.items():
        try:
            yield Finding(subject, look(settings))
        except Exception as wrong:  # whatever it is, the person who runs `check` must read it
            yield Finding(subject, str(wrong).split("\n", maxsplit=1)[0], is_wrong=True)


def keeper(settings: Settings) -> str:
    """The keeper lives and all its children are ready."""
    known = status.describe(settings.home)
    if known["state"] == "stopped":
        raise Wrong("not running: run `python3 -m ivr up`")
    down = [name for name, child in known["children"].items() if child["phase"] != "up"]
    if down:
        raise Wrong(f"{', '.join(down)} not ready: `python3 -m ivr logs {down[0]}` tells why")
    return f"{known['state']} since {known['since']}"


def engine(settings: Settings) -> str:
    """The engine's heartbeat is fresh and its AGI port answers."""
    try:
        age = time.time() - settings.heartbeat_path.stat().st_mtime
    except FileNotFoundError:
        raise Wrong("no heartbeat: run `python3 -m ivr up`, then `python3 -m ivr logs engine`") from None
    if age > HEARTBEAT_S:
        raise Wrong(f"its last heartbeat is {age:.0f} s old: `python3 -m ivr logs engine` tells why")
    if not ports.answers(settings.host, settings.agi_port):
        raise Wrong(f"AGI port {settings.agi_port} does not answer: `python3 -m ivr logs engine` tells why")
    return f"heartbeat {age:.1f} s old, AGI on {settings.host}:{settings.agi_port}"


def asterisk(settings: Settings) -> str:
    """Asterisk's manager takes our secret."""
    version = ping(settings.host, settings.ami_port, AMI_USER, settings.ami_check_secret)
    return f"{settings.asterisk}, manager protocol {version} on {settings.host}:{settings.ami_port}"


def modules(settings: Settings) -> str:
    """Every module the configuration asks for runs: a declined one is only a line in a log."""
    if settings.asterisk == "external":
        return "see sounds: an external Asterisk is asked through its dialplan"
    needed = configuration.needed_modules(settings.asterisk_dir / "etc")
    missing = configuration.not_running(needed, _console_line(settings, "module show"))
    if missing:
        raise Wrong(f"not running: {', '.join(missing)}; `python3 -m ivr logs asterisk` tells why")
    return f"all {len(needed)} running"


def _console_line(settings: Settings, text: str) -> str:
    """What Asterisk's own console answers; the manager user of `check` may not ask for modules."""
    etc = settings.asterisk_dir / "etc"
    if settings.asterisk == "docker":
        argv = asterisk_docker.cli_command(etc, container_name(settings.home), text)
    else:
        argv = asterisk_tree.cli_command(settings, etc, text)
    try:
        done = subprocess.run(argv, capture_output=True, text=True, timeout=CONSOLE_S, check=False)  # noqa: S603 - ours
    except subprocess.TimeoutExpired:
        raise Wrong("Asterisk's console does not answer: `python3 -m ivr logs asterisk` tells why") from None
    if done.returncode:
        raise Wrong("Asterisk does not run: `python3 -m ivr logs asterisk` tells why")
    return done.stdout


def sip(settings: Settings) -> str:
    """Somebody, who can only be Asterisk, has the SIP port."""
    if not ports.is_free(settings.sip_host, settings.sip_port, socket.SOCK_DGRAM):
        return f"UDP {settings.sip_host}:{settings.sip_port}"
    why = "is pjsip.conf included?" if settings.asterisk == "external" else "`python3 -m ivr logs asterisk` tells why"
    raise Wrong(f"nobody listens on UDP {settings.sip_host}:{settings.sip_port}: {why}")


def menus(settings: Settings) -> str:
    """The menus in force are those of the files, or it is said which are not: that may be meant."""
    return "; ".join(differences(settings)) or "as in their files"


def console(settings: Settings) -> str:
    """The console answers."""
    if not ports.answers(settings.host, settings.console_port):
        raise Wrong(f"{settings.console_url} does not answer: `python3 -m ivr logs console` tells why")
    return settings.console_url


def voice(settings: Settings) -> str:
    """The offline voice speaks every language of the centre."""
    sizes = [len(Espeak().speak("1", language)) for language in settings.languages]
    if min(sizes, default=0) <= WAV_HEADER:
        raise Wrong("espeak-ng gives no sound: run `apt-get install --reinstall espeak-ng`")
    return f"{shutil.which(Espeak().program)} speaks {', '.join(settings.languages)}"


def disk(settings: Settings) -> str:
    """There is room for clips, calls and logs."""
    free = free_mb(settings.home)
    if free < ROOM_MB:
        raise Wrong(f"{free} MB free under {settings.home}, {ROOM_MB} MB are needed: free some space")
    return f"{free} MB free under {settings.home}"


def clock(settings: Settings) -> str:
    """The clock is not behind the program's own files, and the time zone is known."""
    now = datetime.now(UTC)
    newest = max(file.stat().st_mtime for file in (PROJECT / "ivr").glob("*.py"))
    if now.timestamp() < newest:
        raise Wrong(f"it says {now:%Y-%m-%d %H:%M} UTC, which is before this program was installed: set the clock")
    try:
        local = now.astimezone(ZoneInfo(settings.timezone))
    except (ZoneInfoNotFoundError, ValueError):
        raise Wrong(f"no time zone {settings.timezone}: correct it in {settings.home / 'settings.json'}") from None
    return f"{now:%Y-%m-%d %H:%M:%S} UTC, {local:%H:%M} in {settings.timezone}"


CHECKS: dict[str, Callable[[Settings], str]] = {
    look.__name__: look for look in (keeper, asterisk, modules, sip, engine, menus, console, voice, disk, clock)
}
EXTERNAL: dict[str, Callable[[Settings], str]] = {
    "includes": check_external.include_lines,
    "version": check_external.version,
    "phones": check_external.phones,
    "sounds": check_external.sounds,
}
