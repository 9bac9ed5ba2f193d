"""Levels of the tree that stand in columns of their own: what the texts of a column have in common."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from kpi.workbook.init.section import SectionText, level_of, section_of
from kpi.workbook.init.vocabulary import LEVELS, Holds

#: «M1 Roads»: of one text alone it may be the name of a road
_CODE_WITHOUT_POINT = re.compile(r"(?P<code>[^\W\d_]{1,3}[0-9]{1,2})(?=\s+[^\W\d_])")
_FEWEST = 2


class LevelColumns:
    """The columns of levels of a table; `text`: what stands in a row below a role."""

    def __init__(self, rows: Iterable[int], text: Callable[[int, Holds], str]) -> None:
        self._rows, self._text = tuple(rows), text

    @cached_property
    def _texts(self) -> dict[Holds, set[str]]:
        return {role: {said for row in self._rows if (said := self._text(row, role))} for role in LEVELS}

    @cached_property
    def _mixed(self) -> frozenset[Holds]:
        """Columns of more than one level, which the words of each cell tell: «Напрям / Ціль»."""
        return frozenset(r for r, said in self._texts.items() if len({level_of(text) for text in said} - {""}) > 1)

    @cached_property
    def _coded(self) -> frozenset[Holds]:
        """Columns each of whose texts begins with a code of its own without a point: «M1 Roads», «M2 Transit»."""
        found = set()
        for role, said in self._texts.items():
            codes = {match["code"] for text in said if (match := _CODE_WITHOUT_POINT.match(text))}
            if len(said) == len(codes) >= _FEWEST:
                found.add(role)
        return frozenset(found)

    @cached_property
    def refers(self) -> bool:
        """Whether the column of operational goals has their codes alone: another sheet names them."""
        said = self._texts[Holds.OPERATIONAL]
        parsed = [section_of(text) for text in said]
        return len(said) >= _FEWEST and all(one.code and not one.name for one in parsed)

    def named(self, role: Holds) -> Holds | None:
        """The level of a column; None where each cell tells its own."""
        return None if role in self._mixed else role

    def section(self, text: str, role: Holds) -> SectionText:
        """Code and name of a cell of a column."""
        return section_of(_CODE_WITHOUT_POINT.sub(r"\g<code>.", text, count=1) if role in self._coded else text)
