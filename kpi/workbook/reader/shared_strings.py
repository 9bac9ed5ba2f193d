"""The pass over shared strings: plain texts, or runs where one of them looks otherwise than the rest."""

import re
from collections.abc import Sequence

from kpi.workbook.reader.grid import MAX_STRINGS
from kpi.workbook.reader.refusal import RefusalError
from kpi.workbook.reader.text_runs import NAMES as RUN_NAMES
from kpi.workbook.reader.text_runs import Run, Runs
from kpi.workbook.reader.xml import parse, spellings
from kpi.workbook.reader.zip_guard import Package

Strings = Sequence[str | tuple[Run, ...]]
_NAMES = RUN_NAMES | spellings("t", "rPh", "si")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """Text with Excel's _xHHHH_ turned back into characters."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class _Strings:
    """The pass over shared strings; phonetic hints are left out."""

    def __init__(self) -> None:
        self.strings: list[str | tuple[Run, ...]] = []
        self._runs = Runs()
        self._taking = False
        self._phonetic = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        kind = _NAMES.get(name)
        if kind == "t":
            self._taking = not self._phonetic
        elif kind == "rPh":
            self._phonetic = True
        elif kind is not None:
            self._runs.start(kind, attributes)

    def end(self, name: str) -> None:
        kind = _NAMES.get(name)
        if kind == "t":
            self._taking = False
        elif kind == "rPh":
            self._phonetic = False
        elif kind == "r":
            self._runs.end_run()
        elif kind == "si":
            self.strings.append(self._runs.take())
            if len(self.strings) > MAX_STRINGS:
                raise RefusalError("file_too_big", reason="strings", limit=MAX_STRINGS)

    def text(self, data: str) -> None:
        if self._taking:
            self._runs.add(data)


def read_strings(package: Package, part: str) -> list[str | tuple[Run, ...]]:
    """The shared strings of a workbook: plain, or as runs where one of them looks otherwise."""
    handler = _Strings()
    parse(package, part, handler)
    return [unescaped_runs(string) for string in handler.strings]


def unescaped_runs(string: str | tuple[Run, ...]) -> str | tuple[Run, ...]:
    if isinstance(string, str):
        return unescaped(string)
    return tuple(run._replace(text=unescaped(run.text)) for run in string)
