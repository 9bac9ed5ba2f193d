"""Another official form is data: from the sheet «Форма звіту» through the store to the tables of the report."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import delete

from kpi.measure import survey as measure_survey
from kpi.model import FormColumn, Language, ReportField, form_text
from kpi.store import migrate, open_store, read_public
from kpi.store.migrations import MIGRATION, MIGRATIONS
from kpi.store.schema_changes.later import m0024_report_form
from kpi.text import Text
from kpi.views.common.board import board
from kpi.views.report.blocks import ReportTable
from kpi.views.report.report import build
from kpi.workbook import read_bytes
from kpi.workbook.writer.whole_books import write_plan
from tests.books import MAY, checked, hospitals, plan
from tests.fiscal_years import CALENDAR
from tests.publishing import publish

OWN = (
    FormColumn(ReportField.CODE, "№ з/п", "No."),
    FormColumn(ReportField.NAME, "Найменування показника"),
    FormColumn(ReportField.TARGET),
    FormColumn(ReportField.PERIOD, "Звітний період"),
    FormColumn(ReportField.PROGRESS),
)


def heads(where: str, language: Language) -> list[str]:
    made = build(board(measure_survey(read_public(where=where)), Text(language)))
    tables = [b for s in made.sections for b in s.blocks if isinstance(b, ReportTable) and b.sheet == "indicators"]
    return [column.head for column in tables[0].columns]


def test_the_report_has_the_columns_of_the_plan(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "own.sqlite"))
    publish([checked(plan(report_form=form_text(OWN))), checked(hospitals())], MAY, store=store)
    assert heads(store.name, Language.UK) == [
        "№ з/п",
        "Найменування показника",
        "Ціль",
        "Звітний період",
        "Пройдено, %",
    ]
    assert heads(store.name, Language.EN) == [
        "No.",
        "Найменування показника",
        "Target",
        "Звітний період",
        "Progress, %",
    ]


def test_every_field_can_be_a_column(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "own.sqlite"))
    every = tuple(FormColumn(field) for field in ReportField)
    publish([checked(plan(report_form=form_text(every))), checked(hospitals())], MAY, store=store)
    found = heads(store.name, Language.UK)
    assert len(found) == len(set(found)) == len(ReportField)


@pytest.mark.parametrize("language", [Language.UK, Language.EN, Language.PL])
def test_a_plan_is_written_with_its_form_and_read_back(tmp_path: Path, language: Language) -> None:
    whole = plan(report_form=form_text(OWN), language=language)
    write_plan(whole, tmp_path / "plan.xlsx")
    reading = read_bytes((tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx", fiscal_year=CALENDAR)
    assert reading.plan is not None, [problem.code for problem in reading.problems]
    assert reading.plan.strategy.report_form == form_text(OWN)


def test_plans_stored_before_name_no_form(tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "old.sqlite"))
    publish([checked(plan()), checked(hospitals())], MAY, store=store)
    number = MIGRATIONS.index(m0024_report_form) + 1
    with store.writing() as connection:
        connection.exec_driver_sql("ALTER TABLE strategy_rev DROP COLUMN report_form")
        connection.execute(delete(MIGRATION).where(MIGRATION.c.number >= number))
    assert migrate(store)[0] == "m0024_report_form"
    found = read_public(where=store.name).strategy
    assert found.report_form == "" and replace(found).form_columns
