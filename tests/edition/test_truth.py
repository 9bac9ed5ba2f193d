"""Nothing made up contradicts a dated fact, another indicator of the same object, or what must not be told."""

import random
import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest

from kpi.model import Indicator, Kind, Visibility, month_index
from tests.fiscal_years import CALENDAR
from tools.edition import RELEASES, books, plan
from tools.edition.observations import is_running
from tools.edition.sources import FIRST
from tools.edition.values import grown

Told = dict[int, float]


def told(code: str, day: date | None = None) -> Told:
    """Month index of a period's end -> value of an indicator, totals only."""
    found = (o for book in books(day) for o in book.observations)
    return {o.period.end: o.value for o in found if o.code == code and not o.breakdown and o.value is not None}


def at(values: Told, end: int) -> float | None:
    """The last value known by a month."""
    known = [e for e in values if e <= end]
    return values[max(known)] if known else None


def both(first: str, second: str) -> Iterator[tuple[float, float]]:
    """Values of two indicators known at the same months, in every release."""
    for day in RELEASES:
        one, other = told(first, day), told(second, day)
        for end in sorted(one.keys() | other.keys()):
            known = at(one, end), at(other, end)
            if known[0] is not None and known[1] is not None:
                yield known[0], known[1]


class TestOneObject:
    """Indicators of one object say the same of it."""

    @pytest.mark.parametrize(
        ("stage", "reached", "other"),
        [
            ("3.1.2", 3, "3.1.1"),  # the register of industrial parks
            ("3.1.2", 6, "3.1.3"),  # the first resident
            ("8.3.1", 1, "8.3.2"),  # what is connected to the call-centre
        ],
    )
    def test_a_stage_is_reached_with_what_it_means(self, stage: str, reached: float, other: str) -> None:
        pairs = list(both(stage, other))
        assert pairs
        assert not [(s, n) for s, n in pairs if (s >= reached) is not (n > 0)]

    @pytest.mark.parametrize(("first", "second"), [("3.1.3", "3.1.4"), ("3.1.1", "3.1.6"), ("8.2.1", "8.2.4")])
    def test_there_is_nothing_in_what_does_not_exist(self, first: str, second: str) -> None:
        pairs = list(both(first, second))
        assert pairs
        assert not [(a, b) for a, b in pairs if a == 0 and b > 0]

    def test_opened_clinics_are_those_that_see_patients(self) -> None:
        stages = [told("8.2.2"), told("8.2.3")]
        for end, opened in told("8.2.1").items():
            assert opened == sum((at(stage, end) or 0) >= 6 for stage in stages)

    @pytest.mark.parametrize("code", ["8.3.3", "8.3.4", "8.3.5"])
    def test_the_call_centre_counts_calls_once_it_works(self, code: str) -> None:
        since = min(end for end, works in told("8.3.1").items() if works)
        assert min(told(code)) > since - 3


class TestCumulative:
    def running(self) -> list[Indicator]:
        return [i for b in books() for i in b.indicators if is_running(i) and i.kind is not Kind.INCREMENT]

    @pytest.mark.parametrize("day", RELEASES, ids=str)
    def test_no_total_or_part_falls(self, day: date) -> None:
        codes = {i.code for i in self.running()}
        series: dict[tuple[str, str], list[float]] = {}
        for book in books(day):
            for o in book.observations:
                if o.code in codes and o.value is not None:
                    series.setdefault((o.code, o.breakdown), []).append(o.value)
        assert any(part for _, part in series)
        assert {k: v for k, v in series.items() if v != sorted(v)} == {}

    def test_running_totals_of_a_year_do_not_fall_within_it(self) -> None:
        ytd = {i.code for b in books() for i in b.indicators if i.kind is Kind.YTD}
        series: dict[tuple[str, str, int], list[float]] = {}
        for o in (o for b in books() for o in b.observations if o.value is not None and o.code in ytd):
            series.setdefault((o.code, o.breakdown, o.period.year), []).append(o.value or 0.0)
        assert series
        assert {k: v for k, v in series.items() if v != sorted(v)} == {}

    def test_parts_of_any_growing_total_grow_and_add_up(self) -> None:
        chance = random.Random(9)
        for _ in range(300):
            weights = [chance.random() for _ in range(chance.randint(2, 6))]
            parts = {str(n): w / sum(weights) for n, w in enumerate(weights)}
            total, before = 0, dict.fromkeys(parts, 0.0)
            for _ in range(12):
                total += chance.randint(0, 3)
                now = grown(total, parts, before, 0)
                assert sum(now.values()) == total
                assert all(now[name] >= before[name] for name in parts)
                assert all(abs(now[name] - total * parts[name]) <= len(parts) for name in parts)
                before = now


MARCH_2026 = month_index(2026, 3)


class TestDatedFacts:
    """What the sources date; the made-up story keeps to it."""

    @pytest.mark.parametrize(
        ("code", "until", "holds"),
        [
            ("3.1.1", month_index(2025, 12), lambda n: n == 0),  # no entry in the register was met in October 2025
            ("8.2.1", MARCH_2026, lambda n: n == 0),  # thirteen clinics in 2022, thirteen in February 2026
            ("8.3.1", MARCH_2026, lambda n: n == 0),  # separate call-centres on 17.02.2026
            ("8.1.1", month_index(2022, 12), lambda n: n >= 1),  # the emergency department of February 2021
        ],
    )
    def test_values_agree_with_the_fact(self, code: str, until: int, holds: Callable[[float], bool]) -> None:
        values = [v for end, v in told(code).items() if end <= until]
        assert values
        assert all(holds(v) for v in values)

    def test_free_travel_was_not_counted(self) -> None:
        assert not [end for end in told("4.1.2") if end <= month_index(2022, 12)]
        said = " ".join(o.comment for b in books() for o in b.observations if o.code == "4.1.2")
        assert "безоплатний" in said
        assert not re.search("(?i)(електротранспорт|тролейбус)\\w* не працював", said)

    def test_fewer_residents_do_not_travel_and_read_more_than_before(self) -> None:
        bases = {i.code: i.baseline_value or 0.0 for b in books() for i in b.indicators}
        for code in ("4.1.2", "9.1.2", "2.1.4"):
            assert max(told(code).values()) < bases[code], code

    @pytest.mark.parametrize(
        ("code", "least"),
        [
            ("6.2.3", 50 + 50 + 70),  # set up in 2018, planned for its end, planned for 2019
            ("9.2.1", 9 + 1 + 1 + 1),  # planned in 2019, the wall, the murals of 2018 and 2020
            ("5.1.3", 63),  # 400 of 800 houses in August 2016 and money for 104 more
        ],
    )
    def test_baselines_are_not_below_what_is_known_of_earlier_years(self, code: str, least: float) -> None:
        base = next(i.baseline_value for b in books() for i in b.indicators if i.code == code)
        assert base is not None
        assert base >= least

    def test_saplings_of_2025_are_in_the_sum(self) -> None:
        assert told("6.1.1")[CALENDAR.parse("2025-H2").end] >= 1120

    def test_the_emergency_department_is_not_reconstructed_again(self) -> None:
        words = [a.name for b in books() for a in b.actions] + [o.comment for b in books() for o in b.observations]
        assert not [w for w in words if re.search("(?i)приймальн|екстрен", w)]
        assert not [o.breakdown for b in books() for o in b.observations if "лікарня №" in o.breakdown]


#: what is not told near a front, though it be made up: whoever copies the example copies its manner
SILENT = re.compile(
    r"(?i)контактн\w+ мереж|відключен|котельн|генератор|резервн\w+ живлен|готел|евакуац|вибух|пошкодж"
    r"|тепломереж|водопостачан|підвоз|боєприпас|блокпост|осіння висадка|на лінію"
)


class TestWhatIsNotTold:
    def test_public_words_name_nothing_that_helps_an_aim(self) -> None:
        closed = {i.code for b in books() for i in b.indicators if i.visibility is Visibility.INTERNAL}
        words = [o.comment for b in books() for o in b.observations if o.code not in closed]
        words += [w for b in books() for a in b.actions if a.code not in closed for w in (a.name, a.comment)]
        words += [s.reason for b in books() for s in b.suspensions]
        words += [i.series_break.reason for b in books() for i in b.indicators if i.series_break]
        assert len(words) > 100
        assert [w for w in words if SILENT.search(w)] == []

    def test_breakdowns_name_no_place_of_children(self) -> None:
        children = {i.code for b in books() for i in b.indicators if i.code.startswith("10.")}
        parts = {o.breakdown for b in books() for o in b.observations if o.code in children}
        assert not [p for p in parts if re.search("(?i)ясногірк|місто|очно|населен", p)]


class TestWhatTheEditionSaysOfItself:
    def test_the_new_strategy_is_told_with_its_sources_in_both_languages(self) -> None:
        strategy = plan().strategy
        for said, month in ((strategy.act, "28 липня 2025"), (strategy.act_en, "28 July 2025")):
            assert month in said
            assert "2027" in said
            assert len(re.findall(r"https://(?:hi\.dn|freeradio)\.", said)) == 2
        assert "затвердження не знайдено" in strategy.act
        assert "not found" in strategy.act_en
        assert "без повноважень" not in strategy.act  # what the council may do could not be seen

    def test_years_are_those_of_the_edition(self) -> None:
        strategy = plan().strategy
        assert (strategy.first_year, strategy.last_year) == (FIRST.years[0], FIRST.years[-1])
        assert strategy.edition == f"{FIRST.years[0]}-{FIRST.years[-1]}"
