"""A reader fuzzed: `python fuzz_readers.py NAME SECONDS` feeds it bytes atheris invents, led by the code they reach.

Only a reader's own error may come out. Anything else, ten seconds or a gigabyte spent on one input ends the run with a
code that is not 0 and the input in a file beside the corpus.
"""

import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

with atheris.instrument_imports(include=["ivr", "ruamel"]):
    from ivr.asterisk.agi import AgiProtocol, AgiState
    from ivr.asterisk.ami_events import parse_event
    from ivr.asterisk.ami_wire import AmiReader
    from ivr.asterisk.cel import parse_line
    from ivr.asterisk.far_end_script import parse_script
    from ivr.cli.centre_file import parse_centre
    from ivr.errors import AuthorError, IvrError, UnexpectedReply
    from ivr.menus.loader import read
    from ivr.spoken.prompt_file import parse_prompts
    from ivr.store.centre import Menu

LONGEST = 4096
EACH_S, MEGABYTES = 10, 1024  # instrumented code is slow
MENUS = (Menu("main", {}), Menu("reminder", {}))


def agi(stream: bytes) -> None:
    """A conversation in which a command is always outstanding."""
    protocol = AgiProtocol()
    middle = len(stream) // 2
    for chunk in (stream[:middle], stream[middle:]):
        protocol.receive(chunk)
        with suppress(UnexpectedReply):
            while protocol.next_event() is not None:
                if protocol.state is AgiState.IDLE:
                    protocol.send("ANSWER")


def ami(stream: bytes) -> None:
    """The manager's stream, in two pieces."""
    reader, middle = AmiReader(), len(stream) // 2
    for chunk in (stream[:middle], stream[middle:]):
        reader.receive(chunk)
        with suppress(UnexpectedReply):
            while (headers := reader.next_message()) is not None:
                parse_event(headers)


def cel(stream: bytes) -> None:
    """A line of the witness's."""
    with suppress(UnexpectedReply):
        parse_line(stream.decode("utf-8", "replace"))


def prompts(stream: bytes) -> None:
    """A file of prompts."""
    with suppress(AuthorError):
        parse_prompts(stream.decode("utf-8", "replace"), "p.yaml")


def menus(stream: bytes) -> None:
    """A file of menus: it notes its mistakes and raises none."""
    read(stream.decode("utf-8", "replace"), "m.yaml")


def centre(stream: bytes) -> None:
    """A centre's file."""
    with suppress(AuthorError):
        parse_centre(stream.decode("utf-8", "replace"), "c.yaml", MENUS)


def script(stream: bytes) -> None:
    """What somebody at the far end does."""
    with suppress(IvrError):
        parse_script(stream.decode("utf-8", "replace"))


TARGETS: dict[str, Callable[[bytes], None]] = {
    target.__name__: target for target in (agi, ami, cel, prompts, menus, centre, script)
}


def main() -> None:
    """Fuzz one target for so many seconds, from the corpus in the working folder."""
    name, seconds = sys.argv[1], int(sys.argv[2])
    options = (f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={EACH_S}", f"-rss_limit_mb={MEGABYTES}")
    atheris.Setup([sys.argv[0], *options, "-print_final_stats=1", "corpus"], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
