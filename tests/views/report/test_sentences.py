"""Sentences of the report over the numbers at which grammar turns, and what is left out or said truly."""

import re
from datetime import date

import pytest

from kpi.measure.results import Survey
from kpi.model import Language, Status
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.report.blocks import ReportSentence, ReportTable, Section, SessionReport
from kpi.views.report.report import build
from tests.views.one import plain
from tests.views.samples import Sample, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
ON, OFF, RISK, NONE = Status.ON_TRACK, Status.OFF_TRACK, Status.AT_RISK, Status.NO_DATA
TURNS = (1, 2, 5, 11, 21, 111)


def report_of(survey: Survey, text: Text = UK, since: date | None = None) -> SessionReport:
    return build(board(survey, text), since=since)


def section(report: SessionReport, title: str) -> Section | None:
    return next((one for one in report.sections if one.title == title), None)


def said(report: SessionReport) -> list[str]:
    blocks = (block for one in report.sections for block in one.blocks)
    return [plain(block.words) for block in blocks if isinstance(block, ReportSentence)]


def samples(status: Status, n: int, goal: str = "1.1", **more: object) -> list[Sample]:
    return [Sample(f"{goal}.{i}", status, **more) for i in range(1, n + 1)]  # type: ignore[arg-type]


FAR = {
    1: "Суттєво відстає 1 показник.",
    2: "Суттєво відстають 2 показники.",
    5: "Суттєво відстають 5 показників.",
    11: "Суттєво відстають 11 показників.",
    21: "Суттєво відстає 21 показник.",
    111: "Суттєво відстають 111 показників.",
}
LATE = {
    1: "Не подано дані за 1 показником; відповідає 1 підрозділ.",
    2: "Не подано дані за 2 показниками; відповідає 1 підрозділ.",
    5: "Не подано дані за 5 показниками; відповідає 1 підрозділ.",
    11: "Не подано дані за 11 показниками; відповідає 1 підрозділ.",
    21: "Не подано дані за 21 показником; відповідає 1 підрозділ.",
    111: "Не подано дані за 111 показниками; відповідає 1 підрозділ.",
}


@pytest.mark.parametrize("n", TURNS)
def test_counts_of_attention(n: int) -> None:
    survey = survey_of(samples(OFF, n))
    assert FAR[n] in said(report_of(survey))
    english = f"{n} indicator is far behind." if n == 1 else f"{n} indicators are far behind."
    assert english in said(report_of(survey, EN))
    table = next(b for b in section(report_of(survey), "Потребують уваги").blocks if isinstance(b, ReportTable))  # type: ignore[union-attr]
    assert len(table.rows) == n


@pytest.mark.parametrize("n", TURNS)
def test_counts_of_reports_that_have_not_come(n: int) -> None:
    late = samples(ON, n, overdue=True, extra={"due_end": 12 * 2026 + 9})
    assert LATE[n] in said(report_of(survey_of(late)))
    english = f"Data of {n} indicator{'' if n == 1 else 's'} have not been reported by 1 department."
    assert english in said(report_of(survey_of(late), EN))


def test_where_nothing_lags_the_report_says_so() -> None:
    found = section(report_of(survey_of(samples(ON, 3))), "Потребують уваги")
    assert found is not None
    assert [plain(b.words) for b in found.blocks if isinstance(b, ReportSentence)] == [
        "Жоден показник не відстає від плану."
    ]
    assert not [b for b in found.blocks if isinstance(b, ReportTable)]


def test_where_nothing_is_judged_nothing_is_said_to_lag() -> None:
    report = report_of(survey_of(samples(NONE, 2)))
    assert "Показники зараз не оцінюємо." in said(report)
    assert "Жоден показник не відстає від плану." not in said(report)


def test_no_superlative_at_a_tie() -> None:
    tied = survey_of(samples(OFF, 2) + samples(OFF, 2, goal="2.1"))
    worst = survey_of(samples(OFF, 3) + samples(OFF, 2, goal="2.1"))
    for text, word in ((UK, "найбільше"), (EN, "most")):
        assert not any(word in words for words in said(report_of(tied, text)))
        assert not any(word in slide.title for slide in report_of(tied, text).slides)
        assert any(word in words for words in said(report_of(worst, text)))


def test_sections_without_data_are_left_out() -> None:
    report = report_of(survey_of(samples(ON, 2)))
    titles = [one.title for one in report.sections]
    for absent in ("Рішення й доручення", "Зміни планових значень", "Призупинене оцінювання"):
        assert absent not in titles
    assert not [title for title in titles if title.startswith("Що змінилося")]
    assert titles[0] == "Головне" and titles[-1] == "Методика й джерела"


def test_a_day_before_the_first_release_is_told_and_not_compared() -> None:
    report = report_of(survey_of(samples(ON, 2)), since=date(2020, 1, 1))
    assert any("порівнювати немає з чим" in words for words in said(report))


def test_a_plan_without_a_sector_is_counted_by_its_goals() -> None:
    survey = survey_of(samples(ON, 1) + samples(OFF, 2, goal="1.2"))
    counts = section(report_of(survey), "Стан за цілями")
    assert counts is not None
    table = next(b for b in counts.blocks if isinstance(b, ReportTable))
    assert [row[0].words for row in table.rows][-1] == "Разом"
    assert table.columns[0].head == "Ціль"


def test_the_counts_add_up_in_each_row_and_in_the_last() -> None:
    survey = survey_of(
        [*samples(ON, 4), *samples(RISK, 2, goal="1.2"), *samples(OFF, 3, goal="2.1"), *samples(NONE, 1, goal="2.2")]
    )
    counts = section(report_of(survey), "Стан за секторами")
    assert counts is not None
    table = next(b for b in counts.blocks if isinstance(b, ReportTable))
    rows = [[int(cell.value) for cell in row[1:8]] for row in table.rows]  # type: ignore[arg-type]
    for total, judged, on_plan, behind, far, absent, suspended in rows:
        assert judged == on_plan + behind + far
        assert total == judged + absent + suspended
    *parts, whole = rows
    assert whole == [sum(column) for column in zip(*parts, strict=True)]


def test_a_missing_cause_is_said_and_proposed_to_be_heard() -> None:
    report = report_of(survey_of([Sample("1.1.1", OFF), Sample("1.1.2", OFF, comment="Бракує людей")]))
    table = next(b for b in section(report, "Потребують уваги").blocks if isinstance(b, ReportTable))  # type: ignore[union-attr]
    by_name = {re.split(r"\s", row[0].words)[0]: row for row in table.rows}
    assert by_name["1.1.1"][3].words == "Причину не вказано."
    assert by_name["1.1.1"][5].words.startswith("Заслухати")
    assert by_name["1.1.2"][3].words == "Бракує людей."
    assert by_name["1.1.2"][5].words.startswith("Доручити")


def test_slides_name_how_many_more_there_are() -> None:
    report = report_of(survey_of(samples(OFF, 21)))
    lines = [line for slide in report.slides for line in slide.lines]
    assert ("", "і ще 9") in [(strong, plain(rest)) for strong, rest in lines]
    assert [slide.title for slide in report.slides if "(3 з 3)" in slide.title]
