"""The columns of the official form: kept as one text, read back as they were; without any the usual ones."""

from dataclasses import replace

import pytest

from kpi.model import USUAL_FORM, FormColumn, ReportField, form_of, form_text
from tests.books import plan

OWN = (
    FormColumn(ReportField.NAME, "Показник (назва)", "Indicator"),
    FormColumn(ReportField.ACTUAL),
    FormColumn(ReportField.NAME),
)


@pytest.mark.parametrize("columns", [(), OWN, USUAL_FORM, tuple(FormColumn(field) for field in ReportField)])
def test_the_way_there_and_back(columns: tuple[FormColumn, ...]) -> None:
    assert form_of(form_text(columns)) == columns


def test_a_plan_without_a_form_has_the_usual_one() -> None:
    strategy = plan().strategy
    assert strategy.form_columns == USUAL_FORM
    assert replace(strategy, report_form=form_text(OWN)).form_columns == OWN
