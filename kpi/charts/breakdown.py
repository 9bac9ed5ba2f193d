"""Small multiples of an indicator's parts: one panel each, all under the same months and on the same scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from kpi.charts.labels import text_width, wrapped
from kpi.charts.scale import AxisScale, Ticks, round_ticks, year_spans
from kpi.charts.svg import XY, drawing, hatch, marked_words, path_of, usable
from kpi.charts.tokens import paint
from kpi.charts.trajectory_parts.axis import axis_labels, widened
from kpi.model import USUAL_LANGUAGE, Language, index_year, month_index
from kpi.text.markup import EMPTY, Markup, el, join, num
from kpi.text.scripts import foreign
from kpi.views.indicator.breakdown import Breakdown, Part, PartPoint

#: px; a panel is never narrower than four fifths of it, so that its letters keep 12 px on a phone
_PANEL, _FONT = (208.0, 132.0), 15.0
_TOP, _BOTTOM, _RIGHT = 10.0, 24.0, 8.0
#: of a file: columns of panels, px between them, lines that a name may have
_COLUMNS, _GAP, _NAME, _NAME_LINES = 4, (28.0, 22.0), 14.0, 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PanelScale:
    """What all panels share. `unit` is what stands above them all, "" where the top tick carries it."""

    x: AxisScale
    y: AxisScale
    ticks: Ticks
    labels: tuple[str, ...]
    unit: str
    language: Language
    shows_whole: bool  # the total lies among the parts: a share, not a sum of them


def panel_scale(value: Breakdown, language: Language = USUAL_LANGUAGE) -> PanelScale:
    """The scale around the values of all parts. The total is drawn only where it does not stretch the axis."""
    numbers = [p.value for part in value.parts for p in part.points if p.value is not None and usable(p.value)]
    numbers += [0.0] if value.restart else []
    numbers += widened(numbers, value.bounds)
    ticks = round_ticks(numbers, 3, value.bounds, 10.0 ** -max(value.decimals, 0))
    labels, unit = axis_labels(value.unit, ticks, language)
    left = max(text_width(label, _FONT) for label in labels) + 8
    first, last = value.periods[0][0], value.periods[-1][0]
    start = month_index(index_year(first) - 1, 12)
    x = AxisScale(float(start), float(max(last, start + 12)), left, _PANEL[0] - _RIGHT)
    y = AxisScale(ticks.low, ticks.high, _PANEL[1] - _BOTTOM, _TOP)
    whole = [p.value for p in value.whole if p.value is not None]
    inside = bool(whole) and ticks.low <= min(whole) and max(whole) <= ticks.high
    return PanelScale(x=x, y=y, ticks=ticks, labels=labels, unit=unit, language=Language(language), shows_whole=inside)


def panel(value: Breakdown, part: Part, scale: PanelScale, language: Language = USUAL_LANGUAGE) -> Markup:
    """One part as a drawing; ← → walk through its periods, those without a value among them.

    The name of a part may be a workbook's in another language than the page's `language`: then it is marked.
    """
    content, own = _panel(value, part, scale), foreign(part.label, language, value.own)
    if own:
        content = el("g", content, lang=language)
    return drawing(content, *_PANEL, label=part.label, class_="p-chart p-part-chart", lang=own)


def breakdown_sheet(value: Breakdown, language: Language = USUAL_LANGUAGE) -> Markup:
    """All panels with their names as one drawing, for a file."""
    scale = panel_scale(value, language)
    columns = min(_COLUMNS, len(value.parts))
    names = [_named(part) for part in value.parts]
    high = _NAME * 1.3 * max(map(len, names)) + 6 + _PANEL[1] + _GAP[1]
    wide = _PANEL[0] + _GAP[0]
    cells = (
        el(
            "g",
            _cell(value, part, lines, scale),
            transform=f"translate({n % columns * wide:g} {n // columns * high:g})",
        )
        for n, (part, lines) in enumerate(zip(value.parts, names, strict=True))
    )
    rows = -(-len(value.parts) // columns)
    width = max(columns * wide - _GAP[0], 2 * wide)
    return drawing(join(cells), width, rows * high - _GAP[1], label=value.label, class_="p-chart")


def _named(part: Part) -> tuple[tuple[str, bool], ...]:
    """The lines over a panel of a file: the name, and the newest value with its period."""
    lines = wrapped(part.name, _NAME, _PANEL[0], bold=True)
    if len(lines) > _NAME_LINES:
        lines = (*lines[: _NAME_LINES - 1], f"{lines[_NAME_LINES - 1]}…")
    last = f"{part.last} ({part.period})" if part.last else ""
    return (*((line, True) for line in lines), *((line, False) for line in wrapped(last, _NAME, _PANEL[0]) if line))


def _cell(value: Breakdown, part: Part, lines: Sequence[tuple[str, bool]], scale: PanelScale) -> Markup:
    head = (
        el(
            "text",
            marked_words(words, scale.language, value.own),
            x="0",
            y=_NAME * (1 + 1.3 * number),
            font_size=_NAME,
            font_weight="700" if bold else None,
            fill=paint("ink" if bold else "ink-2"),
        )
        for number, (words, bold) in enumerate(lines)
    )
    below = f"translate(0 {_NAME * 1.3 * len(lines) + 6:g})"
    return join((*head, el("g", _panel(value, part, scale), transform=below)))


def _panel(value: Breakdown, part: Part, scale: PanelScale) -> Markup:
    points = tuple(p if p.value is None or usable(p.value) else _unusable(p) for p in part.points)
    return join(
        (
            _grid(value, scale),
            _gaps(value, points, scale),
            _line(value, value.whole, scale, whole=True) if scale.shows_whole else EMPTY,
            _line(value, points, scale),
            _dots(value, points, scale),
        )
    )


def _unusable(point: PartPoint) -> PartPoint:
    return PartPoint(end=point.end, value=None, words=point.words, title=point.title)


def _grid(value: Breakdown, scale: PanelScale) -> Markup:
    """Lines at the ticks, the first and the last year under the axis."""
    x, y, style = scale.x, scale.y, {"fill": paint("ink-3"), "font_size": _FONT}
    parts = []
    for tick, label in zip(scale.ticks.values, scale.labels, strict=True):
        parts.append(el("path", d=f"M{num(x.start)} {num(y(tick))}H{num(x.stop)}", stroke=paint("line")))
        at = {"x": x.start - 6, "y": y(tick) + _FONT * 0.35}
        shown = marked_words(label, scale.language, value.own)
        parts.append(el("text", shown, text_anchor="end", **at, **style))
    years = [index_year(value.periods[0][0]), index_year(value.periods[-1][0])]
    names = [value.fiscal_year.label(year) for year in dict.fromkeys(years)]
    ends = ((x.start, "start"), (x.stop, "end"))
    for name, (at_x, anchor) in zip(names, ends, strict=False):
        parts.append(el("text", name, x=at_x, y=y.start + _FONT * 1.25, text_anchor=anchor, **style))
    for _, low, _ in year_spans(x.low, x.high)[1:]:
        parts.append(el("path", d=f"M{num(x(low))} {num(y.start)}v4", stroke=paint("control")))
    return join(parts)


def _gaps(value: Breakdown, points: Sequence[PartPoint], scale: PanelScale) -> Markup:
    """Hatched spans of periods without a value."""
    parts, top, bottom = [], scale.y.stop, scale.y.start
    for missing, run in groupby(points, key=lambda point: point.value is None):
        if missing:
            ends = [point.end for point in run]
            left, right = scale.x.clipped(ends[0] - value.span_months), scale.x.clipped(ends[-1])
            lines = hatch(left, top, right, bottom, 6.0)
            parts.append(el("path", d=lines, stroke=paint("control"), stroke_width="0.9", opacity="0.6"))
    return join(parts)


def _at(scale: PanelScale, point: PartPoint) -> XY:
    return scale.x.clipped(point.end), scale.y.clipped(point.value or 0.0)


def _joined(value: Breakdown, a: PartPoint, b: PartPoint) -> bool:
    """Whether a line goes from one point to the next: over no gap, no new year of a running total and no break."""
    if a.value is None or b.value is None or b.end - a.end > max(value.span_months, 1):
        return False
    if value.restart and index_year(a.end) != index_year(b.end):
        return False
    return value.break_end is None or not a.end < value.break_end <= b.end


def _line(value: Breakdown, points: Sequence[PartPoint], scale: PanelScale, *, whole: bool = False) -> Markup:
    d = "".join(path_of([_at(scale, a), _at(scale, b)]) for a, b in pairwise(points) if _joined(value, a, b))
    if not d:
        return EMPTY
    if whole:
        return el("path", d=d, fill="none", stroke=paint("ink-3"), stroke_width="1.4", stroke_dasharray="1.5 3")
    return el("path", d=d, fill="none", stroke=paint("ink"), stroke_width="2", stroke_linejoin="round")


def _dots(value: Breakdown, points: Sequence[PartPoint], scale: PanelScale) -> Markup:
    """Every period in time order, which is the order the arrow keys walk; the newest value is the large dot."""
    last = next((point for point in reversed(points) if point.value is not None), None)
    linked = {n for pair in _links(value, points) for n in pair}
    parts = []
    for number, point in enumerate(points):
        if point.value is None:
            drawn = _gap_target(value, point, scale)
        else:
            x, y = _at(scale, point)
            radius = 3.6 if point is last else 0.0 if number in linked and not _marked(point) else 2.2
            dot = _dot(point, (x, y), radius) if radius else EMPTY
            drawn = el("circle", cx=x, cy=y, r="8", fill="transparent") + dot
        parts.append(el("g", el("title", point.title), drawn, data_point=point.title))
    return join(parts)


def _links(value: Breakdown, points: Sequence[PartPoint]) -> list[tuple[int, int]]:
    return [(n, n + 1) for n, (a, b) in enumerate(pairwise(points)) if _joined(value, a, b)]


def _marked(point: PartPoint) -> bool:
    return point.preliminary or point.partial_coverage


def _dot(point: PartPoint, at: XY, radius: float) -> Markup:
    if _marked(point):
        ring = {"fill": paint("page"), "stroke": paint("ink"), "stroke_width": "1.6"}
        return el("circle", cx=at[0], cy=at[1], r=radius, **ring)
    return el("circle", cx=at[0], cy=at[1], r=radius, fill=paint("ink"))


def _gap_target(value: Breakdown, point: PartPoint, scale: PanelScale) -> Markup:
    left, right = scale.x.clipped(point.end - value.span_months), scale.x.clipped(point.end)
    top, height = scale.y.stop, scale.y.start - scale.y.stop
    return el("rect", x=left, y=top, width=max(right - left, 1.0), height=height, fill="transparent")
