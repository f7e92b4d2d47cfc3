"""A person's number in the records Asterisk writes: overwritten in place, so that what is read stays in place."""

import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ivr.calls.pseudonym import Veil

RECORDS = ("cel.csv*", "cdr.csv*", "queue_log*", "cdr-csv/*.csv*")
LONG_ENOUGH = 7  # shorter digits are extensions and parts of other things


def veil_files(folder: Path, veil: Veil) -> Iterator[tuple[str, bool]]:
    """Overwrite the number wherever it stands by itself: each file as it is done, and whether it could be written."""
    for path in _records(folder):
        yield str(path), _veiled(path, veil)


def _records(folder: Path) -> Iterable[Path]:
    found = {path.resolve() for pattern in RECORDS for path in folder.glob(pattern) if path.is_file()}
    return sorted(found)


def _veiled(path: Path, veil: Veil) -> bool:
    numbers = sorted((one for one in veil.numbers if len(one) >= LONG_ENOUGH), key=len, reverse=True)
    pattern = re.compile(rb"(?<![0-9A-Za-z])(?:" + b"|".join(one.encode() for one in numbers) + rb")(?![0-9A-Za-z])")
    try:
        with path.open("r+b") as file:
            offset = 0
            for line in file:
                for found in pattern.finditer(line):
                    _overwrite(path, offset + found.start(), _of_length(found[0], veil))
                offset += len(line)
    except OSError:
        return False
    return True


def _overwrite(path: Path, at: int, text: bytes) -> None:
    with path.open("r+b") as file:  # of its own, so that reading on is not disturbed
        file.seek(at)
        file.write(text)


def _of_length(number: bytes, veil: Veil) -> bytes:
    made = hmac.new(veil.secret.encode(), number, hashlib.sha256).hexdigest()
    return b"x" + made[: len(number) - 1].encode()
