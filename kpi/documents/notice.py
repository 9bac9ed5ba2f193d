"""A remark above the content of a page that screen readers read out."""

from kpi.documents.html import Html, el


def notice(words: str) -> Html | None:
    """The remark; None where there is nothing to remark."""
    return el("p", words, class_="p-notice", role="status") if words else None
