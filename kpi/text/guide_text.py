"""The guide for department heads: one Markdown text per language in guide/*.md, shown by the site at /help."""

from functools import cache
from importlib.resources import files

from kpi.text.speaker import Text


@cache
def _raw(language: str) -> str:
    return (files(__package__) / "guide" / f"{language}.md").read_text(encoding="utf-8")


def guide_text(text: Text) -> str:
    """Markdown (CommonMark with tables) of the whole guide."""
    return _raw(text.language.value)
