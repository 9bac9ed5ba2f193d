"""Names of strangers: as long as a plan may have them, with signs of formulas and of markup, in every kind of file."""

from dataclasses import replace
from datetime import date

import pytest

from kpi.measure.results import Survey
from kpi.model import Language, Status
from kpi.opendata.report.formats import ReportFormat, report_file
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.report.report import build
from tests.views.samples import Sample, survey_of

MADE = (ReportFormat.DOCX, ReportFormat.PPTX, ReportFormat.XLSX)
#: a picture of one point: what is drawn is not what is asked here
POINT = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060"
    "00000005000157cdd2a10000000049454e44ae426082"
)


def named(name: str) -> Survey:
    survey = survey_of([Sample("1.1.1", Status.OFF_TRACK, name=name, comment=name, department=name)])
    strategy = replace(survey.dataset.strategy, title=name, community=name, title_en="", community_en="")
    return replace(survey, dataset=replace(survey.dataset, strategy=strategy))


@pytest.mark.parametrize("kind", MADE)
@pytest.mark.parametrize(
    "name",
    [
        "Дуже довга назва " * 30,
        "=1+1",
        "<b>&amp;</b>\u200b",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        "+380",
    ],
)
def test_any_name_makes_a_file(name: str, kind: ReportFormat) -> None:
    made = build(board(named(name), Text(Language.UK)), since=date(2026, 1, 1), site="https://strategy.example.org")
    assert report_file(made, kind, lambda svg, width: POINT)
