"""What became of an assignment or a promised action: sign and word."""

from kpi.charts.fates import TONES, fate_sign
from kpi.html.components import CHIP
from kpi.text.markup import Child, Markup, el
from kpi.views.oversight.decision_rows import Fate


def fate_chip(fate: Fate, words: Child) -> Markup:
    """Sign and words of what became of an assignment or a promised action."""
    return el("span", fate_sign(fate, CHIP), el("span", words), class_=f"p-chip p-is-{TONES[fate]}")
