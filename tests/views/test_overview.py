import pytest

from kpi.model import Language, Status
from kpi.text import Text
from kpi.views.public import overview
from tests.views.samples import NOW, Sample, plan_for, survey_of

UK, EN = Text(Language.UK), Text(Language.EN)
ON, OFF, RISK, AWAY = Status.ON_TRACK, Status.OFF_TRACK, Status.AT_RISK, Status.MOVING_AWAY
NONE, SUSPENDED, DUE, DONE = Status.NO_DATA, Status.SUSPENDED, Status.NOT_DUE, Status.ACHIEVED


def samples(*statuses: Status, goal: str = "1.1") -> list[Sample]:
    return [Sample(f"{goal}.{i}", status) for i, status in enumerate(statuses, 1)]


@pytest.mark.parametrize(
    ("first", "second", "headline"),
    [
        ([ON], [], "За планом 1 показник із 1 оціненого; жоден суттєво не відстає"),
        ([ON] * 2 + [RISK], [], "За планом 2 показники із 3 оцінених; жоден суттєво не відстає"),
        (
            [ON] * 5,
            [OFF],
            "За планом 5 показників із 6 оцінених; 1 суттєво відстає, найбільше\u00a0— у секторі «Сектор s2»",
        ),
        (
            [ON] * 11,
            [OFF] * 2,
            "За планом 11 показників із 13 оцінених; 2 суттєво відстають, найбільше\u00a0— у секторі «Сектор s2»",
        ),
        (
            [ON] * 20 + [DONE],
            [AWAY] * 5,
            "За планом 21 показник із 26 оцінених; 5 суттєво відстають, найбільше\u00a0— у секторі «Сектор s2»",
        ),
        ([ON, OFF], [OFF], "За планом 1 показник із 3 оцінених; 2 суттєво відстають"),  # a tie
        ([RISK], [], "За планом 0 показників із 1 оціненого; жоден суттєво не відстає"),
        ([DUE, DONE], [], "За планом 2 показники із 2 оцінених; жоден суттєво не відстає"),  # not due counts
        ([NONE, SUSPENDED], [NONE], "Показники ще не оцінювали"),
        (
            [OFF] * 21,
            [ON],
            "За планом 1 показник із 22 оцінених; 21 суттєво відстає, найбільше\u00a0— у секторі «Сектор s1»",
        ),
    ],
)
def test_headline(first: list[Status], second: list[Status], headline: str) -> None:
    survey = survey_of(samples(*first) + samples(*second, goal="2.1"))
    assert overview.build(survey, UK).headline == headline


def test_headline_in_english() -> None:
    survey = survey_of(samples(ON, ON, OFF) + samples(OFF, OFF, goal="2.1"))
    expected = "2 of 5 assessed indicators on track; 3 far behind, most of them in “Sector s2”"
    assert overview.build(survey, EN).headline == expected


def test_without_data_long_after_the_first_were_due_no_past_day_is_promised() -> None:
    survey = survey_of(samples(NONE), observed=False)
    assert overview.build(survey, UK).headline == "Даних ще немає"


def test_lede_names_the_quarter_before_and_everything_not_judged() -> None:
    listed = [
        Sample("1.1.1", ON, (ON,)),
        Sample("1.1.2", OFF, (ON,)),
        Sample("1.1.3", NONE, (NONE,), extra={"reason": "too_old"}),
        Sample("1.1.4", SUSPENDED, (SUSPENDED,)),
        Sample("1.1.5", DUE, (DUE,)),
    ]
    assert overview.build(survey_of(listed), UK).lede == (
        "У II кварталі за планом було 3 із 3. Не оцінено 2 із 5 показників: останнє значення застаріле\u00a0—\u00a01; "
        "оцінювання призупинено\u00a0—\u00a01. Для 1 показника строк ще не настав: зараховано як «за планом»."
    )


def test_cards_say_the_change_and_the_weakest_goal() -> None:
    listed = [
        *(Sample(f"1.1.{i}", OFF, (ON,)) for i in (1, 2)),
        Sample("1.1.3", ON, (ON,)),
        Sample("2.1.1", ON, (OFF,)),
        Sample("2.1.2", OFF, (OFF,)),
        Sample("3.1.1", ON, (ON,)),
    ]
    first, second, third = overview.build(survey_of(listed), UK).cards
    assert first.sentences == ("На 2 менше, ніж у II кварталі.",)
    assert first.weakest is not None
    assert (first.weakest.code, first.weakest_words) == ("1.1", ": суттєво відстають 2 із 3 оцінених.")
    assert second.sentences == ("На 1 більше, ніж у II кварталі.", "Суттєво відстає 1 показник.")
    assert third.sentences == ("Стільки ж, скільки у II кварталі.", "Жоден суттєво не відстає.")


def test_a_quarter_of_another_year_is_named_with_its_year() -> None:
    listed = [Sample("1.1.1", ON, (ON, ON, OFF)), Sample("2.1.1", ON, (ON, ON, ON))]
    survey = survey_of(listed, now=NOW - 6)
    card = overview.build(survey, UK).cards[0]
    assert card.sentences[0] == "На 1 більше, ніж у IV кварталі 2025 року."


def test_attention_is_the_six_worst_by_pace() -> None:
    paces = [0.5, 0.2, -0.4, None, 0.59, 0.1, 0.94, 0.3]
    statuses = [OFF, OFF, AWAY, AWAY, OFF, OFF, RISK, OFF]
    listed = [Sample(f"1.1.{i}", s, (s,), pace=p) for i, (p, s) in enumerate(zip(paces, statuses, strict=True))]
    listed.append(Sample("1.1.9", ON, (ON,), pace=0.0))
    page = overview.build(survey_of(listed), UK)
    assert [a.row.code for a in page.attention] == ["1.1.2", "1.1.3", "1.1.5", "1.1.1", "1.1.7", "1.1.0"]
    assert page.attention[0].status_words == "Віддаляється від цілі, другий квартал поспіль"
    assert page.attention[0].planned == "за планом 78,3\u202f%"
    assert page.far_behind_words == "усі 7, що суттєво відстають"


def test_changes_fall_into_their_groups() -> None:
    listed = [
        Sample("1.1.1", OFF, (ON,), value=69.1, before=70.4),
        Sample("1.1.2", DONE, (ON,), value=70.4, before=70.4),
        Sample("1.1.3", ON, (ON,), overdue=True),
        Sample("1.1.4", NONE, (OFF,), value=None),
        Sample("1.1.5", SUSPENDED, (ON,)),
        Sample("1.1.6", DUE, (ON,)),
        Sample("1.1.7", OFF, (NONE,), before=None),
    ]
    groups = overview.build(survey_of(listed), UK).changes
    assert groups is not None
    found = {g.kind.value: [(c.row.code, c.old) for c in g.changes] for g in groups}
    assert found == {
        "worse": [("1.1.1", ON)],
        "better": [("1.1.2", ON)],
        "appeared": [("1.1.7", NONE)],
        "missing": [("1.1.4", OFF), ("1.1.3", None)],
        "suspended": [("1.1.5", ON)],
    }
    words = {c.row.code: c.words for g in groups for c in g.changes}
    assert words["1.1.1"] == "Суттєво відстає; 70,4\u202f% → 69,1\u202f%"
    assert words["1.1.2"] == "Ціль досягнуто; 70,4\u202f%"
    assert words["1.1.3"] == "дані за III\u00a0кв.\u00a02026 не подано, строк минув 15.10.2026"
    assert words["1.1.7"] == "Суттєво відстає; 69,1\u202f%"


def test_without_a_change_there_are_no_groups() -> None:
    page = overview.build(survey_of([Sample("1.1.1", ON, (ON,))]), UK)
    assert page.changes == ()
    assert page.changes_title == "Що змінилося з II кварталу"


def test_share_ends_with_the_counts_of_the_headline() -> None:
    page = overview.build(survey_of([Sample("1.1.1", ON, (ON, OFF)), Sample("1.1.2", OFF, (ON, OFF))]), UK)
    assert page.share is not None
    assert [(p.share, p.title) for p in page.share.points] == [
        (1.0, "I\u00a0кв.\u00a02026: 2 із 2"),
        (0.0, "II\u00a0кв.\u00a02026: 0 із 2"),
        (0.5, "III\u00a0кв.\u00a02026: 1 із 2"),
    ]
    assert page.share.last_label == "50\u202f%"


def test_every_indicator_stands_in_exactly_one_goal_row() -> None:
    listed = [Sample(f"{g}.1.{i}", s) for g in (1, 2, 10) for i, s in enumerate(Status, 1)]
    page = overview.build(survey_of(listed, plan_for([s.code for s in listed], {"1": "a", "2": "a"})), UK)
    shown = [row.code for block in page.blocks for goal in block.goals for row in goal.rows]
    assert sorted(shown) == sorted(s.code for s in listed)
    assert page.blocks[0].goals[0].count == "3 з 6"
    assert sum(card.counts.total for card in page.cards) == page.counts.total


def test_a_plan_without_sectors_still_lists_its_goals() -> None:
    plan = plan_for(["1.1.1"])
    flat = type(plan)(
        strategy=plan.strategy,
        sectors=(),
        strategic_goals=tuple(type(g)(g.code, "", g.name) for g in plan.strategic_goals),
        operational_goals=plan.operational_goals,
        departments=plan.departments,
    )
    page = overview.build(survey_of([Sample("1.1.1")], flat), UK)
    assert page.cards == ()
    named = {goal.code: goal.name for goal in flat.strategic_goals}
    assert [b.above.name for b in page.blocks if b.above] == list(named.values())


def test_the_front_page_says_what_it_is_and_explains_its_words() -> None:
    words = overview.build(survey_of(samples(ON)), UK).about
    assert "моніторинг документа «Стратегія розвитку громади»" in words
    for word in ("Сектор", "Оперативна ціль", "показник", "Статус"):
        assert word in words
    assert "“Community strategy”" in overview.build(survey_of(samples(ON)), EN).about
