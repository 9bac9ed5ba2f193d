"""Documented values of the edition: each has a period, a source and a check; a part of a year is never the year."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction

import pytest

from kpi.model import Indicator, Kind, Observation, Period, Provenance
from tests.fiscal_years import CALENDAR
from tools.edition import books
from tools.edition.documented import Documented, problems, register
from tools.edition.readme import filled, numbers
from tools.edition.sources import FIRST, indicator_rows, rows

#: at least one documented value or baseline each; the last four are proposed as context
KNOWN = {
    *("1.3.5", "2.1.1", "5.1.3", "6.1.1", "6.2.2", "6.2.3", "6.2.5", "7.1.2", "8.1.1", "8.1.6", "8.2.1", "8.3.1"),
    *("9.2.1", "1.2.6", "1.3.7", "1.3.8", "6.1.5"),
}


@pytest.fixture(scope="module")
def indicators() -> dict[str, Indicator]:
    return {i.code: i for book in books() for i in book.indicators}


@pytest.fixture(scope="module")
def claimed() -> dict[tuple[str, Period], Observation]:
    """Observations of the workbooks that claim to be documented."""
    every = (o for book in books() for o in book.observations)
    return {(o.code, o.period): o for o in every if o.provenance is Provenance.DOCUMENTED}


def row(code: str, period: str) -> Documented:
    return next(r for r in register() if (r.code, r.period.code, r.base) == (code, period, False))


class TestRegister:
    def test_what_claims_to_be_documented_is_in_the_register_and_back(
        self, claimed: dict[tuple[str, Period], Observation], indicators: dict[str, Indicator]
    ) -> None:
        entered = {(r.code, r.period): r for r in register() if not r.base}
        assert claimed.keys() == entered.keys()
        for key, observation in claimed.items():
            known = entered[key]
            assert (observation.value, observation.source, observation.comment, observation.breakdown) == (
                known.value,
                known.source,
                known.comment,
                "",
            )
        bases = {r.code: (r.period.year, r.value) for r in register() if r.base}
        based = {c: i for c, i in indicators.items() if i.baseline_provenance is Provenance.DOCUMENTED}
        assert {c: (i.baseline_year, i.baseline_value) for c, i in based.items()} == bases
        assert {r.code for r in register()} == KNOWN

    @pytest.mark.parametrize("known", register(), ids=lambda r: f"{r.code}-{r.period.code}-{'base' if r.base else ''}")
    def test_each_has_a_period_a_place_in_its_source_and_a_check(
        self, known: Documented, indicators: dict[str, Indicator]
    ) -> None:
        assert problems(known, indicators[known.code].kind) == []
        assert known.url.startswith("https://") or "новина" in known.named

    def test_no_indicator_has_a_value_twice(self) -> None:
        assert max(Counter((r.code, r.period, r.base) for r in register()).values()) == 1

    def test_baselines_tell_their_source_and_that_targets_are_illustrative(
        self, indicators: dict[str, Indicator]
    ) -> None:
        for known in register():
            if known.base:
                said = indicators[known.code].definition
                assert known.source in said
                assert known.dated in said
        for code in ("1.3.5", "2.1.1", "7.1.2", "8.1.6"):
            assert "ілюстративні" in indicators[code].definition
        assert "лютий 2022" in indicators["7.1.2"].definition

    def test_a_value_before_the_base_is_no_progress(
        self, claimed: dict[tuple[str, Period], Observation], indicators: dict[str, Indicator]
    ) -> None:
        early = {c for c, p in claimed if p.year <= (indicators[c].baseline_year or 0)}
        assert early == {"5.1.3", "6.2.2", "6.2.3", "6.2.5", "9.2.1"}
        assert not {indicators[code].kind for code in early} & {Kind.FLOW, Kind.INCREMENT}


class TestPartOfAYear:
    """The problem that was met: a derived file whose «2023» held seven months."""

    YEAR = replace(row("1.3.8", "2022"), months=12)

    @pytest.mark.parametrize("months", [0, 1, 3, 5, 7, 11])
    def test_a_part_of_a_year_is_refused_as_the_year(self, months: int) -> None:
        assert problems(self.YEAR, Kind.FLOW) == []
        assert problems(replace(self.YEAR, months=months), Kind.FLOW)
        assert problems(replace(self.YEAR, months=months, covers="to_date"), Kind.FLOW)
        assert problems(replace(self.YEAR, months=months, covers="to_date"), Kind.YTD)
        assert problems(replace(self.YEAR, months=months, period=CALENDAR.parse("2022-Q4"), covers="to_date"), Kind.YTD)

    def test_a_quarter_is_three_months(self) -> None:
        quarter = row("1.3.5", "2022-Q1")
        assert problems(quarter, Kind.FLOW) == []
        assert problems(replace(quarter, months=2), Kind.FLOW)

    @pytest.mark.parametrize(
        "lacking",
        [
            replace(YEAR, checked=""),
            replace(YEAR, locator=""),
            replace(YEAR, dated=""),
            replace(YEAR, named=""),
        ],
        ids=["check", "place", "date", "source"],
    )
    def test_a_value_without_source_place_date_or_check_is_refused(self, lacking: Documented) -> None:
        assert problems(lacking, Kind.FLOW)

    @pytest.mark.parametrize(("as_of", "right"), [("2016-06", False), ("2016-07", True), ("2017-01", False)])
    def test_a_state_belongs_to_its_period(self, as_of: str, right: bool) -> None:
        assert (problems(replace(row("5.1.3", "2016-H2"), as_of=as_of), Kind.LEVEL) == []) is right

    def test_quarters_add_up_to_the_year_of_the_source(self) -> None:
        quarters = [Fraction(str(row("1.3.5", f"2022-Q{n}").value)) for n in range(1, 5)]
        year = next(float(r["actual_value"]) for r in sums() if (r["indicator"], r["actual_year"]) == SINGLE_TAX_2022)
        assert float(sum(quarters)) == pytest.approx(year / 1e6, abs=2e-6)

    @pytest.mark.parametrize(
        ("code", "title", "scale"), [("1.3.5", "Єдиний податок", 1e6), ("2.1.1", "Туристичний збір", 1e3)]
    )
    def test_baselines_are_those_of_the_source(
        self, code: str, title: str, scale: float, indicators: dict[str, Indicator]
    ) -> None:
        year = next(r["actual_value"] for r in sums() if (r["indicator"], r["actual_year"]) == (title, "2021"))
        assert (indicators[code].baseline_value or 0) * scale == pytest.approx(float(year), abs=0.005)

    def test_sums_of_derived_files_say_how_many_months_they_hold(self) -> None:
        found = list(sums())
        assert found
        for line in found:
            assert line["checked"], line["indicator"]
            assert (line["months"] == "12") is line["actual_year"].isdigit(), line["indicator"]

    def test_no_value_of_the_edition_is_a_part_of_a_year(self, indicators: dict[str, Indicator]) -> None:
        parts = [float(r["actual_value"]) for r in sums() if r["months"] != "12"]
        values = [o.value for b in books() for o in b.observations if o.value is not None]
        assert parts
        assert not [v for v in values for part in parts for scale in (1, 1e3, 1e6) if abs(v * scale - part) < 1]


SINGLE_TAX_2022 = ("Єдиний податок", "2022")


def sums() -> list[dict[str, str]]:
    """Sums of a year in the source table that come from a file somebody derived."""
    return [dict(r) for r in rows("documented_values.csv") if "hromada_" in r["source_locator"] and r["months"]]


class TestContext:
    def test_proposed_series_say_so_and_weigh_nothing(self, indicators: dict[str, Indicator]) -> None:
        codes = [r["code"] for r in rows("context.csv")]
        assert codes == ["1.2.6", "1.3.7", "1.3.8", "6.1.5"]
        for code in codes:
            found = indicators[code]
            assert found.weight == 0
            assert "Показник запропоновано" in found.definition
            assert "ніхто не затверджував" in found.definition
            assert dict(found.targets) == {2026: found.baseline_value}
        values = [o for b in books() for o in b.observations if o.code in codes and o.value is not None]
        assert values
        assert all(o.provenance is Provenance.DOCUMENTED for o in values)

    def test_weights_beside_them_are_whole(self) -> None:
        for book in books():
            weights = [i.weight for i in book.indicators]
            assert all(w is None for w in weights) or sum(w or 0 for w in weights) == 100
            assert all(w is None for w in weights) or None not in weights

    def test_codes_do_not_collide(self) -> None:
        assert max(Counter(r["code"] for r in indicator_rows()).values()) == 1

    def test_what_betrays_hotels_or_the_military_is_not_shown(self) -> None:
        held_back = [r for r in register() if r.code == "2.1.1" and r.period.span_months < 12]
        assert held_back == []
        assert not [r for r in rows("documented_values.csv") if "11010200" in r["source_locator"]]


class TestReadme:
    def test_tables_are_those_of_the_edition(self) -> None:
        page = (FIRST.folder / "README.md").read_text(encoding="utf-8")
        assert filled(page) == page, "run tools/make_edition.py"

    def test_it_counts_what_is_documented(self, claimed: dict[tuple[str, Period], Observation]) -> None:
        found = numbers()
        assert found["documented_values"] == len(claimed)
        assert found["with_documented"] == len(KNOWN)
        assert found["documented_values"] < found["values"] / 10  # most of it is made up, and the page says so

    def test_a_page_without_its_marks_is_refused(self) -> None:
        with pytest.raises(ValueError, match="no part"):
            filled("# README")
