"""`test`: makes what the tests need, runs the parts in lanes, counts, and says what was skipped and why."""

import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from ivr.bringup import asterisk_docker, asterisk_tree, environment, process
from ivr.bringup.browser import ensure_chromium
from ivr.bringup.disk import full_disk_said
from ivr.bringup.ffmpeg import ensure_ffmpeg
from ivr.bringup.postgres import temporary_postgres
from ivr.bringup.steps import say, step
from ivr.bringup.testlanes import Lanes
from ivr.bringup.testparts import PARTS, QUALITY, Outcome, Part, chosen, closing_line, counts_of, read_report
from ivr.bringup.voice import ensure_espeak
from ivr.config import PROJECT, cache_dir
from ivr.errors import SetupError

NOTHING_CHOSEN = 5  # pytest's exit code
LANES = 4  # two whose parts mostly wait, two that compute meanwhile
SPARED = {
    "postgres",
    "ffmpeg",
    "chromium",
}  # a part runs without these: its tests say themselves what they skip, and why


@dataclass(frozen=True, slots=True)
class Bench:
    """Where and how the parts are run."""

    python: Path
    reports: Path
    lanes: Lanes
    match: str | None = None


def run_tests(names: list[str], asterisk: str, match: str | None) -> int:
    """Run these parts; 0 when nothing failed."""
    parts = chosen(names)
    process.unwind_on_signals()
    with full_disk_said(), ExitStack() as stack:
        process.export(PYTHONPATH=str(PROJECT), IVR_CACHE=str(cache_dir()), IVR_TEST_ASTERISK=asterisk)
        with step("Python environment"):
            python = environment.ensure_environment(cache_dir(), say)
            environment.ensure_tests(cache_dir(), say)
        lacking = _make_needs(parts, asterisk, stack)
        reports = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ivr-reports-")))
        outcomes = [_lacks(part, lacking) for part in parts if _lacks_any(part, lacking)]
        bench = Bench(python, reports, Lanes(), match)
        outcomes += _run_all([part for part in parts if not _lacks_any(part, lacking)], bench)
    for outcome in outcomes:
        for why, count in outcome.why.items():
            say(f"skipped in {outcome.name}: {count} × {why}")
    is_empty = all(outcome.is_empty for outcome in outcomes)
    if is_empty:
        say(f"no test of {', '.join(part.name for part in parts)} is called like -k {match}")
    say(closing_line(outcomes))
    return 1 if is_empty or any(outcome.failed for outcome in outcomes) else 0


def _make_needs(parts: list[Part], asterisk: str, stack: ExitStack) -> dict[str, str]:
    """Make what these parts need; what could not be made, and why."""
    makers: dict[str, Callable[[], object]] = {
        "espeak": lambda: ensure_espeak(cache_dir(), say),
        "ffmpeg": lambda: ensure_ffmpeg(cache_dir(), say),
        "chromium": lambda: process.export(IVR_TEST_CHROMIUM=str(ensure_chromium(say))),
        "asterisk": lambda: (
            asterisk_docker.ensure_image(say) if asterisk == "docker" else asterisk_tree.ensure_tree(cache_dir(), say)
        ),
        "postgres": lambda: process.export(IVR_TEST_POSTGRES=stack.enter_context(temporary_postgres(cache_dir(), say))),
    }
    lacking = {}
    for need in sorted({need for part in parts for need in part.needs}):
        try:
            with step(need):
                makers[need]()
        except SetupError as error:
            lacking[need] = str(error)
            if need in SPARED:
                say(f"  without {need}: {error}")
    return lacking


def _lacks_any(part: Part, lacking: dict[str, str]) -> bool:
    return any(need in lacking for need in part.needs if need not in SPARED)


def _lacks(part: Part, lacking: dict[str, str]) -> Outcome:
    reasons = "; ".join(f"{need}: {lacking[need]}" for need in part.needs if need in lacking)
    say(f"{part.name} cannot run: {reasons}")
    return Outcome(part.name, failed=1)


def _run_all(parts: list[Part], bench: Bench) -> list[Outcome]:
    outcomes = []
    with ThreadPoolExecutor(LANES) as lanes:
        running = [lanes.submit(_quality if part.name == "quality" else _pytest, part, bench) for part in parts]
        try:
            for done in as_completed(running):
                _show(done.result())
                outcomes.append(done.result())
        except BaseException:
            lanes.shutdown(wait=False, cancel_futures=True)
            bench.lanes.end()
            raise
    return outcomes


def _show(outcome: Outcome) -> None:
    if outcome.failed or PARTS[outcome.name].on_demand:  # what is run on demand is run for its figures
        say(outcome.output.rstrip())
    say(counts_of(outcome))


def _pytest(part: Part, bench: Bench) -> Outcome:
    report = bench.reports / f"{part.name.replace('/', '-')}.xml"
    match = ["-k", bench.match] if bench.match else []
    argv = [
        str(bench.python),
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        f"--junitxml={report}",
        *match,
        "-m",
        "long" if part.is_long else "not long",
        *part.paths,
    ]
    code, output, seconds = bench.lanes.run(argv, part)
    is_empty = code == NOTHING_CHOSEN and bench.match
    outcome = Outcome(part.name) if is_empty else read_report(part.name, code, report)
    outcome.output, outcome.seconds = output, seconds
    return outcome


def _quality(part: Part, bench: Bench) -> Outcome:
    outcome = Outcome(part.name)
    if bench.match:
        return outcome  # its programs look at everything, -k chooses among tests
    for name, arguments in QUALITY.items():
        code, output, seconds = bench.lanes.run([str(bench.python), "-m", *arguments], part)
        outcome.seconds += seconds
        outcome.passed += code == 0
        outcome.failed += code != 0
        if code:
            outcome.output += f"{name}:\n{output}"
    return outcome
