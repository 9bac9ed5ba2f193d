"""The guide for department heads: one Markdown text per language, shown by the site at /help."""

from kpi.text.long_texts import long_text
from kpi.text.speaker import Text


def guide_text(text: Text) -> str:
    """Markdown (CommonMark with tables) of the whole guide."""
    return long_text("guide", text.language)
