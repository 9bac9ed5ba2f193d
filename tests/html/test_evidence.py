"""The evidence of an assignment is a text of a department: it leads to sites of the allow-list alone."""

from collections import defaultdict

from kpi.html.page_context import PageContext
from kpi.html.pages import decisions
from kpi.model import Language
from kpi.text import Text
from kpi.views.common.localized_name import LocalizedName
from kpi.views.oversight.decision_rows import AssignmentRow, Fate


def test_evidence_leads_to_no_site_that_is_not_allowed() -> None:
    row = AssignmentRow(
        number="1",
        name=LocalizedName("Звітувати", ""),
        department=None,
        due=None,
        fate=Fate.DONE,
        days=0,
        done=None,
        evidence="звіт https://evil.example/1 за https://zakon.rada.gov.ua/laws",
        withdrawn="",
    )
    shown = str(decisions._assignment(row, defaultdict(str), PageContext(text=Text(Language.UK))))
    assert "https://evil.example/1" in shown
    assert 'href="https://evil.example' not in shown
    assert 'href="https://zakon.rada.gov.ua/laws"' in shown
