"""The method as published: one Markdown text per language, the numbers of the strategy put in.

docs/method.md tells the same to developers; the page «Методика» prints this text word for word.
"""

from kpi.model import MethodSettings
from kpi.text.long_texts import long_text
from kpi.text.speaker import Text


def method_text(text: Text, settings: MethodSettings) -> str:
    """Markdown (CommonMark with tables) of the whole method with these settings."""
    shares = {
        "on_track": settings.on_track,
        "at_risk": settings.at_risk,
        "delta": settings.delta,
        "too_early": settings.too_early,
        "min_coverage": settings.min_coverage,
    }
    numbers = {name: text.number(share, 2) for name, share in shares.items()}
    percents = {f"{name}_pct": text.percent(share) for name, share in shares.items()}
    return long_text("method", text.language).format_map(numbers | percents)
