"""`install --systemd`: a unit that starts the installation with the machine, or with its user; hardened."""

import os
import pwd
import sys
from dataclasses import dataclass
from pathlib import Path

from ivr.bringup.steps import Say
from ivr.config import PROJECT, SETTINGS_FILE, load_settings
from ivr.errors import SetupError

NAME = "ivr.service"
SYSTEM = Path("/etc/systemd/system")
USER = Path("~/.config/systemd/user")

# What all our programs can do without; MemoryDenyWriteExecute is not among it, for Python's ctypes.
HARDENING = """NoNewPrivileges=yes
ProtectSystem=strict
ProtectHome=read-only
ReadWritePaths={writable}
PrivateTmp=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectKernelLogs=yes
ProtectControlGroups=yes
ProtectClock=yes
ProtectHostname=yes
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK
RestrictNamespaces=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
UMask=0077
"""
# The limits are for the engine, which goes first: a caller waits for it (cli/precedence).
FOR_SYSTEM = """User={user}
PrivateDevices=yes
CapabilityBoundingSet=
AmbientCapabilities=
LimitNICE=-10
LimitRTPRIO=1
"""
# Without private users a user's own systemd may not make the file systems private.
FOR_USER = "PrivateUsers=yes\nRestrictRealtime=yes\n"

AFTER_NETWORK = "Wants=network-online.target\nAfter=network-online.target docker.service"

UNIT = """[Unit]
Description=ivr telephony server ({home})
{after}
StartLimitIntervalSec=300
StartLimitBurst=5

[Service]
Type=exec
WorkingDirectory={project}
Environment="IVR_HOME={home}" "IVR_CACHE={cache}"
ExecStart={python} -m ivr up --no-self-test
KillMode=mixed
TimeoutStopSec=60
SuccessExitStatus=143
Restart=on-failure
RestartSec=5
{hardening}
[Install]
WantedBy={wanted_by}
"""


@dataclass(frozen=True, slots=True)
class Place:
    """Whose unit: the machine's, run as this user, or a user's own."""

    home: Path
    cache: Path
    user: str | None  # None: the unit of the user himself


def install(home: Path, folder: Path | None, say: Say) -> int:
    """Write the unit and say what to run; SetupError when nothing was brought up here yet."""
    if not (home / SETTINGS_FILE).exists():
        raise SetupError(f"nothing was brought up in {home} yet: run `python3 -m ivr up --detach` first")
    settings = load_settings(home)
    is_system = os.geteuid() == 0
    owner = pwd.getpwuid(home.stat().st_uid).pw_name
    place = Place(home, settings.cache, owner if is_system else None)
    file = (folder or (SYSTEM if is_system else USER.expanduser())) / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(unit(place), encoding="utf-8")
    say(f"wrote {file}")
    if owner == "root":
        say("it runs as root because the state folder is root's: an ordinary user of its own is safer")
    if settings.asterisk == "docker":
        say("its user must be allowed to use Docker, and Docker must start with the machine")
    say("\n".join(["now run", *(f"  {command}" for command in commands(place))]))
    return 0


def unit(place: Place) -> str:
    """The text of the unit."""
    writable = " ".join(dict.fromkeys(_quoted(folder) for folder in (place.home, place.cache)))
    own = FOR_SYSTEM.format(user=place.user) if place.user else FOR_USER
    return UNIT.format(
        home=_escaped(place.home),
        cache=_escaped(place.cache),
        project=_escaped(PROJECT),
        python=_quoted(Path(getattr(sys, "_base_executable", sys.executable))),
        after=AFTER_NETWORK if place.user else "After=basic.target",
        hardening=own + HARDENING.format(writable=writable),
        wanted_by="multi-user.target" if place.user else "default.target",
    )


def commands(place: Place) -> list[str]:
    """What to run once the unit is written."""
    stop = "python3 -m ivr down"
    if place.user:
        return [stop, "systemctl daemon-reload", f"systemctl enable --now {NAME}"]
    linger = "loginctl enable-linger   # so that it also runs while you are not logged in"
    return [stop, "systemctl --user daemon-reload", f"systemctl --user enable --now {NAME}", linger]


def unit_paths() -> list[Path]:
    """Where `install` may have written a unit."""
    return [SYSTEM / NAME, USER.expanduser() / NAME]


def _escaped(path: Path) -> str:
    return str(path).replace("%", "%%")


def _quoted(path: Path) -> str:
    text = _escaped(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"' if " " in text else text
