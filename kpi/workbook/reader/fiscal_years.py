"""Years that are not the calendar's, as people write them: «2025/26», «FY26», «FY 2025-26», «2025–2026» end in 2026."""

import re

from kpi.model import FiscalYear

_FISCAL = re.compile(
    r"\b(?:FY|fiscal\s+year|F\.Y\.)\s*['’]?(?P<first>(?:20)?\d{2})(?:\s*[-–/]\s*['’]?(?P<last>(?:20)?\d{2}))?(?!\d)",
    re.IGNORECASE,
)
_TWO_YEARS = re.compile(r"(?<!\d)(?P<first>20\d{2})\s*[-–/]\s*(?P<last>(?:20)?\d{2})(?!\d)")


def in_ending_years(text: str) -> str:
    """The text with every such year as the one that it ends in; two years that do not follow each other stay."""
    text = _FISCAL.sub(lambda m: f" {_ending(m)} ", text)
    return _TWO_YEARS.sub(lambda m: f" {_ending(m)} " if _ending(m) == int(m["first"]) + 1 else m[0], text)


def plain_years(text: str, fiscal_year: FiscalYear) -> str:
    """`in_ending_years` of a strategy whose years are its own; of one with the calendar's the text as it stands."""
    return text if fiscal_year.is_calendar else " ".join(in_ending_years(text).split())


def names_fiscal_year(text: str, fiscal_year: FiscalYear) -> bool:
    """Whether a text says by itself that its year is not the calendar's."""
    return not fiscal_year.is_calendar and in_ending_years(text) != text


def _ending(match: re.Match[str]) -> int:
    """The year in which a fiscal year ends."""
    last = match["last"] or match["first"]
    return int(last) if len(last) == 4 else 2000 + int(last)
