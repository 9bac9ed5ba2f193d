"""The codes of a strategy, normalised once: one alphabet, no prefixes, no closing points; generated where none are."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kpi.model import parent_code
from kpi.workbook.init.section import is_roman, normal_code
from kpi.workbook.sheet.alphabet import Script, fold_code, in_script, script_of, uniform
from kpi.workbook.sheet.codes import MAX_CODE


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The alphabet of all codes; that of Roman numerals is Latin."""

    script: Script | None

    @classmethod
    def of(cls, codes: Iterable[str]) -> "Alphabet":
        """The alphabet of the majority."""
        known = [bare for code in codes if (bare := normal_code(code))]
        letters = [part for code in known for part in code.split(".") if part.isalpha()]
        if letters and all(map(is_roman, letters)) and any(len(part) > 1 or part == "V" for part in letters):
            return cls(Script.LATIN)
        return cls(script_of(known))

    def code(self, written: str) -> str:
        """A code as the whole strategy writes it; "" where that is none."""
        bare = normal_code(written)
        return in_script(uniform(bare), self.script) if bare and len(bare) <= MAX_CODE else ""


@dataclass(slots=True)
class Codes:
    """The codes that are taken, and new ones."""

    taken: set[str] = field(default_factory=set)

    def goal(self, code: str, parent: str) -> str:
        """The code of a node: its own where it is free, else the next one below `parent`."""
        if code and self._take(code):
            return code
        tail = code.rpartition(".")[2]
        if parent and tail and self._take(f"{parent}.{tail}"):
            return f"{parent}.{tail}"
        return self.next_below(parent)

    def indicator(self, code: str, goal: str, task: str = "") -> str:
        """The code of an indicator, which stands right below its goal or below a task of it."""
        below = task if fold_code(parent_code(task) or "") == fold_code(goal) else ""
        if below and fold_code(parent_code(code) or "") == fold_code(below) and self._take(code):
            return code
        if fold_code(parent_code(code) or "") == fold_code(goal) and self._take(code):
            return code
        if code.isdigit() and self._take(f"{goal}.{code}"):
            return f"{goal}.{code}"
        return self.next_below(goal)

    def next_below(self, parent: str) -> str:
        """The first free code of a number below `parent`; at the top for ""."""
        number = 1
        while not self._take(found := f"{parent}.{number}" if parent else str(number)):
            number += 1
        return found

    def _take(self, code: str) -> bool:
        key = fold_code(code)
        if key in self.taken:
            return False
        self.taken.add(key)
        return True
