"""How a sector's goals moved over the quarters: a small drawing per goal, progress P against expected E (METHOD 4)."""

from collections.abc import Callable

from kpi.charts.glyphs import glyph_at
from kpi.charts.labels import text_width
from kpi.charts.scale import AxisScale, year_spans
from kpi.charts.svg import XY, drawing, path_of, runs, usable
from kpi.charts.tokens import paint
from kpi.model import USUAL_LANGUAGE, FiscalYear, Language, Status
from kpi.text import Text
from kpi.text.markup import Markup, el, esc, join
from kpi.views.common.series import GoalLine, GoalLines

_WIDTH, _HEIGHT, _FONT = 336.0, 160.0, 13.0
LOW, HIGH = -0.2, 1.2  # shares of the way that the charts show; beyond them lines are cut


def goal_lines(value: GoalLines, language: Language = USUAL_LANGUAGE, drawn: Callable[[str], Markup] = esc) -> Markup:
    """A grid of small charts on one scale, so that goals can be compared; each point has its title.

    drawn  makes markup of a goal's name
    """
    text = Text(Language(language))
    low, high = value_bounds(value)
    parts = []
    for line in value.lines:
        name = el("p", el("span", line.code, class_="p-code"), " ", drawn(line.name), class_="p-h3")
        svg = drawing(
            _goal(line, low, high, text, value.fiscal_year),
            _WIDTH,
            _HEIGHT,
            label=f"{line.code} {line.name}: {_last_words(line, text)}",
            class_="p-chart p-goal-line",
        )
        parts.append(el("div", name, svg, class_="p-multiple"))
    return el("div", *parts, class_="p-multiples", role="group", aria_label=value.label)


def value_bounds(value: GoalLines) -> tuple[float, float]:
    """The common scale: 0 to 1, wider where progress leaves it, never beyond LOW and HIGH."""
    shares = [s for line in value.lines for s in (*line.progress, *line.expected) if s is not None and usable(s)]
    return max(min([0.0, *shares]), LOW), min(max([1.0, *shares]), HIGH)


def _last_words(line: GoalLine, text: Text) -> str:
    known = next((i for i in reversed(range(len(line.ends))) if usable(line.progress[i])), None)
    if known is None:
        return text.say("figures.not_judged")
    words = f"{text.say('figures.legend.progress')} {text.percent(line.progress[known])}"
    return f"{words}, {text.say('figures.legend.expected')} {text.percent(_share(line.expected[known]))}"


def _share(share: float | None) -> float | None:
    return share if usable(share) else None


def _goal(line: GoalLine, low: float, high: float, text: Text, fiscal_year: FiscalYear) -> Markup:
    first, last = (min(line.ends), max(line.ends)) if line.ends else (0, 1)
    x = AxisScale(float(min(first, last - 3)), float(last), 48.0, _WIDTH - 56.0)  # one quarter ends at the right
    y = AxisScale(low, high, _HEIGHT - 24.0, 14.0)

    def places(shares: tuple[float | None, ...]) -> list[XY | None]:
        pairs = zip(line.ends, shares, strict=True)
        return [None if s is None or not usable(s) else (x(end), y.clipped(s)) for end, s in pairs]

    progress, expected = places(line.progress), places(line.expected)
    content = _axes(x, y, text.language, bool(line.ends), fiscal_year)
    content += join(
        el("path", d=path_of(run), fill="none", stroke=paint("ink-2"), stroke_width="1.5", stroke_dasharray="5 4")
        for run in runs(expected)
    )
    content += join(
        el("path", d=path_of(run), fill="none", stroke=paint("ink"), stroke_width="2.2", stroke_linejoin="round")
        for run in runs(progress)
    )
    for place, title in zip(progress, line.titles, strict=True):
        if place is not None:
            dot = el("circle", cx=place[0], cy=place[1], r="1.8", fill=paint("ink"))
            hit = el("circle", cx=place[0], cy=place[1], r="8", fill="transparent")
            content += el("g", el("title", title), hit, dot, data_point=title)
    return content + (_ends(line, progress, expected, text) or _nothing(x, y, text))


def _nothing(x: AxisScale, y: AxisScale, text: Text) -> Markup:
    """The word in an empty drawing."""
    style = {"text_anchor": "middle", "font_size": _FONT, "fill": paint("ink-2"), "class_": "p-halo"}
    middle = {"x": (x.start + x.stop) / 2, "y": y(0.5) - 8}
    return el("text", text.say("figures.not_judged"), **middle, **style)


def _axes(x: AxisScale, y: AxisScale, language: Language, dated: bool, fiscal_year: FiscalYear) -> Markup:
    parts = []
    style = {"font_size": _FONT, "fill": paint("ink-3")}
    for level, name in ((0.0, "0"), (0.5, "50"), (1.0, f"100{language.form('percent')}")):
        parts.append(el("path", d=f"M{x.start:.1f} {y(level):.1f}H{x.stop:.1f}", stroke=paint("line")))
        parts.append(el("text", name, x=x.start - 7, y=y(level) + 4.5, text_anchor="end", **style))
    for year, low, high in year_spans(x.low, x.high) if dated else []:
        if x(high) - x(low) >= (30 if fiscal_year.is_calendar else 48):
            parts.append(
                el("text", fiscal_year.label(year), x=x((low + high) / 2), y=_HEIGHT - 6, text_anchor="middle", **style)
            )
        if high < x.high:
            parts.append(el("path", d=f"M{x(high):.1f} {y.stop:.1f}V{y.start + 4:.1f}", stroke=paint("line")))
    return join(parts)


def _ends(line: GoalLine, progress: list[XY | None], expected: list[XY | None], text: Text) -> Markup | None:
    """The sign of the status and the percents of P and E at the right, moved apart."""
    known = next((i for i in reversed(range(len(progress))) if progress[i] is not None), None)
    if known is None:
        return None
    place = progress[known]
    assert place is not None  # noqa: S101 - chosen so
    parts = [glyph_at(Status(line.statuses[known]), place[0], place[1], 16)]
    words = text.percent(line.progress[known])
    left = min(place[0] + 12, _WIDTH - text_width(words, _FONT, bold=True) - 2)
    top = min(max(place[1] + 4.5, 12.0), _HEIGHT - 26)
    end = expected[known]
    if end is not None:
        other = min(max(end[1] + 4.5, 12.0), _HEIGHT - 26)
        if abs(other - top) < _FONT + 1:
            other = top - _FONT - 1 if end[1] < place[1] and top > _FONT + 14 else top + _FONT + 1
        said = text.percent(_share(line.expected[known]))
        parts.append(el("text", said, x=left, y=other, font_size=_FONT, fill=paint("ink-2")))
    style = {"font_size": _FONT, "font_weight": "600", "fill": paint("ink")}
    return join([*parts, el("text", words, x=left, y=top, **style)])
