"""How far long work is: a bar on a terminal, elsewhere a line now and then."""

import sys
from time import monotonic
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

LINE_EVERY_S = 10.0


class Bar:
    """A bar on standard error while something is done; where that is no terminal, lines if they are asked for."""

    def __init__(self, doing: str, lines: bool = False) -> None:
        console = Console(stderr=True)
        columns = (TextColumn(doing), BarColumn(), TextColumn("{task.percentage:.0f} %"), TimeRemainingColumn())
        is_terminal = sys.stderr.isatty()
        self._bar = Progress(*columns, console=console, transient=True, disable=not is_terminal)
        self._task = self._bar.add_task("", total=1.0)
        self._doing, self._lines, self._told_at = doing, lines and not is_terminal, monotonic()

    def __enter__(self) -> "Bar":
        """Show it."""
        self._bar.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Take it away."""
        self._bar.stop()

    def goes(self, share: float) -> bool:
        """Move to this share of the work; it always goes on."""
        self._bar.update(self._task, completed=share)
        if self._lines and monotonic() - self._told_at >= LINE_EVERY_S:
            self._told_at = monotonic()
            sys.stderr.write(f"{self._doing}: {share:.0%}\n")
        return True
