"""Files with a planner's own tables, read as cells in a child process like every file that people send."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kpi.cache import Cache
from kpi.model import Problem
from kpi.workbook.init.table.tables import SourceFile
from kpi.workbook.process.reader_pool import POOL
from kpi.workbook.reader.whole_sheets import SheetsRead

#: files whose cells are kept: a page of questions asks for them again with every answer
_MOST = 8
_read: Cache[SheetsRead] = Cache(_MOST, 30 * 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesRead:
    """The files that could be read, in their order; the others with the problem of each."""

    files: tuple[SourceFile, ...]
    refused: Mapping[str, Problem]


def read_sources(files: Iterable[tuple[str, bytes]]) -> SourcesRead:
    """The sheets of files, each its name and its bytes."""
    taken, refused = list[SourceFile](), dict[str, Problem]()
    for name, content in files:
        key = hashlib.sha256(content).hexdigest()
        found = _read.find(key) or POOL.read_sheets(content)
        if found.problem is not None:
            refused[name] = found.problem
            continue
        _read.put(key, found)
        taken.append(SourceFile(name=name, sheets=found.sheets))
    return SourcesRead(files=tuple(taken), refused=refused)
