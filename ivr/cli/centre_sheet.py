"""A centre's YAML as mappings that know their lines; each mistake is named with file, line and key."""

from collections.abc import Iterator, Set
from contextlib import contextmanager
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from ivr.errors import AuthorError, FieldError

Sheet = CommentedMap

FILE_CHARACTERS = 1_000_000  # hundreds of agents
# What the YAML reader also raises: of a letter it does not allow, a tag that does not fit, brackets nested too deep.
NOT_YAML = (YAMLError, ValueError, TypeError, AttributeError, LookupError, RecursionError)


def read_sheet(text: str, file: str) -> Sheet:
    """The mapping a YAML text holds; AuthorError when it holds none."""
    if len(text) > FILE_CHARACTERS:
        raise AuthorError(f"more than {FILE_CHARACTERS} characters", file=file)
    try:
        reader = YAML()
        reader.composer.warn_double_anchors = False  # YAML allows it: the last one counts
        raw: Any = reader.load(text)
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise AuthorError(f"not YAML: {error.problem}", file=file, line=line) from None
    except NOT_YAML as error:
        raise AuthorError(f"not YAML: {error}", file=file) from None
    if not isinstance(raw, CommentedMap):
        raise AuthorError("a centre is a mapping of sections", file=file)
    return raw


def section(raw: Sheet, key: str, file: str) -> Sheet:
    """The mapping under a key, empty when there is none."""
    found = raw.get(key)
    if found is None:
        return CommentedMap()
    if not isinstance(found, CommentedMap):
        raise mistake(raw, key, file, "is to be a mapping")
    return found


def field(raw: Sheet, key: str, name: str, file: str) -> Any:
    """One field of the mapping under a key, which has to be there."""
    entry = section(raw, key, file)
    if name not in entry:
        raise mistake(raw, key, file, f"has no {name}")
    return entry[name]


def known_fields(entry: Sheet, known: Set[str], file: str) -> None:
    """Refuse a mapping with fields nobody reads."""
    for name in entry:
        if name not in known:
            raise mistake(entry, name, file, f"unknown section or field; known are {', '.join(sorted(known))}")


@contextmanager
def located(raw: Sheet, key: str, file: str) -> Iterator[None]:
    """Say where, of a mistake somebody else finds."""
    try:
        yield
    except FieldError as error:
        entry = raw[key]
        if isinstance(entry, CommentedMap) and error.field in entry:
            raise mistake(entry, error.field, file, str(error)) from None
        raise mistake(raw, key, file, f"{error.field}: {error}") from None
    except AuthorError as error:
        raise mistake(raw, key, file, str(error)) from None


def mistake(raw: Sheet, key: str, file: str, message: str) -> AuthorError:
    """The error for what stands under a key."""
    return AuthorError(message, file=file, line=raw.lc.key(key)[0] + 1, key=str(key))
