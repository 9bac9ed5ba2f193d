import pytest

from kpi.model import Language, Status
from kpi.text import Text
from kpi.views.public import sector
from tests.views.samples import QUARTERS, Sample, plan_for, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
ON, OFF = Status.ON_TRACK, Status.OFF_TRACK


def page(listed: list[Sample], text: Text = UK) -> sector.SectorView:
    made = sector.build(survey_of(listed), "s1", text)
    assert made is not None
    return made


@pytest.mark.parametrize(
    ("statuses", "headline"),
    [
        ([ON], "Сектор s1: за планом 1 із 1 оціненого показника, жоден суттєво не відстає"),
        ([ON, OFF], "Сектор s1: за планом 1 із 2 оцінених показників, 1 суттєво відстає"),
        ([ON] * 3 + [OFF] * 2, "Сектор s1: за планом 3 із 5 оцінених показників, 2 суттєво відстають"),
        ([Status.NO_DATA], "Сектор s1: показники ще не оцінювали"),
        ([Status.NOT_DUE, Status.MOVING_AWAY], "Сектор s1: за планом 1 із 2 оцінених показників, 1 суттєво відстає"),
    ],
)
def test_headline(statuses: list[Status], headline: str) -> None:
    assert page([Sample(f"1.1.{i}", s) for i, s in enumerate(statuses, 1)]).headline == headline


def test_an_unknown_sector_is_none() -> None:
    assert sector.build(survey_of([Sample("1.1.1")]), "nowhere", UK) is None


def test_heat_counts_every_quarter_and_ends_with_the_counts_of_the_page() -> None:
    made = page([Sample("1.1.1", ON, (ON, OFF)), Sample("1.1.2", OFF, (OFF, Status.NO_DATA)), Sample("1.2.1", ON)])
    assert made.heat.ends == QUARTERS
    first, second = made.heat.rows
    assert [(c.on_plan, c.judged) for c in first.cells] == [(0, 0), (1, 2), (0, 1), (1, 2)]
    assert [(c.on_plan, c.judged) for c in second.cells] == [(0, 0), (0, 0), (0, 0), (1, 1)]
    assert sum(row.cells[-1].on_plan for row in made.heat.rows) == made.counts.on_plan
    assert sum(row.cells[-1].judged for row in made.heat.rows) == made.counts.judged


def test_goal_lines_follow_the_rolled_up_progress() -> None:
    made = page([Sample("1.1.1", ON), Sample("1.2.1", OFF)])
    lines = made.goal_lines.lines
    assert [line.code for line in lines] == ["1.1", "1.2"]
    assert lines[0].ends == QUARTERS
    assert lines[0].progress[-1] == 0.62
    assert lines[0].titles[-1] == "III\u00a0кв.\u00a02026: пройдено 62\u202f%, за планом\u00a0— 70\u202f%. Відстає"
    assert made.goal_lines.title == "Жодна з 2 оцінених цілей сектору не йде за планом"


def test_every_indicator_of_the_sector_is_in_one_table() -> None:
    listed = [Sample("1.1.1"), Sample("1.2.1", OFF), Sample("2.1.1"), Sample("3.1.1")]
    plan = plan_for([s.code for s in listed], {"1": "a", "2": "a", "3": "b"})
    made = sector.build(survey_of(listed, plan), "a", UK)
    assert made is not None
    assert [row.code for s in made.sections for goal in s.goals for row in goal.rows] == ["1.1.1", "1.2.1", "2.1.1"]
    assert made.counts.total == 3
    assert [s.name.name for s in made.sections] == ["Стратегічна 1", "Стратегічна 2"]


def test_english() -> None:
    made = page([Sample("1.1.1", ON), Sample("1.1.2", OFF)], EN)
    assert made.headline == "Sector s1: 1 of 2 assessed indicators on track, 1 far behind"
    assert made.goal_lines.lines[0].titles[-1] == "Q3 2026: 62% covered, planned: 70%. Behind"
