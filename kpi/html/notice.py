"""A remark above the content of a page that screen readers read out."""

from kpi.text.markup import Markup, el


def notice(words: str) -> Markup | None:
    """The remark; None where there is nothing to remark."""
    return el("p", words, class_="p-notice", role="status") if words else None
