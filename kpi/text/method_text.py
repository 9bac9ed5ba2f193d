"""The method as published: one Markdown text per language in method/*.md, the numbers of the strategy put in.

docs/method.md tells the same to developers; the page «Методика» prints this text word for word.
"""

from functools import cache
from importlib.resources import files

from kpi.model import MethodSettings
from kpi.text.speaker import Text


@cache
def _raw(language: str) -> str:
    return (files(__package__) / "method" / f"{language}.md").read_text(encoding="utf-8")


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
    return _raw(text.language.value).format_map(numbers | percents)
