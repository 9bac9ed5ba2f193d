"""The report to a session of the whole shipped edition: from boards that a site holds anyway to each kind of file."""

import tempfile
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.timing import Timing, interleaved
from kpi.measure import survey
from kpi.measure.results import Survey
from kpi.model import Language
from kpi.opendata.report import printing
from kpi.opendata.report.formats import ReportFormat, report_file
from kpi.services.publishing.loading.demonstration import show_example
from kpi.settings import PACKAGE
from kpi.store import open_store, read_public
from kpi.text import Text
from kpi.views.changes.comparison import compare
from kpi.views.changes.comparison_text import ComparisonText
from kpi.views.common.board import board
from kpi.views.report.blocks import SessionReport
from kpi.views.report.report import build
from kpi.web.files.raster import png

RUNS = 3
_EDITION = PACKAGE.parent / "data/2022-2026"
_LIMIT = "≤ 10 s"


def timings() -> list[Timing]:
    """A line a format, the pictures drawn anew each time; PDF only where LibreOffice's Writer is installed."""
    (old, new), text = _surveys(), Text(Language.UK)
    between = compare(old, new)

    def report() -> SessionReport:
        then = ComparisonText(between, board(old, text), board(new, text))
        return build(then.new, then, site="https://strategy.example.org")

    made = report()
    tasks: dict[str, Callable[[], object]] = {"the words of it": report}
    for kind in ReportFormat:
        if kind is not ReportFormat.PDF or printing.available():
            tasks[kind.value] = partial(report_file, made, kind, png)
    measured = interleaved(tasks, RUNS)
    note = f"{len(new.now.indicators)} indicators, pictures drawn anew; one at a time"
    return [Timing(name=f"report: {name}", value=ms, limit=_LIMIT, note=note) for name, ms in measured.items()]


def _surveys() -> tuple[Survey, Survey]:
    """The last two public releases of the shipped edition."""
    with tempfile.TemporaryDirectory() as folder:
        where = str(Path(folder) / "postup.sqlite")
        show_example(open_store(where), today=date(2026, 11, 24), folders=[_EDITION])
        old, new = (survey(read_public(day, where=where)) for day in (date(2026, 8, 14), None))
    return old, new
