"""The method as published: one Markdown text per language, the numbers of the strategy put in.

docs/method.md tells the same to developers; the page «Методика» prints this text word for word.
"""

from kpi.model import FiscalYear, MethodSettings
from kpi.text.dates import months_of
from kpi.text.long_texts import long_text
from kpi.text.speaker import Text

#: the year of the example
_SOME_YEAR = 2026


def method_text(text: Text, settings: MethodSettings, fiscal_year: FiscalYear) -> str:
    """Markdown (CommonMark with tables) of the whole method with these settings, of a strategy with these years."""
    shares = {
        "on_track": settings.on_track,
        "at_risk": settings.at_risk,
        "delta": settings.delta,
        "too_early": settings.too_early,
        "min_coverage": settings.min_coverage,
    }
    numbers = {name: text.number(share, 2) for name, share in shares.items()}
    percents = {f"{name}_pct": text.percent(share) for name, share in shares.items()}
    months = {f"{name}_month": word for name, word in months_of(fiscal_year, text.language).items()}
    return long_text("method", text.language).format_map(numbers | percents | months | _own_years(text, fiscal_year))


def _own_years(text: Text, fiscal_year: FiscalYear) -> dict[str, str]:
    """The sentence on years that are not the calendar's, "" where they are."""
    if fiscal_year.is_calendar:
        return {"own_years": ""}
    year = fiscal_year.period(_SOME_YEAR, 12)
    days = {"begins": text.date(year.start_date), "ends": text.date(year.end_date), "year": text.period(year)}
    return {"own_years": f" {text.say('method.own_years', code=year.code, **days)}"}
