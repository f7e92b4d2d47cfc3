"""Both commands on a machine with python3 and nothing else, as root and as an ordinary user; a table for the README.

The machine is a fresh root file system of this system's own suite (debootstrap minbase and python3). It is given what
any machine of this network has: mirror, keys, certificates, settings of pip. All mounts and processes live in
namespaces of their own and end with them, however the test ends.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ivr.bringup import apt_sources
from ivr.bringup.asterisk_docker import carried_over

PROJECT = Path(__file__).resolve().parents[2]
NOT_COPIED = shutil.ignore_patterns(".ivr", ".git", ".hypothesis", ".*_cache", "__pycache__", "node_modules")
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
OWN_AUTHORITIES = Path("/usr/local/share/ca-certificates")
PIP_SETTINGS = (Path("/etc/pip.conf"), Path.home() / ".config/pip/pip.conf", Path.home() / ".pip/pip.conf")
PASSED_ON = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "PIP_INDEX_URL")
MACHINE_S, COMMANDS_S = 900, 2400
ISOLATED = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private")

# The commands one after another: name, exit code, milliseconds, and then the megabytes of each part.
COMMANDS = """
cd /ivr
step() {
    name=$1; shift; began=$(date +%s%N)
    "$@" >"/tmp/$name.log" 2>&1 </dev/null; code=$?
    echo "STEP $name $code $(( ($(date +%s%N) - began) / 1000000 ))"
    [ $code = 0 ] || tail -n 40 "/tmp/$name.log"
}
step up python3 -m ivr up --detach
step down python3 -m ivr down
step again python3 -m ivr up --detach
step check python3 -m ivr check
step stop python3 -m ivr down
step test python3 -m ivr test unit
tail -n 1 /tmp/test.log | sed 's/^/TESTS /'
for part in .ivr/*; do
    du -sm "$part" | sed 's|^\\([0-9]*\\).*/|MB \\1 |'
done
"""
STEPS = {
    "up": "`up --detach`, nothing there yet, with the test call",
    "again": "the same again",
    "down": "`down`",
    "test": "`test unit`, environment there",
    "check": "`check`",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A bare root file system with this project and this network's settings in it."""
    if os.geteuid() != 0:
        pytest.skip("only root can make a root file system: did not run")
    if missing := [name for name in ("debootstrap", "unshare", "chroot") if shutil.which(name) is None]:
        pytest.skip(f"{', '.join(missing)} not installed: did not run")
    if subprocess.run([*ISOLATED, "mount", "-t", "tmpfs", "none", "/mnt"], check=False, capture_output=True).returncode:
        pytest.skip("this machine lets nobody mount file systems: did not run")
    root = tmp_path_factory.mktemp("bare") / "base"
    bootstrap(root)
    furnish(root)
    yield root
    shutil.rmtree(root)


def bootstrap(root):
    system = apt_sources._this_system()
    mirror = apt_sources._mirrors(system)[0]
    key = [f"--keyring={mirror.signed_by}"] if mirror.signed_by else []
    command = ["debootstrap", "--variant=minbase", "--include=python3", *key, system.suite, str(root), mirror.uri]
    done = subprocess.run(command, capture_output=True, text=True, timeout=MACHINE_S, check=False)
    assert done.returncode == 0, done.stdout[-2000:]


def furnish(root):
    apt = root / "etc/apt"
    (apt / "sources.list").unlink(missing_ok=True)
    sources = apt_sources.own_sources()
    (apt / "sources.list.d/machine.sources").write_text(sources)
    dump = subprocess.run(["apt-config", "dump", "Acquire"], capture_output=True, text=True, check=True).stdout
    (apt / "apt.conf.d/90machine").write_text(carried_over(dump))
    carried = [Path("/etc/resolv.conf"), Path("/etc/hosts"), CERTIFICATES]
    carried += [Path(key) for key in re.findall(r"^Signed-By: (\S+)", sources, re.MULTILINE)]
    for file in (file for file in carried if file.is_file()):
        (root / file.relative_to("/")).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, root / file.relative_to("/"))
    if OWN_AUTHORITIES.is_dir():  # a package that brings certificates makes the bundle anew, from these too
        shutil.copytree(OWN_AUTHORITIES, root / OWN_AUTHORITIES.relative_to("/"), dirs_exist_ok=True)
    (root / "etc/pip.conf").write_text(pip_settings())
    for folder in pip_folders():
        (root / folder.relative_to("/")).mkdir(parents=True, exist_ok=True)
    shutil.copytree(PROJECT, root / "ivr", ignore=NOT_COPIED)
    subprocess.run(["chroot", root, "useradd", "--create-home", "ordinary"], check=True, capture_output=True)
    subprocess.run(["chown", "-R", "--no-dereference", "0:0", root / "ivr"], check=True)


def pip_settings():
    """All of this machine's settings of pip in one file; a later setting goes before an earlier one."""
    found = {}
    for file in (file for file in PIP_SETTINGS if file.is_file()):
        found |= dict(re.findall(r"^([\w-]+)\s*=\s*((?:.+\n?)(?:[ \t]+.+\n?)*)", file.read_text(), re.MULTILINE))
    return "[global]\n" + "".join(f"{name} = {value.rstrip()}\n" for name, value in found.items())


def pip_folders():
    """Folders of this machine that pip's settings name; an index's files lie beside it."""
    named = re.findall(r"(file://|(?<=\s))(/\S+)", pip_settings())
    folders = {Path(path).parent if scheme else Path(path) for scheme, path in named}
    return sorted(folder for folder in folders if folder.is_dir())


def run_there(root, user):
    """Both commands on a copy of the machine; the lines they wrote."""
    mounts = [f"mount --rbind /dev {root}/dev", f"mount -t proc proc {root}/proc"]
    mounts += [f"mount --bind -o ro {folder} {root}{folder}" for folder in pip_folders()]
    proxies = [f"{name}={os.environ[name]}" for name in PASSED_ON if name in os.environ]
    clean = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", f"HOME={home_of(user)}", "LC_ALL=C.UTF-8", *proxies]
    inside = [*clean, "chroot", f"--userspec={user}", str(root), "sh", "-c", COMMANDS]
    script = " && ".join([*mounts, 'exec "$@"'])
    # our end takes unshare along, unshare takes all that runs in its namespaces
    tied = ["setpriv", "--pdeathsig", "KILL"] if shutil.which("setpriv") else []
    done = subprocess.run(
        [*tied, *ISOLATED, "sh", "-c", script, "sh", *inside],
        capture_output=True,
        text=True,
        errors="replace",
        timeout=COMMANDS_S,
        check=False,
    )
    return done.stdout + done.stderr


def home_of(user):
    return "/root" if user == "root" else f"/home/{user}"


def table(user, told, grown_mb):
    """The figures of a run as lines of the README's table."""
    seconds = {name: int(ms) / 1000 for name, _, ms in re.findall(r"^STEP (\w+) (\d+) (\d+)$", told, re.MULTILINE)}
    parts = [f"{name} {mb}" for mb, name in re.findall(r"^MB (\d+) (\S+)$", told, re.MULTILINE) if int(mb) > 0]
    lines = [f"| {text} | {seconds[name]:.0f} s | |" for name, text in STEPS.items() if name in seconds]
    where = f"in .ivr: {', '.join(parts)}; the whole machine grew by {grown_mb} MB"
    return "\n".join(
        ["", f"| as {user} | time | size in MB |", "|---|---|---|", *lines, f"| on disk | | {where} |", ""]
    )


def megabytes(root):
    return int(subprocess.run(["du", "-sxm", root], capture_output=True, text=True, check=True).stdout.split()[0])


@pytest.mark.parametrize("user", ["root", "ordinary"])
def test_both_commands_work_on_a_machine_with_python_and_nothing_else(base, user, capsys):
    root = base.parent / user
    subprocess.run(["cp", "--archive", base, root], check=True)
    try:
        subprocess.run(["chroot", root, "chown", "-R", f"{user}:{user}", "/ivr"], check=True)
        before = megabytes(root)
        told = run_there(root, user)
        with capsys.disabled():
            sys.stdout.write(table(user, told, megabytes(root) - before))
        codes = dict(re.findall(r"^STEP (\w+) (\d+) \d+$", told, re.MULTILINE))
        assert codes == dict.fromkeys(("up", "down", "again", "check", "stop", "test"), "0"), told
        assert re.search(r"^TESTS [1-9]\d* passed, 0 failed", told, re.MULTILINE), told
    finally:
        shutil.rmtree(root, ignore_errors=True)
