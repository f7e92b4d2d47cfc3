"""The rules of docs/architecture.md, checked on the source itself."""

import ast
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SOURCE, TESTS = PROJECT / "ivr", PROJECT / "tests"

WORDS = {"calls", "hours", "spoken", "graph"}
PURE = WORDS | {"menus", "routing", "contacts", "reports", "outbound", "access", "simulation", "imports"}
ADAPTERS = {"asterisk", "speech", "messaging", "printing", "analytics", "store"}
# What each part may import beside itself and ivr.errors.
PACKAGES: dict[str, set[str]] = {
    "errors": set(),
    "config": set(),
    "calls": set(),
    "hours": {"calls"},
    "spoken": {"calls"},
    "graph": {"calls"},
    "menus": WORDS,
    "routing": WORDS,
    "contacts": WORDS,
    "reports": WORDS,
    "outbound": WORDS | {"contacts"},
    "access": {"calls"},
    "imports": {"calls", "hours"},
    "simulation": WORDS | {"routing", "outbound", "reports"},
    "asterisk": PURE,
    "speech": PURE,
    "messaging": PURE,
    "printing": PURE,
    "analytics": PURE,
    "store": PURE,
    "engine": PURE | ADAPTERS | {"config"},
    "worker": PURE | ADAPTERS | {"config"},
    "console": PURE | {"store", "config"},
    "bringup": {"config", "cli.verbs"},
    "app": PURE | ADAPTERS | {"config", "engine", "worker"},
    "cli": PURE | ADAPTERS | {"config", "bringup", "worker", "console", "app"},
    "__main__": {"config", "bringup", "cli.verbs", "cli.app"},
}

# Where each third party may be imported: a package, or one module of it.
THIRD_PARTIES: dict[str, set[str]] = {
    "sqlalchemy": {"store"},
    "alembic": {"store"},
    "flask": {"console"},
    "werkzeug": {"console"},
    "gunicorn": {"console"},
    "apiflask": {"console"},
    "pydantic": {"console"},
    "flask_babel": {"console"},
    "flask_wtf": {"console"},
    "wtforms": {"console"},
    "flask_limiter": {"console"},
    "markupsafe": {"console"},
    "prometheus_client": {"console"},
    "argon2": {"console"},
    "pyotp": {"access"},
    "segno": {"console"},
    "panoramisk": {"asterisk.ami"},
    "asterisk": {"asterisk.check"},
    "gtts": {"speech"},
    "pydub": {"speech"},
    "numpy": {"speech"},
    "babel": {"spoken", "console"},  # spoken numbers and dates; the catalogue of the pages
    "num2words": {"spoken"},
    "phonenumbers": {"contacts"},
    "ruamel": {"menus.sheet", "spoken.prompt_file", "cli.centre_sheet"},  # where people's YAML is read
    "typer": {"cli"},
    "rich": {"cli.simulate_table", "cli.bar"},  # comes with typer
    "structlog": {"cli.log_format"},
    "uvloop": {"cli.engine"},
    "reportlab": {"printing"},
    "xlsxwriter": {"printing"},
    "duckdb": {"analytics"},
}
ASYNCIO = {"asterisk", "engine", "app", "cli.engine"}  # the last two start the loop
STANDARD_LIBRARY_ONLY = {"bringup", "__main__", "config", "errors", "cli.verbs"}
OUTSIDE_WORLD = {"os", "random", "secrets", "socket", "subprocess", "threading", "time", "urllib", "http", "logging"}
FORBIDDEN = {"now", "today", "utcnow", "read_text", "open"}  # calls of pure code
MAKES_IDS = "calls.ids"  # `fresh_id` is for the shells

BANNED = {"manager", "helper", "helpers", "util", "utils", "handler", "processor", "data", "info"}
NAMED_BY_OTHERS = {"data_received"}  # asyncio's protocols
WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
LONGEST_FILE, LONG_FILE, LONGEST_FUNCTION = 400, 250, 60
JUSTIFIED = {
    "bringup.lifecycle": "up and down, read from top to bottom",
    "store.migrations.versions.0001_the_first_schema": "a migration is one step",
}
MIRRORS = ("unit/{package}", "{package}")


@cache
def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def nodes(path: Path) -> list[ast.AST]:
    """What the rules look at of a module."""
    kinds = (ast.Import, ast.ImportFrom, ast.Call, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(ast.parse(text_of(path))) if isinstance(node, kinds)]


def name_of(path: Path) -> str:
    """A module's name below ivr: routing.acd; a package's own: routing."""
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def belongs(module: str, places: set[str]) -> bool:
    """Whether a module is one of these, or in one of these packages."""
    return any(module == place or module.startswith(f"{place}.") for place in places)


def imports(path: Path) -> Iterator[str]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def ours(path: Path) -> Iterator[str]:
    """What a module imports of ivr, below ivr."""
    yield from (name.removeprefix("ivr.") for name in imports(path) if name.startswith("ivr."))


def others(path: Path) -> Iterator[str]:
    """The outermost names of what a module imports of anybody else."""
    yield from (name.split(".")[0] for name in imports(path) if not name.startswith("ivr."))


def unforeseeable(path: Path) -> set[str]:
    """What of the outside world a module imports; `Random` alone is none of it, its seed is an argument."""
    return {name.split(".")[0] for name in imports(path) if name != "random.Random"} & OUTSIDE_WORLD


def lines_of(module: str) -> int:
    return len(text_of(MODULES[module]).splitlines())


MODULES = {name_of(path): path for path in sorted(SOURCE.rglob("*.py")) if name_of(path)}
GROUPS = {name: list(modules) for name, modules in groupby(sorted(MODULES), lambda name: name.split(".")[0])}
each_package = pytest.mark.parametrize("modules", GROUPS.values(), ids=GROUPS)


def broken(modules: Iterable[str], wrong: Callable[[str], object]) -> dict[str, object]:
    """What is wrong with these modules, by module."""
    return {module: found for module in modules if (found := wrong(module))}


@each_package
def test_dependencies_point_one_way(modules: list[str]) -> None:
    package = modules[0].split(".", maxsplit=1)[0]
    allowed = PACKAGES[package] | {package, "errors", "__version__"}

    assert broken(modules, lambda one: [name for name in ours(MODULES[one]) if not belongs(name, allowed)]) == {}


@each_package
def test_third_parties_stay_where_they_belong(modules: list[str]) -> None:
    def strangers(module: str) -> set[str]:
        foreign = {name for name in others(MODULES[module]) if name not in sys.stdlib_module_names}
        return {name for name in foreign if not belongs(module, THIRD_PARTIES.get(name, set()))}

    assert broken(modules, strangers) == {}


def test_only_the_room_and_what_starts_it_knows_the_loop() -> None:
    knowing = {module for module in MODULES if "asyncio" in others(MODULES[module])}

    assert [module for module in knowing if not belongs(module, ASYNCIO) or module == "asterisk.agi"] == []


def test_what_runs_before_the_environment_needs_the_standard_library_only() -> None:
    early = [module for module in MODULES if belongs(module, STANDARD_LIBRARY_ONLY)]

    assert broken(early, lambda one: set(others(MODULES[one])) - sys.stdlib_module_names) == {}


@each_package
def test_pure_code_has_no_clock_no_chance_and_no_outside_world(modules: list[str]) -> None:
    pure = [module for module in modules if belongs(module, PURE) and module != MAKES_IDS]

    assert broken(pure, lambda one: unforeseeable(MODULES[one])) == {}
    assert broken(pure, lambda one: re.search(r"\bRandom\(\)", text_of(MODULES[one]))) == {}
    assert broken(pure, lambda one: FORBIDDEN & set(called(MODULES[one]))) == {}


def test_only_the_settings_read_the_environment() -> None:
    reads = re.compile(r"\b(os\.environ|getenv)\b")

    assert [name for name in MODULES if reads.search(text_of(MODULES[name]))] == ["config"]


@each_package
def test_every_module_has_its_mirror_test(modules: list[str]) -> None:
    def lacks(module: str) -> bool:
        package, _, name = module.rpartition(".")
        places = [TESTS / place.format(package=package.replace(".", "/")) for place in MIRRORS]
        return not any((place / f"test_{name}.py").is_file() for place in places)

    named = [module for module in modules if MODULES[module].name != "__init__.py"]
    assert [module for module in named if "migrations" not in module and lacks(module)] == []  # test_migration has all


def test_a_file_is_one_idea() -> None:
    assert [module for module in MODULES if module not in JUSTIFIED and lines_of(module) > LONG_FILE] == []
    assert [module for module in JUSTIFIED if not LONG_FILE < lines_of(module) <= LONGEST_FILE] == []


@each_package
def test_a_function_can_be_read_at_once(modules: list[str]) -> None:
    def long(module: str) -> list[str]:
        kinds = ast.FunctionDef | ast.AsyncFunctionDef
        functions = [node for node in nodes(MODULES[module]) if isinstance(node, kinds)]
        return [node.name for node in functions if (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION]

    assert broken([module for module in modules if "migrations" not in module], long) == {}  # a schema is a list


@each_package
def test_names_say_what_a_thing_is(modules: list[str]) -> None:
    def bare(module: str) -> set[str]:
        kinds = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef
        names = [node.name for node in nodes(MODULES[module]) if isinstance(node, kinds)]
        own = [name for name in names if name not in NAMED_BY_OTHERS]
        return {word.lower() for name in (*own, *module.split(".")) for word in WORD.findall(name)} & BANNED

    assert broken(modules, bare) == {}


def test_test_folders_are_no_packages() -> None:
    assert list(TESTS.rglob("__init__.py")) == []


def called(path: Path) -> Iterator[str]:
    """The last names of everything a module calls."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            yield node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
