"""Python's search for objects that only hold each other, seldom made where rows go through by the million."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

MADE = 100_000  # objects between two looks at the new ones; rows have no circles


@contextmanager
def collected_seldom() -> Iterator[None]:
    """Look seldom in this process, and never at what is there already."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(MADE, 50, 50)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
