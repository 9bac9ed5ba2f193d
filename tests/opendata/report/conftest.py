"""The report of the shipped edition as outsiders see it, in both languages, and its files, each made once."""

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from kpi.measure import survey as measure_survey
from kpi.measure.results import Survey
from kpi.model import Language
from kpi.opendata.report.formats import ReportFormat, report_file
from kpi.store import read_public
from kpi.text import Text
from kpi.views.changes.comparison import compare
from kpi.views.changes.comparison_text import ComparisonText
from kpi.views.common.board import board
from kpi.views.report.blocks import SessionReport
from kpi.views.report.report import build
from kpi.web.files.raster import png
from tests.shipped import Shipped

SITE = "https://strategy.example.org"
EARLIER = date(2026, 8, 14)


@pytest.fixture(scope="session")
def surveys(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> tuple[Survey, Survey]:
    """The release of 14.08.2026 and the last one."""
    where = shipped_store(tmp_path_factory.mktemp("report"))
    return measure_survey(read_public(EARLIER, where=where)), measure_survey(read_public(where=where))


Reports = Callable[[Language], SessionReport]
Files = Callable[[Language, ReportFormat], bytes]


@pytest.fixture(scope="session")
def reports(surveys: tuple[Survey, Survey]) -> Reports:
    @cache
    def made(language: Language) -> SessionReport:
        old, new = (board(survey, Text(language)) for survey in surveys)
        return build(new, ComparisonText(compare(*surveys), old, new), site=SITE)

    return made


@pytest.fixture(scope="session")
def files(reports: Reports) -> Files:
    @cache
    def made(language: Language, kind: ReportFormat) -> bytes:
        return report_file(reports(language), kind, png)

    return made
