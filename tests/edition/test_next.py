"""The second edition: an example through and through; what it goes on with, and that nothing of the first is lost."""

import re
from collections import Counter
from datetime import date

import pytest

from kpi.access.public_slice import public_slice
from kpi.measure.books import dataset_from_books
from kpi.model import Department, Indicator, Kind, Observation, Plan, Provenance, Succession, Visibility
from kpi.workbook import read_paths
from tests.edition.test_truth import SILENT
from tools.edition import FIRST, NEXT, RELEASED, RELEASES, books, plan
from tools.edition.carried import carried_base
from tools.edition.readme import filled, numbers
from tools.edition.sources import department_rows, indicator_rows, rows, story

#: the three fields that the press names of the draft; nothing else of this edition is known
KNOWN_SECTORS = ["health", "education", "social"]


@pytest.fixture(scope="module")
def before() -> dict[str, Indicator]:
    return {i.code: i for book in books() for i in book.indicators}


@pytest.fixture(scope="module")
def now() -> dict[str, Indicator]:
    return {i.code: i for book in books(edition=NEXT) for i in book.indicators}


def links(succession: Succession) -> set[tuple[str, str]]:
    return {(one.previous_code, one.code) for one in plan(NEXT).successions if one.succession is succession}


def codes(found: Plan) -> set[str]:
    return {one.code for one in found.strategic_goals} | {one.code for one in found.operational_goals}


class TestMadeUp:
    def test_every_number_is_illustrative_and_none_is_a_value(self, now: dict[str, Indicator]) -> None:
        assert plan(NEXT).strategy.illustrative
        assert {i.provenance for i in now.values()} == {Provenance.ILLUSTRATIVE}
        assert {i.baseline_provenance for i in now.values()} == {Provenance.ILLUSTRATIVE}
        assert [o for book in books(edition=NEXT) for o in book.observations] == []
        found = numbers(NEXT)
        assert (found["with_documented"], found["documented_baselines"], found["values"]) == (0, 0, 0)

    def test_it_says_of_itself_that_it_is_an_example_in_both_languages(self) -> None:
        strategy = plan(NEXT).strategy
        assert strategy.title.startswith("Приклад ")
        assert strategy.title_en.startswith("An example ")
        # in the header, on paper, in citations and on charts; before its day and after it
        assert strategy.community == f"{plan().strategy.community} (приклад)"
        assert strategy.community_en == f"{plan().strategy.community_en} (example)"
        assert strategy.licence == plan().strategy.licence
        assert "вигаданий приклад" in strategy.act
        assert "made-up example" in strategy.act_en
        assert "затвердження не знайдено" in strategy.act
        assert "approval were not found" in strategy.act_en
        assert strategy.source.startswith("вигадано")
        assert strategy.source_en.startswith("made up")

    def test_what_is_known_has_its_sources(self) -> None:
        strategy = plan(NEXT).strategy
        addresses = re.findall(r"https://[^\s)]+", strategy.act)
        assert addresses == re.findall(r"https://[^\s)]+", strategy.act_en)
        assert [a.split("/")[2] for a in addresses] == ["hi.dn.ua", *["freeradio.com.ua"] * 3]
        named = {row["code"]: row["source_url"] for row in rows("goal_tree.csv", NEXT) if row["level"] == "sector"}
        assert [code for code, url in named.items() if url] == KNOWN_SECTORS
        assert set(filter(None, named.values())) <= set(addresses)

    def test_only_what_the_press_names_is_not_called_made_up(self) -> None:
        found = plan(NEXT)
        sectors = {goal.sector for goal in found.strategic_goals if not goal.provenance.startswith("вигадано")}
        assert sectors == set(KNOWN_SECTORS)
        told = [goal.provenance for goal in found.strategic_goals] + [g.provenance for g in found.operational_goals]
        assert all("вигадан" in words for words in told)

    def test_no_act_no_decision_no_money_no_person(self) -> None:
        found = books(edition=NEXT)
        assert [one for b in found for one in (*b.suspensions, *b.target_changes)] == []
        actions = [a for b in found for a in b.actions]
        assert actions
        assert {(a.budget_plan_uah, a.budget_actual_uah, a.dream_id, a.done_pct) for a in actions} == {
            (None, None, "", 0)
        }
        known = {row["department_id"] for row in department_rows(NEXT)}
        assert {row["responsible_department_id"] for row in indicator_rows(NEXT)} <= known

    def test_departments_have_one_name_in_both_editions(self) -> None:
        def of(found: Plan) -> dict[str, Department]:
            return {one.code: one for one in found.departments}

        first, second = of(plan()), of(plan(NEXT))
        assert second.keys() - first.keys() == {"dep-social"}
        assert second["dep-social"].provenance is Provenance.ILLUSTRATIVE
        assert all(second[code] == first[code] for code in second.keys() & first.keys())

    def test_nothing_is_told_that_helps_an_aim(self, now: dict[str, Indicator]) -> None:
        words = [w for i in now.values() for w in (i.name, i.definition, i.source)]
        words += [a.name for b in books(edition=NEXT) for a in b.actions]
        words += [goal.name for goal in plan(NEXT).operational_goals]
        assert [w for w in words if SILENT.search(w)] == []
        assert not [w for w in words if re.search(r"[а-яіїєґ]'|\"| - |\.\.\.", w)]


class TestDay:
    def test_it_is_in_force_from_the_day_after_the_first(self) -> None:
        assert plan(NEXT).strategy.begins == date(FIRST.years[-1] + 1, 1, 1)
        assert plan(NEXT).strategy.edition == f"{NEXT.years[0]}"
        assert list(NEXT.years) == [2027]  # of the real draft no more than its last year is known

    def test_it_is_published_after_the_release_that_its_bases_are_of(self) -> None:
        assert NEXT.released > FIRST.released
        assert NEXT.released < plan(NEXT).strategy.begins


class TestCorrespondence:
    def test_every_goal_of_the_first_is_named_and_every_one_of_the_second(self) -> None:
        told = plan(NEXT).successions
        assert codes(plan()) <= {one.previous_code for one in told}
        assert codes(plan(NEXT)) <= {one.code for one in told}

    def test_every_open_indicator_of_the_first_is_named_and_no_other(self, now: dict[str, Indicator]) -> None:
        every = [(book, day) for day in RELEASES for book in books(day)]
        shown = set(public_slice(dataset_from_books(every, plan()), RELEASED).indicators["code"])
        told = plan(NEXT).successions
        named = {one.previous_code for one in told if one.previous_code.count(".") == 2}
        assert named == shown
        assert {one.code for one in told if one.code.count(".") == 2} == now.keys()

    def test_codes_are_those_of_the_two_editions(self, before: dict[str, Indicator], now: dict[str, Indicator]) -> None:
        for one in plan(NEXT).successions:
            assert not one.previous_code or one.previous_code in codes(plan()) | before.keys()
            assert not one.code or one.code in codes(plan(NEXT)) | now.keys()
            assert not (one.code and one.previous_code) or one.code.count(".") == one.previous_code.count(".")

    def test_each_relation_means_what_it_says(self) -> None:
        told = plan(NEXT).successions
        assert {one.succession for one in told} == set(Succession)
        assert max(Counter((one.previous_code, one.code) for one in told).values()) == 1
        after = Counter(one.previous_code for one in told if one.code)
        earlier = Counter(one.code for one in told if one.previous_code)
        assert all(after[a] == 1 and earlier[b] == 1 for a, b in links(Succession.KEPT))
        assert all(after[a] > 1 for a, _ in links(Succession.SPLIT))
        assert all(earlier[b] > 1 for _, b in links(Succession.MERGED))
        assert all(after[a] == 0 for a, _ in links(Succession.DROPPED))
        assert all(earlier[b] == 0 for _, b in links(Succession.NEW))

    def test_an_indicator_that_is_kept_measures_the_same(
        self, before: dict[str, Indicator], now: dict[str, Indicator]
    ) -> None:
        kept = {(a, b) for a, b in links(Succession.KEPT) if a in before}
        follows = {(told["follows"], code) for code, told in story(NEXT)["indicator"].items() if "follows" in told}
        assert kept == follows
        assert len(kept) >= 20
        for a, b in kept:
            old, new = before[a], now[b]
            assert (old.unit, old.direction, old.kind, old.frequency) == (
                new.unit,
                new.direction,
                new.kind,
                new.frequency,
            )
            assert (old.range_low, old.range_high) == (new.range_low, new.range_high)
            assert old.name in (new.name, f"{new.name} (наростаючим підсумком)")
        assert any(a == b for a, b in kept)
        assert any(a != b for a, b in kept)

    def test_a_base_is_the_last_public_value_of_what_is_kept(
        self, before: dict[str, Indicator], now: dict[str, Indicator]
    ) -> None:
        shown = public_slice(dataset_from_books([(book, RELEASED) for book in books()], plan()), RELEASED).observations
        totals = shown[(shown["breakdown"] == "") & shown["value"].notna()].sort_values("end")
        for a, b in links(Succession.KEPT):
            if a not in before:
                continue
            rows = totals[totals["code"] == a]
            year = (rows["end"] - 1) // 12
            summed = before[a].kind is Kind.FLOW
            expected = rows.loc[year == now[b].baseline_year, "value"].sum() if summed else rows["value"].iloc[-1]
            assert now[b].baseline_value == pytest.approx(expected), (a, b)
            assert summed or year.iloc[-1] == now[b].baseline_year
            assert f"показника {a} " in now[b].definition

    def test_targets_are_beyond_the_bases(self, now: dict[str, Indicator]) -> None:
        for found in now.values():
            target = dict(found.targets).get(2027)
            if target is None or found.baseline_value is None:
                continue
            ahead = target - found.baseline_value if found.direction == "increase" else found.baseline_value - target
            assert ahead > 0 or found.code == "2.2.2", found.code  # spending on health is to be held, no more


class TestBases:
    """What a base may be taken from."""

    def series(self, code: str) -> tuple[Indicator, list[Observation]]:
        book = next(b for b in books() if code.startswith(f"{b.goal}."))
        return next(i for i in book.indicators if i.code == code), [o for o in book.observations if o.code == code]

    def test_of_a_level_the_last_value(self) -> None:
        found = carried_base(*self.series("7.1.2"))
        assert (found.year, found.value, found.dated) == (2026, 93.2, "I півріччя 2026\xa0року")

    def test_of_what_is_added_up_the_last_whole_year(self) -> None:
        found = carried_base(*self.series("1.3.5"))
        assert (found.year, found.value, found.dated) == (2025, 118.2, "2025\xa0рік")
        found = carried_base(*self.series("6.2.2"))
        assert (found.year, found.dated) == (2025, "IV квартал 2025\xa0року")

    @pytest.mark.parametrize("code", ["6.1.5", "1.2.6"])
    def test_a_documented_value_does_not_lose_its_source(self, code: str) -> None:
        with pytest.raises(ValueError, match="no illustrative value"):
            carried_base(*self.series(code))


class TestFiles:
    def test_size(self, now: dict[str, Indicator]) -> None:
        assert 8 <= len(plan(NEXT).operational_goals) <= 14
        assert 25 <= len(now) <= 40
        assert {i.visibility for i in now.values()} == {Visibility.PUBLIC}

    def test_check_is_clean(self) -> None:
        found = list(read_paths([NEXT.folder]))
        assert len(found) == 1 + len(plan(NEXT).operational_goals)
        assert [(r.file, p.code) for r in found for p in r.problems] == []
        assert all(r.accepted for r in found)

    def test_tables_of_the_page_are_those_of_the_edition(self) -> None:
        page = (NEXT.folder / "README.md").read_text(encoding="utf-8")
        assert filled(page, NEXT) == page, "run tools/make_edition.py"
