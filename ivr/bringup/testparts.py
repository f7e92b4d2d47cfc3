"""The parts of the tests: what each runs, what it needs, and how its results are counted."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from ivr.errors import SetupError


@dataclass(frozen=True, slots=True)
class Part:
    """A group of tests run by one process."""

    name: str
    needs: tuple[str, ...] = ()  # of: postgres, espeak, ffmpeg, asterisk, chromium
    limit_s: int = 600
    on_demand: bool = False
    folders: tuple[str, ...] = ()  # under tests/, where it is not called after its one
    without: tuple[str, ...] = ()  # of these, what another part runs
    is_long: bool = False  # of that folder only the tests marked so
    is_heard: bool = False  # its calls are listened to: one that stumbles because another part computes proves nothing
    gives_way: bool = False  # it only computes: whatever waits for a call, a page or a second goes before it

    @property
    def paths(self) -> list[str]:
        """What pytest is told to run, and what not."""
        folders = [f"tests/{folder}" for folder in self.folders or (self.name,)]
        return [*folders, *(f"--ignore=tests/{folder}" for folder in self.without)]

    @property
    def names(self) -> set[str]:
        """What it may be called: acceptance/calls is a part of acceptance too."""
        return {self.name, self.name.split("/", maxsplit=1)[0]}


# Half of the unit tests, those of what only computes: in one part they were left alone with one processor at the end.
RULES = tuple(
    f"unit/{package}"
    for package in (
        *("access", "calls", "contacts", "graph", "hours", "imports", "menus", "outbound", "reports", "routing"),
        *("simulation", "speech", "spoken"),
    )
)

# The longest first: those that wait, beside them those that compute.
PARTS = {
    part.name: part
    for part in (
        Part("acceptance/calls", ("espeak", "asterisk"), 900, is_heard=True),
        Part("browser", ("espeak", "asterisk", "chromium"), 1200),
        Part("console", limit_s=900, gives_way=True),
        Part("unit/rules", ("espeak", "ffmpeg"), 900, folders=RULES, gives_way=True),
        Part("acceptance/bringup", ("espeak", "asterisk")),
        Part("unit/rooms", ("espeak", "ffmpeg"), 900, folders=("unit",), without=RULES, gives_way=True),
        Part("store", ("postgres",), gives_way=True),
        Part("quality", gives_way=True),
        Part("asterisk"),
        Part("scenarios", gives_way=True),
        Part(
            "long/calls", ("espeak", "asterisk"), 1800, True, folders=("acceptance/calls",), is_long=True, is_heard=True
        ),
        Part("long/console", limit_s=1800, on_demand=True, folders=("console",), is_long=True),
        Part("long/browser", ("espeak", "asterisk", "chromium"), 1800, True, folders=("browser",), is_long=True),
        Part("long", ("espeak", "asterisk", "postgres"), limit_s=4 * 3600, on_demand=True),
    )
}

QUALITY = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
}


@dataclass(slots=True)
class Outcome:
    """What came of a part."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    why: Counter[str] = field(default_factory=Counter)  # reasons of the skipped
    output: str = ""
    seconds: float = 0.0

    @property
    def is_empty(self) -> bool:
        """Whether nothing of the part was chosen."""
        return not (self.passed or self.failed or self.skipped)


def chosen(names: list[str]) -> list[Part]:
    """The parts of these names, all but those on demand when there is none."""
    known = {name for part in PARTS.values() for name in part.names}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise SetupError(f"there is no part {', '.join(unknown)}: choose from {', '.join(sorted(known))}")
    return [part for part in PARTS.values() if (part.names & set(names) if names else not part.on_demand)]


def read_report(name: str, code: int, report: Path) -> Outcome:
    """Count a pytest run from its JUnit report; a run without tests or report has failed."""
    outcome = Outcome(name)
    try:
        cases = list(ElementTree.parse(report).getroot().iter("testcase"))  # noqa: S314 - written by our own pytest
    except (OSError, ElementTree.ParseError):
        cases = []
    for case in cases:
        skip = case.find("skipped")
        if skip is not None:
            outcome.skipped += 1
            outcome.why[skip.get("message") or "no reason given"] += 1
        elif case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        else:
            outcome.passed += 1
    if code and not outcome.failed:
        outcome.failed = 1  # broke off, found no test, or could not be collected
    return outcome


def counts_of(outcome: Outcome) -> str:
    """What came of a part, in a line."""
    if outcome.is_empty:
        return f"{outcome.name}: nothing chosen here"
    counts = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
    return f"{outcome.name}: {counts} in {outcome.seconds:.0f} s"


def closing_line(outcomes: list[Outcome]) -> str:
    """The last line of `test`: the total of all parts."""
    totals = [sum(getattr(outcome, kind) for outcome in outcomes) for kind in ("passed", "failed", "skipped")]
    return "{} passed, {} failed, {} skipped".format(*totals)
