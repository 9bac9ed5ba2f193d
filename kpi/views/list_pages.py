"""A long list in pages: which rows stand on the one that the address asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

#: rows of a page, and of a list that is not divided: a community's whole strategy stands on one page where it can
ROWS, WHOLE = 100, 150
#: pages named on each side of the present one
_BESIDE = 2

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class ListPages:
    """Page `number` of `last`, from 1; a list of `total` rows, `rows` on a page."""

    number: int
    last: int
    total: int
    rows: int = ROWS

    @classmethod
    def of(cls, total: int, asked: int, rows: int = ROWS, whole: int = WHOLE) -> "ListPages":
        """The page asked for; the last where there are not so many. Up to `whole` rows are not divided."""
        last = 1 if total <= whole else -(-total // rows)
        return cls(min(max(asked, 1), last), last, total, rows)

    @property
    def span(self) -> tuple[int, int]:
        """The first and the last row of the page, counted from 1."""
        if self.last == 1:
            return min(self.total, 1), self.total
        return (self.number - 1) * self.rows + 1, min(self.number * self.rows, self.total)

    def cut(self, rows: Sequence[Row]) -> tuple[Row, ...]:
        """The rows of the page."""
        first, last = self.span
        return tuple(rows[max(first - 1, 0) : last])

    def named(self) -> tuple[int, ...]:
        """The pages that have a link of their own, ascending: the first, the last, those around this one."""
        around = range(self.number - _BESIDE, self.number + _BESIDE + 1)
        return tuple(n for n in range(1, self.last + 1) if n in {1, self.last} or n in around)


def number_of(written: str) -> int:
    """The page that an address asks for; the first where it names none."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) < 7 else 1
