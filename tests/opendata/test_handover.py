"""Workbooks for registers of the state: of communities that they concern, inert, adding up, with sources named."""

import io
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache

import openpyxl
import pandas as pd
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from kpi.measure.results import Survey
from kpi.model import Language
from kpi.opendata import tables
from kpi.opendata.fields import TABLES
from kpi.opendata.files import HANDED, Files
from kpi.opendata.handover.field_lists import FieldList, field_lists, lists_of, spoken
from kpi.opendata.handover.rows import ROWS, HandoverRows
from kpi.text import Text

UK, EN = Text(Language.UK), Text(Language.EN)
SITE = "https://data.example.org"
CODES = {"katottg": "UA14120190010055742", "edrpou": "04053216", "act_number": "21/3", "act_day": date(2021, 12, 15)}
LISTS = {listed.name: listed for listed in field_lists()}


def with_strategy(survey: Survey, **changes: object) -> Survey:
    strategy = replace(survey.dataset.strategy, **changes)  # type: ignore[arg-type]
    return replace(survey, dataset=replace(survey.dataset, strategy=strategy))


@lru_cache(maxsize=4)
def files_of(survey: Survey, text: Text = UK) -> Files:
    """The files of a survey; what was made of the same one is kept."""
    return Files(tables.build(survey), text, SITE)


@pytest.fixture(scope="module")
def coded(survey: Survey) -> Survey:
    return with_strategy(survey, **CODES)


def book(files: Files, name: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(files[f"{name}.xlsx"].body))


def rows_of(sheet: Worksheet, head: str) -> list[dict[str, object]]:
    """The rows under the head, which is told by its first label; names of the record stand between."""
    told = [[cell.value for cell in row] for row in sheet.iter_rows()]
    top = next(at for at, row in enumerate(told) if row[0] == head)
    return [dict(zip(map(str, told[top]), row, strict=True)) for row in told[top + 1 :]]


def test_the_lists_ask_for_what_there_is(survey: Survey) -> None:
    """Another country's list is a file: what it may name is checked here, so that a slip in it fails."""
    release = tables.build(survey)
    for listed in LISTS.values():
        made, known = HandoverRows(release, listed, UK), {source.key for source in listed.sources}
        assert listed.concerns(survey.dataset.strategy)
        for sheet in listed.sheets:
            assert sheet.rows in ROWS
            names = {name for row in made[sheet.rows] for name in row}
            for column in sheet.columns:
                assert column.source in {"", *known}
                # a goal that follows no document has no such field
                documents = {"investment_plan", "regional_strategy", "state_strategy"}
                assert not column.field or not names or column.field in names | documents, column.field
                assert {"uk", "en"} <= set(column.label or {"uk", "en"})
        for source in listed.sources:
            assert source.address.startswith("https://")
            assert source.seen <= date(2026, 11, 30)


@pytest.mark.parametrize(
    ("changes", "concerned"),
    [
        ({}, True),  # its legal basis of open data is Ukraine's
        ({"legal_basis": ""}, False),
        ({"legal_basis": "Ustawa o dostępie do informacji publicznej, Dz.U. 2001 nr 112"}, False),
        ({"legal_basis": "постанова КМУ № 8351"}, False),
        ({"legal_basis": "", "katottg": CODES["katottg"]}, True),
        ({"legal_basis": "", "edrpou": CODES["edrpou"]}, True),
    ],
)
def test_registers_of_a_state_are_offered_where_the_community_said_that_they_are_its_own(
    survey: Survey, changes: dict[str, object], concerned: bool
) -> None:
    changed = with_strategy(survey, **changes)
    assert bool(lists_of(changed.dataset.strategy)) is concerned
    files = files_of(changed)
    assert files.handed == (HANDED if concerned else ())
    assert set(HANDED).isdisjoint(files.names) is not concerned
    if not concerned:
        with pytest.raises(KeyError):
            files["dream.xlsx"]
        assert b"DREAM" not in files["catalogue.jsonld"].body


@pytest.mark.parametrize("text", [UK, EN], ids=["uk", "en"])
@pytest.mark.parametrize("name", list(LISTS))
def test_every_sheet_bears_the_mark_and_the_first_says_what_is_not_claimed(
    coded: Survey, name: str, text: Text
) -> None:
    files = files_of(coded, text)
    made = book(files, name)
    assert made.sheetnames[0] == text.say("handover.about.sheet")
    assert made.sheetnames[-1] == text.say("handover.sources.sheet")
    for sheet in made:
        assert sheet["A1"].value == files.about.line
        assert sheet["A1"].value.startswith(text.say("data.demo"))
    words = [str(cell.value) for row in made.worksheets[0].iter_rows() for cell in row]
    assert any(text.say("handover.claim.words", sources=text.say("handover.sources.sheet")) == one for one in words)
    assert files[f"{name}.xlsx"].saved == f"demo-{name}-2026-11-14.xlsx"
    assert made.custom_doc_props["open_data"].value == "1"  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", list(LISTS))
def test_each_column_has_its_source_or_says_that_it_has_none(coded: Survey, name: str) -> None:
    sources = rows_of(book(files_of(coded), name)["Джерела полів"], "Аркуш")
    columns = [column for sheet in LISTS[name].sheets for column in sheet.columns]
    assert len(sources) == len(columns)
    for row, column in zip(sources, columns, strict=True):
        if column.source:
            assert str(row["Адреса"]).startswith("https://")
            assert isinstance(row["Копія не пізніша за"], datetime)
        else:
            assert row["Де його бачено"] == UK.say("handover.sources.none")
        if not column.field:
            assert UK.say("handover.blank.mark") in str(row["Примітка"])


def test_dream_tells_the_act_the_codes_and_the_indicator_of_each_action(coded: Survey) -> None:
    rows = rows_of(book(files_of(coded), "dream")["Заходи"], "Номер DREAM")
    names, rows = rows[0], rows[1:]
    assert (names["Номер DREAM"], names["База"]) == ("internal.code", "metrics.basicValue")
    assert len(rows) == len(coded.dataset.actions)
    row = next(one for one in rows if one["Захід"] == "Реконструкція будівлі під бізнес-центр")
    assert (row["Номер акта"], str(row["Дата акта"])[:10]) == ("21/3", "2021-12-15")
    assert row["КАТОТТГ громади"] == "UA14120190010055742"
    # a text: as a number it would lose its zero
    assert row["ЄДРПОУ органу"] == "04053216"
    assert (row["Код цілі"], row["Код показника"]) == ("1.1", "1.1.1")
    facts = next(one for one in tables.build(coded)["indicators"].records() if one["code"] == "1.1.1")
    assert (row["База"], row["Ціль"]) == (facts["baseline_value"], facts["target_value"])
    assert (row["Кошти, план"], row["Стан заходу"]) == (64000000, "триває")


@pytest.mark.parametrize("name", ["dream", "spi"])
def test_the_money_of_the_years_comes_to_that_of_the_actions(coded: Survey, name: str) -> None:
    files = files_of(coded)
    first = "Номер DREAM" if name == "dream" else "Напрям публічних інвестицій"
    actions = rows_of(book(files, name)["Заходи"], first)
    money = rows_of(book(files, name)["Кошти за роками"], first)
    sums = [("Кошти, план", "План"), ("Кошти, факт", "Факт")]
    for of_actions, of_years in sums:
        total = sum(one for row in actions if isinstance(one := row[of_actions], int | float))
        told = sum(one for row in money if isinstance(one := row[of_years], int | float))
        assert total == told > 0


def test_a_budget_without_years_stands_without_a_year(coded: Survey) -> None:
    """An action that names its budget alone, and one whose years tell no plan."""
    dataset = coded.dataset
    kept = dataset.action_money[dataset.action_money["code"] != "1.1.1"]
    half = kept.assign(plan=kept["plan"].mask(kept["code"] == "1.1"))
    changed = replace(coded, dataset=replace(dataset, action_money=half.reset_index(drop=True)))
    rows = HandoverRows(tables.build(changed), LISTS["spi"], UK)
    loose = [row for row in rows["money"] if row["year"] is None]
    told = {row["name"]: (row["money_plan"], row["money_actual"]) for row in loose}
    assert told["Проєкт реконструкції будівлі під бізнес-центр"] == (1850000, None)
    assert told["Реконструкція будівлі під бізнес-центр"] == (64000000, 1200000)
    plan = sum(float(str(row["money_plan"])) for row in rows["money"] if row["money_plan"] is not None)
    assert plan == sum(float(str(row["money_plan"])) for row in rows["actions"] if row["money_plan"] is not None)
    # of each direction the years come first
    years = [
        row["year"]
        for row in rows["direction_years"]
        if row["investment_direction"] == loose[0]["investment_direction"]
    ]
    assert years == sorted(years, key=lambda year: (year is None, year or 0))


def test_the_investment_plan_names_all_six_directions(coded: Survey) -> None:
    rows = rows_of(book(files_of(coded), "spi")["За напрямами"], "Напрям публічних інвестицій")
    assert len(rows) == len(LISTS["spi"].directions) == 6
    assert sum(int(str(row["Заходів"])) for row in rows) == len(coded.dataset.actions)
    assert {row["Заходів"] for row in rows if row["Кошти, план"] is None} == {0}


def test_actions_without_a_direction_are_told_apart(coded: Survey) -> None:
    dataset = coded.dataset
    bare = replace(coded, dataset=replace(dataset, actions=dataset.actions.assign(investment_direction="")))
    rows = HandoverRows(tables.build(bare), LISTS["spi"], UK)["directions"]
    assert rows[-1]["investment_direction"] == "напряму не вказано"
    assert rows[-1]["actions"] == len(dataset.actions)
    strange = replace(coded, dataset=replace(dataset, actions=dataset.actions.assign(investment_direction="ports")))
    made = HandoverRows(tables.build(strange), LISTS["spi"], UK)
    assert made["directions"][-1]["investment_direction"] == "ports"
    assert {row["investment_direction"] for row in made["direction_years"]} == {"ports"}


def test_goals_tell_what_they_follow(coded: Survey) -> None:
    goal = str(coded.dataset.actions["code"].iloc[0])
    rows = [
        {"code": goal, "document": "state_strategy", "document_code": "2.1", "name": "Сильні міста", "name_en": ""},
        {"code": goal, "document": "state_strategy", "document_code": "2.3", "name": "", "name_en": ""},
    ]
    followed = replace(coded, dataset=replace(coded.dataset, alignments=pd.DataFrame(rows)))
    made = HandoverRows(tables.build(followed), LISTS["spi"], UK)["actions"]
    assert {row.get("state_strategy") for row in made if row["goal"] == goal} == {"2.1 Сильні міста; 2.3"}


def test_gisrr_has_a_sheet_for_each_collection_with_the_names_seen(coded: Survey) -> None:
    made = book(files_of(coded), "gisrr")
    collections = {name.split(" ")[0].rstrip(",") for name in made.sheetnames[1:-1]}
    assert {"document", "goals", "subgoals", "tasks", "indicators", "activities_plan", "directions"} <= collections
    document = rows_of(made["document – документ"], "Код території (КАТОТТГ)")
    names, row = document
    blank = UK.say("handover.blank.mark")
    assert names["Код території (КАТОТТГ)"] == "atu_id"
    assert (names["Рік початку"], row["Рік початку"], row["Рік кінця"]) == ("medium_term_period", 2022, 2026)
    assert names[f"Стратегічне бачення ({blank})"] == "strategic_vision"
    assert row[f"Стратегічне бачення ({blank})"] is None
    goals = rows_of(made["goals – стратегічні цілі"], "Код")[1:]
    assert len(goals) == (coded.dataset.nodes["level"] == "strategic_goal").sum()
    indicators = rows_of(made["indicators – показники"], "Код оперативної цілі")
    assert len(indicators) == len(coded.dataset.indicators)
    words = [str(cell.value) for line in made.worksheets[0].iter_rows() for cell in line]
    assert UK.say("handover.not_ours") in words


def test_what_the_community_has_not_said_is_told(survey: Survey) -> None:
    told = [
        " ".join(str(cell.value) for cell in row)
        for row in book(files_of(survey), "dream").worksheets[0].iter_rows(max_row=8)
    ]
    assert any("«Заходи»" in one and "КАТОТТГ громади" in one and "Номер акта" in one for one in told)


def test_a_strategy_without_actions_says_so(coded: Survey) -> None:
    dataset = coded.dataset
    bare = replace(dataset, actions=dataset.actions.iloc[:0], action_money=dataset.action_money.iloc[:0])
    files = files_of(replace(coded, dataset=bare))
    words = [str(cell.value) for row in book(files, "dream").worksheets[0].iter_rows() for cell in row]
    assert words.count(UK.say("handover.no_rows")) == 2
    assert len(rows_of(book(files, "spi")["За напрямами"], "Напрям публічних інвестицій")) == 6


@pytest.mark.parametrize(
    "words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x.example")', "x" * 40000]
)
def test_what_somebody_wrote_is_never_run(coded: Survey, words: str) -> None:
    dataset = coded.dataset
    names = {"name": words, "funding": words, "partners": words}
    live = replace(
        coded,
        dataset=replace(
            dataset,
            actions=dataset.actions.iloc[:1].assign(**names),
            action_money=dataset.action_money.iloc[:0],
            nodes=dataset.nodes.assign(name=words),
        ),
    )
    files = files_of(live)
    for name in LISTS:
        for sheet in book(files, name):
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)
    first = rows_of(book(files, "dream")["Заходи"], "Номер DREAM")[1]
    assert first["Захід"] == words[:32767]


def test_english_names_stand_on_english_sheets(coded: Survey) -> None:
    rows = rows_of(book(files_of(coded, EN), "dream")["Actions"], "DREAM number")[1:]
    goals = {str(row["code"]): row["name_en"] for row in tables.build(coded)["goals"].records()}
    assert all(row["Goal of the strategy"] == goals[str(row["Goal’s code"])] for row in rows)


def test_words_of_a_list_fall_back(survey: Survey) -> None:
    listed: FieldList = LISTS["dream"]
    assert spoken(listed.title, Text(Language.PL)) in listed.title.values()
    assert spoken(None, UK) == spoken({}, EN) == ""
    assert listed.source("none") is None
    assert "dream" not in TABLES
