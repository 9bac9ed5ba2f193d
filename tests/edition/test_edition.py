"""The shipped edition: what it promises of sources, states and files."""

import csv
import io
import re
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from kpi.access.public_slice import public_slice
from kpi.measure.books import dataset_from_books
from kpi.measure.dataset import Dataset
from kpi.measure.measuring import measure
from kpi.measure.oversight.assignments import overdue_days
from kpi.measure.results import Measurement
from kpi.model import (
    FAR_BEHIND,
    JUDGED,
    ON_PLAN,
    ActionState,
    GapReason,
    GoalBook,
    Indicator,
    Kind,
    NoDataReason,
    Provenance,
    Status,
    Visibility,
)
from tests.fiscal_years import CALENDAR
from tools.edition import RELEASED, RELEASES, books, plan
from tools.edition.sources import FIRST, indicator_rows, number, rows, story
from tools.make_edition import make

NOW, BEFORE = date(2026, 9, 30), date(2026, 6, 30)
#: targets that the edition has and the source table has not, or the other way round (docs/decisions/0004)
TARGET_DROPPED = {("8.3.1", 2026)}


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    return {i.code: i for book in books() for i in book.indicators}


@pytest.fixture(scope="module")
def public() -> Dataset:
    every = [(book, day) for day in RELEASES for book in books(day)]
    return public_slice(dataset_from_books(every, plan()), RELEASED)


@pytest.fixture(scope="module")
def now(public: Dataset) -> Measurement:
    return measure(public, NOW, RELEASED)


def original_targets(book: GoalBook, code: str) -> dict[int, float]:
    """Planned values before any decided change."""
    found = dict(next(i for i in book.indicators if i.code == code).targets)
    for change in sorted(book.target_changes, key=lambda c: c.decided, reverse=True):
        if change.code == code:
            found[change.year] = change.old_value
    return found


class TestSources:
    def test_tree_has_the_numbers_of_the_source(self) -> None:
        found = plan()
        assert [len(found.sectors), len(found.strategic_goals), len(found.operational_goals)] == [4, 10, 18]
        assert len(list(rows("indicators.csv"))) == 89
        assert sum(len(book.indicators) for book in books()) == 89 + len(list(rows("context.csv")))

    @pytest.mark.parametrize("row", list(indicator_rows()), ids=lambda row: row["code"])
    def test_indicator_repeats_its_row(self, row: dict[str, str], indicators: dict[str, Indicator]) -> None:
        found = indicators[row["code"]]
        book = next(b for b in books() if b.goal == row["operational_goal_code"])
        assert (found.name, found.name_en, found.unit) == (row["name_uk"], row["name_en"], row["unit_uk"])
        assert found.department in {d.name for d in plan().departments}
        if row["baseline_value"]:
            assert (found.baseline_year, found.baseline_value) == (
                int(row["baseline_year"]),
                number(row["baseline_value"]),
            )
        for year in (2024, 2026):
            planned = number(row[f"target_{year}"])
            if planned is not None and (found.code, year) not in TARGET_DROPPED:
                assert original_targets(book, found.code)[year] == planned
        assert (found.range_low, found.range_high) == (number(row["range_low"]), number(row["range_high"]))

    def test_no_act_looks_official(self) -> None:
        acts = [a for b in books() for a in (*(s.act for s in b.suspensions), *(c.act for c in b.target_changes))]
        assert acts
        assert all("ілюстр." in act for act in acts)
        assert all("ілюстр." in a.dream_id for b in books() for a in b.actions if a.dream_id)
        assert all("ілюстр." in a.act for b in books() for a in b.actions if a.act)

    def test_no_decision_looks_official(self) -> None:
        done = plan().oversight
        assert all(decision.number.endswith("-ілюстр.") for decision in done.decisions)
        invented = [event for event in done.events if event.day != date(2022, 2, 24)]
        named: list[tuple[str, str]] = []
        for sheet in (done.sessions, invented, done.risks, done.alignments):
            named += [(row.name, row.name_en) for row in sheet]
        assert all("(ілюстр.)" in name and "(illustrative)" in name_en for name, name_en in named)
        assert all(one.document_code.endswith("-ілюстр.") for one in done.alignments)
        assert not any(decision.link for decision in done.decisions)

    def test_decisions_that_change_targets_are_those_of_the_changes(self) -> None:
        decided = {(d.number, d.day): d.subjects for d in plan().oversight.decisions}
        for change in (c for b in books() for c in b.target_changes):
            number = change.act.partition(" від ")[0]
            assert change.code in decided[number, change.decided]

    def test_assignments_stand_in_every_way(self, public: Dataset) -> None:
        rows = public.assignments
        late = overdue_days(rows, RELEASED)
        assert set(rows["state"]) == {"open", "done", "withdrawn"}
        for state, due in (("open", True), ("open", False), ("done", True), ("done", False)):
            assert ((rows["state"] == state) & ((late > 0) == due)).any(), (state, due)
        assert ((rows["state"] == "open") & rows["due"].isna()).any()
        assert len(rows) == len(plan().oversight.assignments), "every decision of the example is about something public"

    def test_unconfirmed_departments_are_illustrative_and_clean(self) -> None:
        by_code = {d.code: d for d in plan().departments}
        unsure = {code for code, d in by_code.items() if d.provenance is Provenance.ILLUSTRATIVE}
        assert unsure == {"dep-property", "dep-transport"}
        assert not any(re.search("звірити|перевірити", d.name) for d in by_code.values())
        for row in rows("departments.csv"):
            assert row["where_uk"], row["department_id"]
            assert row["seen"] or "перевірити" in row["where_uk"], row["department_id"]
        assert {g.department for g in plan().operational_goals} <= {d.name for d in by_code.values()}


class TestStates:
    def test_every_status_is_public(self, now: Measurement) -> None:
        assert set(now.indicators["status"]) == set(Status)

    def test_headline(self, now: Measurement) -> None:
        counts = Counter(now.indicators["status"])
        judged = sum(counts[s] for s in JUDGED)
        assert 0.45 <= sum(counts[s] for s in ON_PLAN) / judged <= 0.55
        assert 8 <= sum(counts[s] for s in FAR_BEHIND) <= 20

    def test_reasons_for_no_data(self, now: Measurement) -> None:
        reasons = set(now.indicators["reason"]) - {""}
        assert reasons >= {
            NoDataReason.NO_BASELINE,
            NoDataReason.NO_OBSERVATION,
            NoDataReason.TOO_OLD,
            NoDataReason.SCALE_SUSPECT,
        }

    @pytest.mark.parametrize(
        "flag", ["early", "late", "hold", "stale", "was_achieved", "target_revised", "incomplete", "scale_suspect"]
    )
    def test_flag_is_shown(self, now: Measurement, flag: str) -> None:
        assert now.indicators[f"flag_{flag}"].any()

    def test_some_are_overdue(self, now: Measurement) -> None:
        late = now.indicators[now.indicators["overdue"]]
        assert {"1.1.3", "1.3.2", "6.2.3"} <= set(late["code"])

    def test_what_is_opened_later_is_not_overdue(self, now: Measurement, indicators: dict[str, Indicator]) -> None:
        late = set(now.indicators.loc[now.indicators["overdue"], "code"])
        delayed = {i.code for i in indicators.values() if i.visibility is Visibility.DELAYED}
        assert delayed & set(now.indicators["code"])
        assert not late & delayed

    def test_the_last_quarter_brought_changes(self, public: Dataset, now: Measurement) -> None:
        before = measure(public, BEFORE, RELEASES[1]).indicators
        pairs = list(zip(before["status"], now.indicators["status"], strict=True))
        assert (Status.ON_TRACK, Status.AT_RISK) in pairs
        assert (Status.AT_RISK, Status.OFF_TRACK) in pairs
        assert (Status.OFF_TRACK, Status.AT_RISK) in pairs
        assert (Status.OFF_TRACK, Status.ACHIEVED) in pairs

    def test_nearly_all_lagging_ones_are_explained(self, now: Measurement) -> None:
        lagging = now.indicators[now.indicators["status"].isin([Status.AT_RISK, *FAR_BEHIND])]
        silent = lagging.loc[lagging["comment"] == "", "code"]
        assert 1 <= len(silent) <= 4

    def test_suspensions_in_force_and_lifted(self) -> None:
        found = [s for b in books() for s in b.suspensions]
        assert all(s.since == date(2022, 2, 24) and s.act for s in found)
        assert any(s.until for s in found)
        assert any(s.until is None and s.review_by for s in found)
        assert "2.1" in {s.code for s in found}

    def test_gaps_of_all_kinds(self) -> None:
        reasons = {o.gap for b in books() for o in b.observations}
        assert reasons >= set(GapReason) - {GapReason.NO_VALUE}
        assert all(o.restricted_until for b in books() for o in b.observations if o.gap is GapReason.RESTRICTED)

    def test_kinds_and_visibilities(self, indicators: dict[str, Indicator]) -> None:
        assert {i.kind for i in indicators.values()} == set(Kind)
        counts = Counter(i.visibility for i in indicators.values())
        assert (counts[Visibility.INTERNAL], counts[Visibility.AGGREGATE], counts[Visibility.DELAYED]) == (11, 16, 7)
        assert all(i.ground for i in indicators.values() if i.visibility is not Visibility.PUBLIC)

    def test_internal_ones_are_not_public(self, public: Dataset, indicators: dict[str, Indicator]) -> None:
        shown = set(public.indicators["code"])
        internal = {i.code for i in indicators.values() if i.visibility is Visibility.INTERNAL}
        assert not shown & (internal | {"1.1.4", "3.1.4", "3.1.5", "8.2.2", "8.2.3"})
        assert {"8.2.1", "10.2.3"} <= shown

    def test_revisions_with_and_without_a_word(self) -> None:
        first = {(o.code, o.period, o.breakdown): o for b in books(RELEASES[0]) for o in b.observations}
        changed = [
            o
            for b in books()
            for o in b.observations
            if not o.breakdown and (old := first.get((o.code, o.period, ""))) is not None and old.value != o.value
        ]
        assert len(changed) >= 5
        assert any(o.comment.startswith("Уточнено") for o in changed)
        assert any(not o.comment for o in changed)

    def test_target_changes_are_decided(self) -> None:
        changes = [c for b in books() for c in b.target_changes]
        assert {c.code for c in changes} == {"3.1.1", "3.1.2", "9.1.1", "10.2.3"}
        assert {c.code for b in books(RELEASES[0]) for c in b.target_changes} == {"3.1.1", "3.1.2", "9.1.1"}

    def test_actions_have_states_and_budgets(self) -> None:
        found = {b.goal: b.actions for b in books()}
        assert all(1 <= len(actions) <= 4 for actions in found.values())
        assert {a.state for actions in found.values() for a in actions} == set(ActionState)

    def test_periods_end_with_the_reported_quarter(self) -> None:
        last = {day: max(o.period.end for b in books(day) for o in b.observations) for day in RELEASES}
        assert list(last.values()) == [CALENDAR.parse(code).end for code in ("2026-Q1", "2026-Q2", "2026-Q3")]

    def test_size(self) -> None:
        assert 1500 <= sum(len(b.observations) for b in books()) <= 2500


class TestFiles:
    def test_a_rerun_changes_nothing(self, tmp_path: Path) -> None:
        first, second = make(tmp_path / "a"), make(tmp_path / "b")
        assert [f.read_bytes() for f in first] == [f.read_bytes() for f in second]

    def test_the_repository_holds_what_the_script_writes(self, tmp_path: Path) -> None:
        written = {f.relative_to(tmp_path): f for f in make(tmp_path)}
        kept = {f.relative_to(FIRST.folder): f for f in FIRST.folder.rglob("*.xlsx")}
        assert kept.keys() == written.keys()
        for name, file in written.items():
            assert parts(file) == parts(kept[name]), f"{name}: run tools/make_edition.py"

    def test_the_story_is_told_to_the_end(self) -> None:
        """No explanation, revision or document of the story belongs to a period without a row."""
        rows_of = {(o.code, o.period.code): o for b in books() for o in b.observations if not o.breakdown}
        for code, told in story()["indicator"].items():
            for period, comment in told.get("comments", {}).items():
                assert rows_of[code, period].comment == comment
            named = (*told.get("preliminary", []), *(w["at"] for w in told.get("was", [])))
            assert all((code, period) in rows_of for period in (*named, *told.get("late", {})))

    def test_source_tables_are_whole(self) -> None:
        for file in FIRST.source.glob("*.csv"):
            table = list(csv.reader(io.StringIO(file.read_text(encoding="utf-8"))))
            assert {len(row) for row in table} == {len(table[0])}

    def test_texts_are_typographic(self) -> None:
        told = [o.comment for b in books() for o in b.observations] + [a.name for b in books() for a in b.actions]
        assert not [t for t in told if re.search(r"[а-яіїєґ]'|\"| - |\.\.\.", t)]


def parts(file: Path) -> dict[str, bytes]:
    """The unpacked parts of a workbook: what does not depend on the machine's zlib."""
    with zipfile.ZipFile(file) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_frames_have_no_row_without_value_or_gap(public: Dataset) -> None:
    rows = public.observations
    assert (rows["value"].notna() ^ (rows["gap"] != "")).all()
    assert pd.Series(rows["span_months"]).isin([1, 3, 6, 12]).all()
