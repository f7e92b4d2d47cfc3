"""The verbs that need no environment: their options, and who does them."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from ivr.bringup import keeper, lifecycle, removal, status, systemd, testrun
from ivr.bringup.steps import complain, say
from ivr.cli.verbs import FRAME
from ivr.config import cache_dir, home_dir
from ivr.errors import IvrError

KEPT = (  # settings that `up` may be given once and that stay
    ("trunk", "HOST:PORT", "the carrier for outbound calls"),
    ("trunk_caller_id", "NUMBER", "the number shown to those we call (E.164)"),
    ("sip_host", "ADDRESS", "the address at which telephones and the carrier reach us (default: loopback)"),
    ("ami_port", "PORT", "with --asterisk=external: the port of its manager (default: 5038)"),
    ("database_url", "URL", "postgresql://… instead of a SQLite file in the home folder"),
)


def run(argv: Sequence[str]) -> int:
    """Do one verb; the exit code."""
    if argv[0] == "keeper":
        return keeper.main(Path(argv[1]), argv[2], int(argv[3]))
    wish = parser().parse_args(argv)
    try:
        return _do(wish)
    except IvrError as error:
        complain(str(error))
    except KeyboardInterrupt:
        complain("interrupted")
    return 1


def parser() -> argparse.ArgumentParser:
    """The options of all these verbs."""
    top = argparse.ArgumentParser(prog="python3 -m ivr")
    verbs = top.add_subparsers(dest="verb", required=True)
    each = {verb: verbs.add_parser(verb, help=text, description=text) for verb, text in FRAME.items()}
    for verb in ("up", "down", "status", "logs", "install"):
        each[verb].add_argument(
            "--home", type=Path, help="folder of the installation's state (default: IVR_HOME, or .ivr)"
        )
    _options_of_up(each["up"])
    each["down"].add_argument("--remove", action="store_true", help="delete all it left, after saying what")
    each["install"].add_argument("--systemd", action="store_true", default=True, help="the only way there is")
    each["install"].add_argument("--to", type=Path, metavar="FOLDER", help="write it there (default: systemd's own)")
    each["status"].add_argument("--json", action="store_true", help="for programs")
    each["logs"].add_argument("-f", "--follow", action="store_true", help="go on as more is written")
    each["logs"].add_argument("name", nargs="?", help="keeper, asterisk, engine, worker, console or prepare")
    each["test"].add_argument("part", nargs="*", help="parts to run (default: all but long)")
    each["test"].add_argument("--asterisk", choices=("local", "docker"), default="local", help="for acceptance")
    each["test"].add_argument("-k", metavar="EXPRESSION", help="only the tests whose names match (pytest)")
    return top


def _options_of_up(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--detach", action="store_true", help="return when ready")
    verb.add_argument("--asterisk", choices=("auto", "local", "docker", "external"), default="auto")
    for name, metavar, text in KEPT:
        verb.add_argument(
            f"--{name.replace('_', '-')}", metavar=metavar, help=text, type=int if metavar == "PORT" else str
        )
    verb.add_argument("--no-self-test", action="store_true", help="place no call at the end")
    verb.add_argument("--keep", action="store_true", help="leave everything up when the self-test call fails")


def _do(wish: argparse.Namespace) -> int:
    if wish.verb == "test":
        return testrun.run_tests(wish.part, wish.asterisk, wish.k)
    home = (wish.home or home_dir()).resolve()
    if wish.verb in {"status", "logs"}:
        return status.status(home, wish.json) if wish.verb == "status" else status.logs(home, wish.name, wish.follow)
    if wish.verb == "down":
        return _down(home, wish.remove)
    if wish.verb == "install":
        return systemd.install(home, wish.to, say)
    kept = {name: value for name, _, _ in KEPT if (value := getattr(wish, name))}
    return lifecycle.up(
        lifecycle.Wish(home, cache_dir(), wish.asterisk, kept, wish.detach, not wish.no_self_test, wish.keep)
    )


def _down(home: Path, with_removal: bool) -> int:
    code = lifecycle.down(home)
    if with_removal:
        removal.remove(home, cache_dir(), say)
    return code
