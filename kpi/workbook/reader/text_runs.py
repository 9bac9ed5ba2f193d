"""The runs of one cell: raised, lowered and struck-out pieces are never joined with what stands in the line."""

from collections.abc import Sequence
from typing import NamedTuple

from kpi.workbook.reader.grid import BLANKS, Aside
from kpi.workbook.reader.number_formats import is_on
from kpi.workbook.reader.xml import spellings

NAMES = spellings("r", "rPr", "vertAlign", "strike")
RAISED = dict(zip("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ", strict=True))
LOWERED = dict(zip("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎", strict=True))
_LETTERS = {"superscript": RAISED, "subscript": LOWERED}


class Run(NamedTuple):
    """A piece of text: where it stands (superscript, subscript, or "" in the line), whether it is struck out.

    struck  None where the run says nothing of its own: then the font of the cell decides
    """

    text: str
    place: str = ""
    struck: bool | None = None


class Runs:
    """Gathers the runs of one text as its elements come; reset by `take`."""

    def __init__(self) -> None:
        self._found: list[Run] = []
        self._place, self._struck = "", None  # type: str, bool | None

    def start(self, kind: str, attributes: dict[str, str]) -> None:
        """An element of `NAMES` begins."""
        if kind == "r":
            self._place, self._struck = "", None
        elif kind == "rPr":
            self._struck = False
        elif kind == "vertAlign":
            place = attributes.get("val", "")
            self._place = place if place in _LETTERS else ""
        elif kind == "strike":
            self._struck = is_on(attributes)

    def end_run(self) -> None:
        self._place, self._struck = "", None

    def add(self, text: str) -> None:
        self._found.append(Run(text, self._place, self._struck))

    def take(self) -> "str | tuple[Run, ...]":
        """The text: plain, or its runs where one of them says something of its own."""
        found, self._found = self._found, []
        self._place, self._struck = "", None
        if all(run.struck is None and not run.place for run in found):
            return "".join(run.text for run in found)
        return tuple(found)


def in_line(runs: Sequence[Run], *, struck: bool) -> tuple[str, Aside | None, bool]:
    """The text that stands there, what stands aside, and whether all of it is struck out.

    Raised and lowered digits become Unicode's own («м²»), so that they are never joined with the digits before them;
    struck-out pieces are left out. Text that is raised as a whole is text.

    struck  whether the font of the cell is struck out
    """
    said = [run._replace(struck=struck if run.struck is None else run.struck) for run in runs]
    visible = [run for run in said if run.text.strip(BLANKS)]
    if visible and all(run.struck for run in visible):
        return "".join(run.text for run in said), None, True
    kept = [run for run in said if not run.struck or not run.text.strip(BLANKS)]
    flat = len({run.place for run in kept if run.text.strip(BLANKS)}) < 2
    text = "".join(run.text if flat else _written(run) for run in kept)
    raised, lowered = ("" if flat else _joined(kept, place) for place in ("superscript", "subscript"))
    aside = Aside(raised, lowered, "".join(run.text for run in said if run.struck).strip(BLANKS))
    return text, aside if any(aside) else None, False


def _written(run: Run) -> str:
    letters = _LETTERS.get(run.place, {})
    return "".join(letters.get(c, c) for c in run.text)


def _joined(runs: Sequence[Run], place: str) -> str:
    return "".join(run.text for run in runs if run.place == place).strip(BLANKS)


def can_be_written(aside: Aside) -> bool:
    """Whether all raised and lowered characters have a character of their own."""
    blank = frozenset(BLANKS)
    return set(aside.raised) <= RAISED.keys() | blank and set(aside.lowered) <= LOWERED.keys() | blank
