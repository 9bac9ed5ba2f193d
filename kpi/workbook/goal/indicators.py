"""«Показники»: one row, one indicator, with the rules that hold within a row (docs/workbook.md; METHOD 3)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from kpi.model import (
    CODE_PATTERN,
    QUALITY_FIELDS,
    CellRef,
    Direction,
    Frequency,
    Indicator,
    Kind,
    Provenance,
    ResultLevel,
    SeriesBreak,
    Visibility,
    code_sort_key,
)
from kpi.model.folding import fold
from kpi.workbook.goal.gaps import is_blank
from kpi.workbook.goal.targets import is_no_base, target_cell, tell_milestones
from kpi.workbook.reader.calendar import written_date
from kpi.workbook.reader.clean import clean
from kpi.workbook.reader.numbers import as_written
from kpi.workbook.sheet.codes import CodeBook, code_cell, leading_code
from kpi.workbook.sheet.fields import (
    BAD,
    Unreadable,
    choice_field,
    date_field,
    is_visible,
    number_field,
    required_text,
    text_field,
    year_field,
)
from kpi.workbook.sheet.table import Row, SheetTable
from kpi.workbook.sheet.typed_words import PERCENT, YES_NO_UNITS

_BREAK = re.compile(
    r"(?P<day>[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"\s*(?:р\.)?\s*[;,:—–-]\s*(?P<reason>\S.*)"
)
_CHOICES = ("kind", "frequency", "visibility", "provenance", "baseline_provenance", "result_level")
_TEXTS = ("source", "name_en", "unit_en", "ground", "definition", "catalogue_code", "task", "task_en")
_DAYS = ("open_from", "checked_on")


def is_percent(unit: str) -> bool:
    """Whether numbers of this unit are percents."""
    return unit.startswith("%") or fold(unit) in PERCENT


def is_yes_no(unit: str) -> bool:
    """Whether values of this unit are «так» and «ні», yes and no."""
    return fold(unit) in YES_NO_UNITS


@dataclass(slots=True)
class IndicatorSheet:
    """What «Показники» gave: indicators without problems, and of all rows what other sheets need."""

    codes: CodeBook
    indicators: list[Indicator] = field(default_factory=list)
    rows: dict[str, Row] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)

    def unit_of(self, code: object) -> str | None:
        """The unit of an indicator; «%», the most forgiving, where its row is faulty, None without «Показники»."""
        unit = self.units.get(code) if isinstance(code, str) else None
        return unit if unit is not None else "%" if self.codes.known else None

    def has_column(self, key: str) -> bool:
        """Whether the sheet has the column `key`."""
        return any(key in row.table.header.columns for row in self.rows.values())

    def target_place(self, code: str, year: int) -> CellRef:
        """The cell of «Ціль РРРР» of an indicator, its code's cell where there is no such column."""
        row = self.rows[code]
        cell = row.year_cell(year) if year in row.table.header.years else None
        return row.place_of(cell) if cell else row.place("code")


def read_indicators(table: SheetTable, codes: CodeBook) -> IndicatorSheet:
    """All rows of «Показники»."""
    sheet = IndicatorSheet(codes)
    for row in table.rows():
        raw = code_cell(row, "code")
        if raw is None:
            row.problem("required_missing", "code")
        code = codes.define(raw) if raw is not None and not isinstance(raw, Unreadable) else BAD
        indicator = _indicator(row, code, sheet)
        if not isinstance(code, Unreadable):
            sheet.rows[code] = row
        if indicator is not None:
            sheet.indicators.append(indicator)
            codes.place_below(indicator.code, leading_code(indicator.task))
    return sheet


def _indicator(row: Row, code: str | Unreadable, sheet: IndicatorSheet) -> Indicator | None:
    unit = required_text(row, "unit")
    named = None if isinstance(unit, Unreadable) else unit
    percent = isinstance(unit, str) and is_percent(unit)
    yes_no = isinstance(unit, str) and is_yes_no(unit)
    if isinstance(code, str) and isinstance(unit, str):
        sheet.units[code] = unit
    numbers = {
        key: number_field(row, key, percent=percent, yes_no=yes_no, unit=named)
        for key in ("baseline_value", "range_low", "range_high")
        if key != "baseline_value" or not is_no_base(row.cell(key))
    }
    targets = {
        year: target_cell(row, row.year_cell(year), percent=percent, yes_no=yes_no, unit=named)
        for year in sorted(row.table.header.years)
    }
    values: dict[str, object] = {
        "code": code,
        "name": required_text(row, "name"),
        "unit": unit,
        "department": required_text(row, "department"),
        "direction": required_text(row, "direction"),
        "baseline_year": year_field(row, "baseline_year"),
        "weight": number_field(row, "weight", percent=True),
        **{key: date_field(row, key) for key in _DAYS},
        "delay_months": number_field(row, "delay_months"),
        "series_break": _series_break(row),
        "also_under": _also_under(row, sheet.codes),
        **numbers,
        **{key: text_field(row, key) for key in (*_TEXTS, *QUALITY_FIELDS) if key not in _DAYS},
        **{key: choice_field(row, key) for key in _CHOICES},
    }
    if values["direction"] is not BAD:
        values["direction"] = choice_field(row, "direction")
    if any(isinstance(value, Unreadable) for value in (*values.values(), *targets.values())) or not targets:
        return None
    worded = _settle_words(row, values, targets, yes_no=yes_no)
    return _consistent(row, values, {year: v for year, v in targets.items() if isinstance(v, float)}, worded=worded)


def _settle_words(
    row: Row, values: dict[str, object], targets: Mapping[int, float | Unreadable | str | None], *, yes_no: bool
) -> bool:
    """What words stand for, told: a base, a target, «так/ні» without a kind. Returns whether a target is in words."""
    _tell_base(row, values)
    _tell_words(row, targets)
    if yes_no and is_blank(row.cell("kind")):
        values["kind"] = Kind.DELIVERABLE.value
        row.problem("kind_guessed", "unit", str(values["unit"]))
    return any(isinstance(value, str) for value in targets.values())


def _tell_base(row: Row, values: dict[str, object]) -> None:
    """«Н.д.» for a base is no base, and neither is its year."""
    cell = row.cell("baseline_value")
    values.setdefault("baseline_value", None)
    if is_no_base(cell) and values["baseline_year"] is not None and cell is not None:
        row.problem(
            "baseline_unknown", "baseline_value", clean(cell.text)[0], year=row.year_label(values["baseline_year"])
        )
        values["baseline_year"] = None


def _tell_words(row: Row, targets: Mapping[int, float | Unreadable | str | None]) -> None:
    """Words for a target are told once for a row."""
    year = next((year for year, value in targets.items() if isinstance(value, str)), None)
    cell = row.year_cell(year) if year is not None else None
    if cell is not None:
        row.table.problems.add("target_in_words", row.place_of(cell), clean(cell.text)[0], None, **row.subject)


def _series_break(row: Row) -> SeriesBreak | Unreadable | None:
    text = text_field(row, "series_break")
    if isinstance(text, Unreadable) or not text:
        return BAD if isinstance(text, Unreadable) else None
    match = _BREAK.fullmatch(text)
    day = written_date(match["day"]) if match else None
    if match is None or day is None:
        row.problem("series_break_invalid", "series_break", text)
        return BAD
    return SeriesBreak(day, match["reason"])


def _also_under(row: Row, codes: CodeBook) -> str | Unreadable:
    """The codes of further goals, as the strategy writes them; which goals there are the plan tells later."""
    text = text_field(row, "also_under")
    pieces = re.findall(r"[^;,\s]+", text) if isinstance(text, str) else []
    wrong = next((piece for piece in pieces if not CODE_PATTERN.fullmatch(piece)), None)
    if wrong is not None:
        row.problem("also_under_invalid", "also_under", wrong)
    if wrong is not None or isinstance(text, Unreadable):
        return BAD
    return " ".join(sorted({codes.as_written(piece) for piece in pieces}, key=code_sort_key))


def _consistent(
    row: Row, values: dict[str, object], targets: dict[int, float], *, worded: bool = False
) -> Indicator | None:
    """The indicator, None where its fields contradict one another. `worded`: a target stands there in words."""
    delay = values["delay_months"]
    ranged = values["direction"] == Direction.RANGE
    if ranged and values["range_low"] is None and values["range_high"] is None and targets:
        row.problem("range_missing", "direction")
        values["range_low"] = values["range_high"] = targets[max(targets)]
    indicator = Indicator(
        **{  # type: ignore[arg-type]
            **values,
            "direction": Direction(str(values["direction"])),
            "kind": Kind(str(values["kind"])),
            "frequency": Frequency(str(values["frequency"])),
            "visibility": Visibility(str(values["visibility"])),
            "result_level": ResultLevel(str(values["result_level"])) if values["result_level"] else None,
            "provenance": Provenance(str(values["provenance"])),
            "baseline_provenance": Provenance(str(values["baseline_provenance"])),
            "delay_months": int(delay) if isinstance(delay, float) else None,
            "targets": tuple(sorted(targets.items())),
            # a range is due with the last column of the plan, a value with the last year that has one
            "target_year": max(row.table.header.years if ranged else targets or row.table.header.years),
            "cell": row.place("code"),
        }
    )
    aimed = _targets(row, indicator, worded=worded)
    checks = (_baseline(row, indicator), aimed, _range(row, indicator), _visibility(row, indicator))
    return indicator if all(checks) else None


def _baseline(row: Row, indicator: Indicator) -> bool:
    if (indicator.baseline_year is None) == (indicator.baseline_value is None):
        return True
    missing = "baseline_year" if indicator.baseline_year is None else "baseline_value"
    row.problem("baseline_incomplete", missing)
    return False


def _targets(row: Row, indicator: Indicator, *, worded: bool) -> bool:
    ranged = indicator.direction is Direction.RANGE
    if not indicator.targets:
        if worded or (ranged and indicator.range_low is not None):
            return True
        row.table.problems.add("target_missing", row.place("code"), indicator.code)
        return False
    problems, base, start = row.table.problems, indicator.baseline_value, indicator.baseline_year
    good = True
    for year, _ in indicator.targets:
        cell = row.year_cell(year)
        if start is not None and cell is not None and year <= start:
            problems.add(
                "target_not_after_baseline",
                row.place_of(cell),
                is_visible(row, cell),
                year=row.year_label(year),
                start=row.year_label(start),
            )
            good = False
    if ranged or base is None:
        return good
    sign = 1 if indicator.direction is Direction.INCREASE else -1
    year, target = indicator.targets[-1]
    cell = row.year_cell(year)
    if sign * (target - base) < 0 and cell is not None:
        direction = row.cell("direction")
        word = direction.text.strip() if direction else ""
        problems.add("target_direction", row.place_of(cell), as_written(target), base=as_written(base), direction=word)
        return False
    tell_milestones(row, indicator, base, sign)
    return good


def _range(row: Row, indicator: Indicator) -> bool:
    low, high = indicator.range_low, indicator.range_high
    if indicator.direction is not Direction.RANGE:
        if low is not None or high is not None:
            row.problem("range_unused", "range_low" if low is not None else "range_high")
        return True
    if low is None and high is None:
        return True  # and no target either: that has been told
    if low is None or high is None or low > high:
        row.problem("range_invalid", "range_low" if low is None else "range_high")
        return False
    return True


def _visibility(row: Row, indicator: Indicator) -> bool:
    if indicator.visibility is Visibility.PUBLIC:
        return True
    if indicator.visibility is Visibility.DELAYED and indicator.open_from is None and indicator.delay_months is None:
        row.problem("delayed_without_date", "visibility")
    if indicator.ground:
        return True
    row.problem("visibility_without_ground", "ground" if row.cell("ground") else "visibility")
    return False
