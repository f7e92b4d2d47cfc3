"""Asterisk's configuration: settings made once, templates of docker/ filled in, two folders of files."""

import dataclasses
import re
import secrets
import shutil
import socket
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from ivr.bringup import asterisk_docker, asterisk_tree, external
from ivr.bringup.ports import is_free
from ivr.config import PROJECT, SETTINGS_FILE, Settings, load_settings, save_settings
from ivr.errors import SetupError

TEMPLATES = PROJECT / "docker"
DIALPLAN = PROJECT / "dialplans" / "extensions.conf"
PORTS = range(5100, 9900)  # below the kernel's own range for outgoing connections
RTP_BLOCKS = range(10_000, 32_000, 1_000)  # a call with an agent takes four ports
LONGEST_SOCKET_PATH = 107  # bytes in a Unix address
ONCE_INSIDE_OTHERS = ("res_cdrel_custom.so",)  # of cel_custom, up to Asterisk 22.7
WRITTEN_LATER = "pjsip_phones.conf"  # `ivr prepare` fills it from the store, the far end's driver its own
FOLDERS = ("etc", "var/keys", "log", "run", "spool/talks")
RECORD_FOLDERS = ("cel-custom", "cdr-custom")  # where older Asterisks write custom records, below their log folder

# The witness's columns, in the order of a row of log/cel.csv.
CEL_COLUMNS = {
    "eventtype": "${eventenum}",
    "eventtime": "${eventtime}",
    "uniqueid": "${CHANNEL(uniqueid)}",
    "linkedid": "${CHANNEL(linkedid)}",
    "channame": "${CHANNEL(channame)}",
    "cid_num": "${CALLERID(num)}",
    "exten": "${CHANNEL(exten)}",
    "context": "${CHANNEL(context)}",
    "appname": "${CHANNEL(appname)}",
    "accountcode": "${CHANNEL(accountcode)}",
    "peer": "${BRIDGEPEER}",
    "userdeftype": "${userdeftype}",
    "eventextra": "${eventextra}",
}

# The columns of log/cdr.csv, a row for each pair of channels; moments as seconds since 1970, with microseconds.
CDR_COLUMNS = {
    "start": "${CDR(start,u)}",
    "answer": "${CDR(answer,u)}",
    "end": "${CDR(end,u)}",
    "channel": "${CDR(channel)}",
    "dstchannel": "${CDR(dstchannel)}",
    "uniqueid": "${CDR(uniqueid)}",
    "linkedid": "${CDR(linkedid)}",
    "sequence": "${CDR(sequence)}",
    "disposition": "${CDR(disposition)}",
    "lastapp": "${CDR(lastapp)}",
    "accountcode": "${CDR(accountcode)}",
}


def first_settings(home: Path, cache: Path, asterisk: str, overrides: Mapping[str, Any] | None = None) -> Settings:
    """The settings of this home: those written earlier with the wishes of now, or new ones (free ports, secrets)."""
    wishes = {"cache": cache, "asterisk": asterisk, **(overrides or {})}
    home.mkdir(parents=True, exist_ok=True)
    home.chmod(0o700)  # numbers of callers and secrets of phones are nobody else's on this machine
    kept = load_settings(home) if (home / SETTINGS_FILE).exists() else None
    wanted = dataclasses.replace(kept, **wishes) if kept else _new_settings(home, wishes)
    if not wanted.erasure_secret:
        wanted = dataclasses.replace(wanted, erasure_secret=secrets.token_hex(32))
    if wanted != kept:
        save_settings(wanted)
    return wanted


def render_asterisk(settings: Settings) -> Path:
    """Write the configuration of our Asterisk; its etc folder."""
    base = settings.asterisk_dir
    outside = [] if settings.trunk and _trunk_host(settings) == settings.far_end_host else ["pjsip_far_end.conf"]
    outside += ["pjsip_carrier.conf"] if settings.trunk else []
    etc = _render(TEMPLATES / "asterisk", base, settings)
    (etc / "pjsip_outside.conf").write_text("".join(f"#include {name}\n" for name in outside), encoding="utf-8")
    shutil.copyfile(DIALPLAN, etc / DIALPLAN.name)
    if settings.asterisk == "external":
        external.write_includes(settings)
    return etc


def render_far_end(settings: Settings) -> Path:
    """Write the configuration of the second Asterisk, the outside world; its etc folder."""
    base = settings.home / "far-end"
    (base / "recordings").mkdir(parents=True, exist_ok=True)
    return _render(TEMPLATES / "far_end", base, settings)


def needed_modules(etc_dir: Path) -> list[str]:
    """Modules that must run in an Asterisk started on this configuration; a declined one is only a line in its log."""
    text = (etc_dir / "modules.conf").read_text(encoding="utf-8")
    return re.findall(r"^(?:pre)?load *= *(\S+)", text, re.MULTILINE)


def without_absent(modules_conf: str, settings: Settings) -> str:
    """The list of modules without those that an older Asterisk has inside another one."""
    if settings.asterisk != "local":
        return modules_conf
    there = asterisk_tree.modules_dir(settings.cache / asterisk_tree.TREE)
    lines = modules_conf.splitlines(keepends=True)
    gone = {f"load = {name}\n" for name in ONCE_INSIDE_OTHERS if not (there / name).exists()}
    return "".join(line for line in lines if line not in gone)


def not_running(needed: Iterable[str], listing: str) -> list[str]:
    """Which of the needed modules are not running, by the listing of `module show`."""
    running = set(re.findall(r"^(\S+)\s.*(?<!Not)\s+Running\s", listing, re.MULTILINE))
    return [name for name in needed if name not in running]


def fill(template: str, values: Mapping[str, object], name: str) -> str:
    """The template with every @NAME@ replaced; SetupError for a missing value or one that breaks the file."""

    def value_of(match: re.Match[str]) -> str:
        value = values.get(match[1])
        if value is None:
            raise SetupError(
                f"{name} asks for @{match[1]}@, which has no value: the template and configuration.py disagree"
            )
        if re.search(r"[\n\r;\[\]]", str(value)):
            raise SetupError(
                f"{match[1].lower()} holds a character Asterisk's files do not allow: change it in {SETTINGS_FILE}"
            )
        return str(value)

    return re.sub(r"@([A-Z][A-Z0-9_]*)@", value_of, template)


def _render(templates: Path, base: Path, settings: Settings) -> Path:
    etc = base / "etc"
    _require_short(base / "run" / "asterisk.ctl")
    for folder in FOLDERS:
        (base / folder).mkdir(parents=True, exist_ok=True)
    for here in (base / "log" / name for name in RECORD_FOLDERS):
        if not here.is_symlink():
            here.symlink_to(".")
    values = _values(settings, base)
    for template in sorted(templates.glob("*.conf")):
        filled = fill(template.read_text(encoding="utf-8"), values, template.name)
        if template.name == "modules.conf":
            filled = without_absent(filled, settings)
        (etc / template.name).write_text(filled, encoding="utf-8")
        (etc / template.name).chmod(0o600)
    (etc / WRITTEN_LATER).touch(mode=0o600)
    return etc


def _values(settings: Settings, base: Path) -> dict[str, object]:
    docker = settings.asterisk == "docker"
    tree = settings.cache / asterisk_tree.TREE
    plain = {
        name.upper(): value for name, value in dataclasses.asdict(settings).items() if isinstance(value, str | int)
    }
    return plain | {
        "BASE": base,
        "SOUNDS": settings.sounds_dir,
        "MODULES_DIR": asterisk_docker.MODULES_DIR if docker else asterisk_tree.modules_dir(tree),
        "DATA_DIR": asterisk_docker.DATA_DIR if docker else tree / "usr/share/asterisk",
        "AMI_PHONES_SECRET": settings.ami_phones_secret,
        "TRUNK_HOST": _trunk_host(settings),
        "CEL_MAPPING": _mapping(CEL_COLUMNS),
        "CDR_MAPPING": _mapping(CDR_COLUMNS),
        "TRUNK": settings.trunk or "none",
    }


def _mapping(columns: Mapping[str, str]) -> str:
    return ",".join(f"${{CSV_QUOTE({column})}}" for column in columns.values())


def _trunk_host(settings: Settings) -> str:
    if settings.trunk is None:
        return "none"
    if not re.fullmatch(r"[A-Za-z0-9.-]+:\d{1,5}", settings.trunk):
        raise SetupError(
            f"the trunk {settings.trunk!r} is not host:port: correct it in {settings.home / SETTINGS_FILE}"
        )
    return settings.trunk.rpartition(":")[0]


def _new_settings(home: Path, wishes: Mapping[str, Any]) -> Settings:
    ports = _free_ports(6)
    rtp = secrets.choice(RTP_BLOCKS)
    made: dict[str, Any] = {
        "home": home,
        "sip_port": ports.pop(),
        "ami_port": external.MANAGER_PORT if wishes["asterisk"] == "external" else ports.pop(),
        "agi_port": ports.pop(),
        "console_port": ports.pop(),
        "far_end_sip_port": ports.pop(),
        "far_end_ami_port": ports.pop(),
        "rtp_first": rtp,
        "rtp_last": rtp + RTP_BLOCKS.step - 1,
        "ami_secret": secrets.token_hex(16),
        "ami_check_secret": secrets.token_hex(16),
        "far_end_secret": secrets.token_hex(16),
        "console_secret": secrets.token_hex(16),
        "database_url": f"sqlite:///{home / 'ivr.sqlite'}",
    }
    return Settings(**made | dict(wishes))


def _free_ports(count: int, choose: Callable[[range], int] = secrets.choice) -> list[int]:
    found: list[int] = []
    for _ in range(1000):
        port = choose(PORTS)
        kinds = (socket.SOCK_STREAM, socket.SOCK_DGRAM)
        if port not in found and all(
            is_free(host, port, kind) for kind in kinds for host in ("127.0.0.1", "127.0.0.3")
        ):
            found.append(port)
        if len(found) == count:
            return found
    raise SetupError(f"fewer than {count} ports are free between {PORTS.start} and {PORTS.stop}: stop some program")


def _require_short(socket_path: Path) -> None:
    if len(str(socket_path)) > LONGEST_SOCKET_PATH:
        raise SetupError(f"{socket_path} is too long for a socket: set IVR_HOME to a folder with a shorter name")
