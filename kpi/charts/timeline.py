"""When actions begin and are due: a lane for each goal, a bar for each action, a line for the day on show."""

from collections.abc import Sequence
from datetime import date

from kpi.charts.scale import AxisScale
from kpi.charts.svg import drawing, hatch, path_of
from kpi.charts.tokens import paint
from kpi.model import USUAL_LANGUAGE, ActionState, Language
from kpi.text.markup import EMPTY, Markup, el, join, num
from kpi.text.scripts import foreign
from kpi.views.actions.timeline import TimeBar, Timeline

#: px of the drawings: on a phone, between, on a wide screen; one of them is shown, so that letters stay as large
_WIDTHS = {"narrow": 360.0, "embed": 640.0, "wide": 1040.0}
#: px of the letters, of a bar and of the room between bars and between goals
_FONT, _BAR, _STEP, _GAP, _TOP = 12.5, 9.0, 14.0, 8.0, 24.0
_LEFT, _RIGHT = 46.0, 6.0
#: px that a year's name needs
_YEAR = 40.0


def timeline_charts(value: Timeline, language: Language = USUAL_LANGUAGE) -> Markup:
    """The drawings of every width, of which the style sheet shows one."""
    return join(timeline_chart(value, language, size) for size in ("wide", "embed", "narrow"))


def timeline_chart(value: Timeline, language: Language = USUAL_LANGUAGE, size: str = "narrow") -> Markup:
    """The drawing; ← → walk through its actions, each told in words, marked where they are not in `language`."""
    first, last, width = value.years[0][1], value.years[-1][2], _WIDTHS[size]
    x = AxisScale(float(first.toordinal()), float(last.toordinal() + 1), _LEFT, width - _RIGHT)
    content, top = EMPTY, _TOP
    for lane in value.lanes:
        below = top + _STEP * len(lane.bars)
        middle = top + _STEP / 2 + 1
        content += el("text", lane.label, x="0", y=num(middle), font_size=num(_FONT), fill=paint("ink-2"))
        for number, bar in enumerate(lane.bars):
            told = {"data_point": bar.title, "lang": foreign(bar.title, language, value.own)}
            content += el("g", el("title", bar.title), _bar(bar, x, top + _STEP * number), **told)
        top = below + _GAP
        content += el("path", d=f"M0 {num(top - _GAP / 2 - 2)}H{num(width)}", stroke=paint("line"), stroke_width="1")
    height = top
    axis = _years(value.years, x, height)
    shown = f"p-chart p-time p-chart-{size}"
    return drawing(axis + content + _day(value, x, height), width, height, label=value.label, class_=shown)


def _years(years: Sequence[tuple[str, date, date]], x: AxisScale, height: float) -> Markup:
    width = (x.stop - x.start) / len(years)
    step = max(1, round(_YEAR / width + 0.5)) if width < _YEAR else 1
    parts = []
    for number, (name, first, last) in enumerate(years):
        at = x(first.toordinal())
        parts.append(el("path", d=f"M{num(at)} {num(_TOP - 6)}V{num(height)}", stroke=paint("line"), stroke_width="1"))
        if number % step == 0:
            middle = (at + x(last.toordinal() + 1)) / 2
            style = {"font_size": num(_FONT), "fill": paint("ink-3"), "text_anchor": "middle"}
            parts.append(el("text", name, x=num(middle), y="12", **style))
    return join(parts)


def _day(value: Timeline, x: AxisScale, height: float) -> Markup:
    """The day on show, where the years hold it."""
    day = float(value.day.toordinal())
    if not x.low <= day <= x.high:
        return EMPTY
    line = f"M{num(x(day))} {num(_TOP - 8)}V{num(height)}"
    return el(
        "path", el("title", value.day_words), d=line, stroke=paint("ink"), stroke_width="1.5", stroke_dasharray="3 2"
    )


def _bar(bar: TimeBar, x: AxisScale, top: float) -> Markup:
    """From the beginning to the day it is due; a diamond where only that day is told."""
    stop = x(bar.due.toordinal() + 1)
    if bar.start is None:
        half = _BAR / 2
        corners = [(stop - half, top), (stop, top + half), (stop - half, top + _BAR), (stop - _BAR, top + half)]
        shape = path_of(corners, closed=True)
        hollow = bar.state is not ActionState.DONE
        fill = paint("page") if hollow else paint("link")
        return el("path", d=shape, fill=fill, stroke=paint("link"), stroke_width="1.5")
    start = x(bar.start.toordinal())
    return state_bar(bar.state, start, top, max(stop - start, 3.0), bar.done)


def state_bar(state: ActionState, left: float, top: float, width: float, done: float) -> Markup:
    """Done: full; in progress: full as far as it is told as done; not started: dashed; stopped: hatched."""
    ink = paint("ink-3" if state is ActionState.STOPPED else "link")
    dashes = "3 2" if state is ActionState.NOT_STARTED else None
    place = {"x": num(left), "y": num(top), "height": num(_BAR), "rx": "1.5"}
    frame = el(
        "rect", width=num(width), fill=paint("page"), stroke=ink, stroke_width="1.2", stroke_dasharray=dashes, **place
    )
    if state is ActionState.STOPPED:
        lines = hatch(left, top, left + width, top + _BAR, 4.0)
        return join((frame, el("path", d=lines, stroke=ink, stroke_width="1", fill="none")))
    if not done or state is ActionState.NOT_STARTED:
        return frame
    return join((frame, el("rect", width=num(width * done), fill=ink, **place)))


def state_sign(state: ActionState) -> Markup:
    """The bar of a state for a legend."""
    done = {ActionState.DONE: 1.0, ActionState.IN_PROGRESS: 0.5}.get(state, 0.0)
    return drawing(state_bar(state, 1.0, 1.0, 24.0, done), 26.0, _BAR + 2, shown=(26.0, _BAR + 2))
