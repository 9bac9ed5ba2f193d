"""Small lines: share on track by quarter and sparklines."""

from kpi.charts.labels import wrapped
from kpi.charts.scale import AxisScale, year_spans
from kpi.charts.svg import XY, drawing, path_of, runs, usable
from kpi.charts.tokens import COLOURED, STATUS_TOKENS, paint
from kpi.model import USUAL_LANGUAGE, FiscalYear, Language, Status
from kpi.text.markup import EMPTY, Markup, el, join
from kpi.views.common.series import ShareLine, Spark

_SHARE = (272.0, 156.0)
_SPARK = (112.0, 30.0)


def share_line(line: ShareLine, language: Language = USUAL_LANGUAGE) -> Markup:
    """One line with a pale area, 0–100 %, last value labelled; every point has a title with its counts."""
    width, height = _SHARE
    ends = [point.end for point in line.points]
    first, last = (min(ends), max(ends)) if ends else (0, 1)
    title = [words for part in (line.title, line.base) if part for words in wrapped(part, 13.0, width)]
    x = AxisScale(float(min(first, last - 3)), float(last), 44.0, width - 58.0)  # one quarter ends at the right
    y = AxisScale(0.0, 1.0, height - 24.0, 17.0 * len(title) + 14)
    points: list[XY | None] = [
        None if p.share is None or not usable(p.share) else (x(p.end), y.clipped(p.share)) for p in line.points
    ]
    content = join(
        el("text", words, x="0", y=12.0 + 17 * number, fill=paint("ink-2"), font_size="13")
        for number, words in enumerate(title)
    )
    content += _share_axes(x, y, Language(language), bool(ends), line.fiscal_year)
    for run in runs(points):
        area = [(run[0][0], y(0.0)), *run, (run[-1][0], y(0.0))]
        content += el("path", d=path_of(area, closed=True), fill=paint("share-area"))
    content += _grid(x, y)
    for run in runs(points):
        content += el(
            "path", d=path_of(run), fill="none", stroke=paint("on_track"), stroke_width="2.5", stroke_linejoin="round"
        )
    for point, place in zip(line.points, points, strict=True):
        if place is not None:
            hit = el("circle", el("title", point.title), cx=place[0], cy=place[1], r="9", fill="transparent")
            content += el("g", hit, data_point=point.title)
    known = [place for place in points if place is not None]
    if known:
        content += _share_last(known[-1], line.last_label)
    return drawing(content, width, height, label=line.label, class_="p-chart p-share")


def _grid(x: AxisScale, y: AxisScale) -> Markup:
    return join(
        el("path", d=f"M{x.start:.1f} {y(level):.1f}H{x.stop:.1f}", stroke=paint("line"), stroke_width="1")
        for level in (0.0, 0.5, 1.0)
    )


def _share_axes(x: AxisScale, y: AxisScale, language: Language, dated: bool, fiscal_year: FiscalYear) -> Markup:
    style = {"fill": paint("ink-3"), "font_size": "13"}
    names = ((0.0, "0"), (0.5, "50"), (1.0, f"100{language.form('percent')}"))
    parts = [el("text", n, x=x.start - 6, y=y(v) + 4.5, text_anchor="end", **style) for v, n in names]
    spans, wide = year_spans(x.low, x.high) if dated else [], 34 if fiscal_year.is_calendar else 52
    step = 1 if all(x(high) - x(low) >= wide + 6 for _, low, high in spans[1:-1]) else 2
    for year, low, high in spans:
        if (spans[-1][0] - year) % step == 0 and x(high) - x(low) >= wide / step:
            parts.append(
                el(
                    "text",
                    fiscal_year.label(year),
                    x=x((low + high) / 2),
                    y=y.start + 20,
                    text_anchor="middle",
                    **style,
                )
            )
        if low > x.low:
            parts.append(el("path", d=f"M{x(low):.1f} {y.start:.1f}v5", stroke=paint("control"), stroke_width="1"))
    return join(parts)


def _share_last(place: XY, label: str) -> Markup:
    dot = el(
        "circle",
        cx=place[0],
        cy=place[1],
        r="5",
        fill=paint("on_track"),
        stroke=paint("page"),
        stroke_width="2",
    )
    return dot + el(
        "text",
        label,
        x=place[0] + 10,
        y=place[1] + 6,
        fill=paint("ink"),
        font_size="18",
        font_weight="700",
        class_="p-head",
    )


def spark(value: Spark) -> Markup:
    """Actual line with its gaps, dotted plan, last point in the colour of its status.

    Hidden from assistive technology: the row has the numbers.
    """
    width, height = _SPARK
    numbers = [v for v in (*value.actual, *value.plan) if v is not None and usable(v)]
    if not numbers or not value.ends:
        return drawing(EMPTY, width, height, class_="p-spark")
    low, high = min(numbers), max(numbers)
    if high - low < 1e-9 * max(1.0, abs(high), abs(low)):
        low, high = low - 1.0, high + 1.0
    x = AxisScale(float(value.ends[0]), float(max(value.ends[-1], value.ends[0] + 1)), 5.0, width - 6.0)
    y = AxisScale(low, high, height - 5.0, 5.0)

    def places(values: tuple[float | None, ...]) -> list[XY | None]:
        pairs = zip(value.ends, values, strict=True)
        return [None if v is None or not usable(v) else (x(end), y(v)) for end, v in pairs]

    plan = join(
        el("path", d=path_of(run), fill="none", stroke=paint("ink-3"), stroke_width="1.4", stroke_dasharray="1.5 3")
        for run in runs(places(value.plan))
        if len(run) > 1
    )
    actual = places(value.actual)
    line = join(_spark_run(run) for run in runs(actual))
    known = [place for place in actual if place is not None]
    last = _spark_last(known[-1], value.status) if known else None
    return drawing(join((plan, line, last)), width, height, class_="p-spark")


def _spark_run(run: list[XY]) -> Markup:
    if len(run) == 1:
        return el("circle", cx=run[0][0], cy=run[0][1], r="1.4", fill=paint("ink"))
    return el("path", d=path_of(run), fill="none", stroke=paint("ink"), stroke_width="1.8", stroke_linejoin="round")


def _spark_last(place: XY, status: Status) -> Markup:
    names = STATUS_TOKENS[Status(status)]
    solid = status in COLOURED
    outline = solid and names.line != names.fill
    return el(
        "circle",
        cx=place[0],
        cy=place[1],
        r="3.4" if solid else "3",
        fill=paint(names.fill if solid else "page"),
        stroke=paint(names.line) if outline or not solid else None,
        stroke_width="1.5" if outline or not solid else None,
    )
