"""How an edition of a strategy is called."""

from kpi.model import Strategy
from kpi.text.speaker import Text


def edition_words(strategy: Strategy, text: Text) -> str:
    """An edition of the strategy by its years: «2022–2026», «2027»."""
    return text.years(strategy.first_year, strategy.last_year, strategy.fiscal_year)
