"""The lines of the benchmark of waiting: a measure for each centre and for all, its target and its stretch."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import isnan, nan

Judge = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Line:
    """One measure: a value a centre, how they become one, the target and the stretch; `less` is better or more."""

    name: str
    words: str
    values: dict[str, float]
    judge: Judge
    target: float
    stretch: float | None = None
    less: bool = True
    form: str = "{:.2f}"

    def told(self, centres: Iterable[str]) -> str:
        known = [value for value in self.values.values() if not isnan(value)]
        one = self.judge(known) if known else nan
        cells = " ".join(f"{self._cell(self.values.get(centre, nan)):>8}" for centre in centres)
        stretch = "" if self.stretch is None else self._cell(self.stretch)
        words = f"{self.name:<4} {self.words:<50} {cells} | {self._cell(one):>8}"
        return f"{words}  {self._cell(self.target):>7} {stretch:>7}  {self._verdict(one)}"

    def _cell(self, value: float) -> str:
        return "-" if isnan(value) else self.form.format(value)

    def _verdict(self, one: float) -> str:
        if isnan(self.target):
            return ""
        if isnan(one):
            return "nothing measured"
        if self.stretch is not None and self._meets(one, self.stretch):
            return "stretch"
        return "met" if self._meets(one, self.target) else "MISSED"

    def _meets(self, one: float, goal: float) -> bool:
        return one <= goal if self.less else one >= goal


def tell(title: str, centres: Sequence[str], lines: Iterable[Line]) -> None:
    heads = " ".join(f"{centre:>8}" for centre in centres)
    print(f"\n{title}\n{'':<55} {heads} | {'all':>8}  {'target':>7} {'stretch':>7}")
    for line in lines:
        print(line.told(centres), flush=True)
