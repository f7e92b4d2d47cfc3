"""A table of a page as it is wished: filtered, sorted, one page of it; the same rows as CSV."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

Row = TypeVar("Row")
PAGE = 50


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column: what it is called, and a row's value in it, by which it is sorted, filtered and written as CSV."""

    key: str
    label: Any  # translated when it is shown
    value: Callable[[Row], Any]
    numeric: bool = False
    sortable: bool = True


@dataclass(frozen=True, slots=True)
class Wish:
    """What the address of a page asks for."""

    text: str = ""
    sort: str | None = None
    descending: bool = False
    page: int = 1

    @classmethod
    def of(cls, asked: Mapping[str, str]) -> "Wish":
        """The wish in an address; nonsense is no wish."""
        page = asked.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else 1
        return cls(asked.get("q", "").strip()[:200], asked.get("sort"), asked.get("order") == "desc", max(number, 1))


@dataclass(frozen=True, slots=True)
class Listing(Generic[Row]):
    """What is shown of a table; the macro `table` draws it."""

    columns: Sequence[Column[Row]]
    rows: Sequence[Row]  # of this page
    matching: Sequence[Row]  # of all pages
    wish: Wish
    here: str
    kept: Mapping[str, str]  # what else the address asks for

    @property
    def total(self) -> int:
        """How many rows match."""
        return len(self.matching)

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return max(1, -(-self.total // PAGE))

    @property
    def page(self) -> int:
        """The page shown."""
        return min(self.wish.page, self.pages)

    @property
    def csv_address(self) -> str:
        """Where the matching rows are as CSV."""
        return self._address(q=self.wish.text, sort=self.wish.sort, order=self._order, format="csv")

    def sort_address(self, column: Column[Row]) -> str:
        """Where the table is sorted by a column: the other way round when it is already."""
        turned = "desc" if self.wish.sort == column.key and not self.wish.descending else None
        return self._address(q=self.wish.text, sort=column.key, order=turned)

    def page_address(self, number: int) -> str:
        """Where another page is."""
        return self._address(q=self.wish.text, sort=self.wish.sort, order=self._order, page=str(number))

    @property
    def _order(self) -> str | None:
        return "desc" if self.wish.descending else None

    def _address(self, **asked: str | None) -> str:
        wanted = dict(self.kept) | {name: value for name, value in asked.items() if value}
        return f"{self.here}?{urlencode(wanted)}" if wanted else self.here


def arrange(
    columns: Sequence[Column[Row]], rows: Iterable[Row], wish: Wish, here: str, kept: Mapping[str, str] | None = None
) -> Listing[Row]:
    """The rows as they are wished."""
    matching = [row for row in rows if _matches(columns, row, wish.text)]
    by = next((column for column in columns if column.key == wish.sort and column.sortable), None)
    if by is not None:
        matching.sort(key=lambda row: _rank(by.value(row)), reverse=wish.descending)
    page = min(wish.page, max(1, -(-len(matching) // PAGE)))
    return Listing(columns, matching[(page - 1) * PAGE : page * PAGE], matching, wish, here, kept or {})


def _matches(columns: Sequence[Column[Row]], row: Row, text: str) -> bool:
    words = text.casefold().split()
    if not words:
        return True
    said = " ".join(str(column.value(row)) for column in columns).casefold()
    return all(word in said for word in words)


def _rank(value: Any) -> tuple[int, Any]:
    if value is None:
        return (2, "")
    if isinstance(value, int | float):
        return (0, value)
    return (1, value.casefold() if isinstance(value, str) else str(value))
