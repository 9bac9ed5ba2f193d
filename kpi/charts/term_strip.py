"""The last terms of an indicator as a row of boxes: filled, half filled, empty; no colour of a status is taken."""

from collections.abc import Sequence

from kpi.charts.svg import drawing
from kpi.charts.tokens import paint
from kpi.measure.health.punctuality import TermFate
from kpi.text.markup import Markup, el, join

_SIZE, _STEP = 14.0, 19.0


def term_strip(fates: Sequence[TermFate], titles: Sequence[str], label: str) -> Markup:
    """The boxes, the oldest first; `titles` of each and the `label` of all say the same in words."""
    boxes = join(_box(fate, 1 + _STEP * n, title) for n, (fate, title) in enumerate(zip(fates, titles, strict=True)))
    width, height = _STEP * len(fates) - _STEP + _SIZE + 2, _SIZE + 2
    return drawing(boxes, width, height, label=label, class_="p-terms", shown=(width, height))


def _box(fate: TermFate, x: float, title: str) -> Markup:
    edge, ink = paint("control"), paint("ink-2")
    missing = fate is TermFate.MISSING
    outline = el(
        "rect",
        x=x,
        y="1",
        width=_SIZE,
        height=_SIZE,
        rx="2",
        fill=ink if fate is TermFate.KEPT else paint("page"),
        stroke=edge if missing else ink,
        stroke_width="1.5",
        stroke_dasharray="3 2" if missing else None,
        class_="p-g-fill" if fate is TermFate.KEPT else None,
    )
    half = None
    if fate is TermFate.LATE:
        half = el("path", d=f"M{x:.1f} {1 + _SIZE:.1f}h{_SIZE:.1f}v-{_SIZE:.1f}Z", fill=ink, class_="p-g-ink")
    return el("g", el("title", title), outline, half)
