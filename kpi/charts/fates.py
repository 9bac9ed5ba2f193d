"""The signs of what became of an assignment or a promised action: boxes, so that none is taken for a status."""

from kpi.charts.svg import drawing
from kpi.charts.tokens import paint
from kpi.text.markup import Markup, el, join
from kpi.views.oversight.decision_rows import Fate

_BOX = "M5 3h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2Z"
#: what stands in the box
_MARKS = {
    Fate.DONE: "M7.5 12.3l3.2 3.2l6-6.6",
    Fate.OPEN: "M12 7.4v5l3.2 2",
    Fate.OVERDUE: "M12 7v6M12 16.6v.2",
    Fate.WITHDRAWN: "M7.5 12h9",
}
_FILLED = {Fate.DONE: "achieved", Fate.OVERDUE: "off_track"}
#: the status whose colour the word has
TONES = {
    Fate.DONE: "achieved",
    Fate.OPEN: "not_due",
    Fate.OVERDUE: "off_track",
    Fate.WITHDRAWN: "suspended",
}


def fate_sign(fate: Fate, size: float) -> Markup:
    """The sign as an inline SVG of `size` px, a decoration: its word stands beside it."""
    filled = _FILLED.get(fate)
    box = el(
        "path",
        class_="p-g-fill" if filled else "p-g-ink",
        d=_BOX,
        fill=paint(filled or "page"),
        stroke=paint(filled or "grey"),
        stroke_width=1.8,
        stroke_dasharray="3.4 2.6" if fate is Fate.WITHDRAWN else None,
    )
    mark = el(
        "path",
        class_="p-g-ink",
        d=_MARKS[fate],
        fill="none",
        stroke=paint(f"{filled}-on" if filled else "grey"),
        stroke_width=2.3,
        stroke_linecap="round",
        stroke_linejoin="round",
    )
    return drawing(join((box, mark)), 24, 24, label=None, class_="p-glyph-svg", shown=(size, size))
