"""The legend of a trajectory: in words what is drawn, and only that."""

from collections.abc import Iterator

from kpi.charts.svg import drawing, hatch
from kpi.charts.tokens import paint
from kpi.charts.trajectory_parts.frame import last_point
from kpi.charts.trajectory_parts.labels import laid_out
from kpi.charts.trajectory_parts.lane import groups, legend_sign, several
from kpi.charts.trajectory_parts.layout import cleaned
from kpi.model import USUAL_LANGUAGE, Language
from kpi.text import Text
from kpi.text.markup import Markup, el
from kpi.views.common.series import MarkKind, Trajectory

_WIDTH, _HEIGHT, _MIDDLE = 34.0, 14.0, 7.0
_BOX = (_WIDTH, _HEIGHT)
_ON_PAGES = ("wide", "embed", "narrow")
_SEVERAL = "mark.several"


def trajectory_legend(t: Trajectory, language: Language = USUAL_LANGUAGE, sizes: tuple[str, ...] = _ON_PAGES) -> Markup:
    """A list of swatches with words, to stand above the chart; what its drawings name themselves is left out.

    sizes  of the drawings that it stands above, the widest first; the style sheet shows one of them
    """
    text, without = Text(Language(language)), _without_several(t, Language(language), sizes)
    items = (
        el(
            "li",
            drawing(content, *_BOX, shown=_BOX),
            el("span", _words(key, t, text)),
            class_=without if key == _SEVERAL else None,
        )
        for key, content in _entries(t, Language(language), sizes)
    )
    return el("ul", *items, class_="p-chart-legend")


def trajectory_key(t: Trajectory, language: Language, size: str) -> tuple[tuple[Markup, str], ...]:
    """The same for a file with the drawing of one size: the inside of each swatch (34 × 14) and its words."""
    text, entries = Text(Language(language)), _entries(t, Language(language), (size,))
    return tuple((content, _words(key, t, text)) for key, content in entries)


def _words(key: str, t: Trajectory, text: Text) -> str:
    edition = t.previous.edition if t.previous is not None else ""
    return text.of_year(f"figures.legend.{key}", t.fiscal_year, edition=edition)


def _unnamed(t: Trajectory, language: Language, sizes: tuple[str, ...]) -> set[str]:
    """Of bands, breaks and old plans those whose words found no place in one of the drawings."""
    found: set[str] = set()
    for size in sizes:
        words = {" ".join(label.lines) for label in laid_out(t, language, size)[1]}
        found |= {"band"} if any(band.label not in words for band in t.bands) else set()
        found |= {"break"} if not any(t.break_label.startswith(said) for said in words) else set()
        found |= {"old_plan"} if t.old_plan_label not in words else set()
    return found


def _line(ink: str, width: str, dashes: str | None = None) -> Markup:
    d = f"M1 {_MIDDLE:g}H{_WIDTH - 1:g}"
    return el("path", d=d, fill="none", stroke=paint(ink), stroke_width=width, stroke_dasharray=dashes)


def _dot(ink: str, fill: str, radius: float) -> Markup:
    place = {"cx": _WIDTH / 2, "cy": _MIDDLE, "r": radius}
    return el("circle", fill=paint(fill), stroke=paint(ink), stroke_width="1.7", **place)


def _area(token: str, edge: str = "line") -> Markup:
    box = {"x": 6.0, "y": 1.0, "width": _WIDTH - 12, "height": _HEIGHT - 2}
    return el("rect", fill=paint(token), stroke=paint(edge), stroke_width="0.75", **box)


def _entries(drawn: Trajectory, language: Language, sizes: tuple[str, ...]) -> Iterator[tuple[str, Markup]]:
    t, unnamed = cleaned(drawn), _unnamed(drawn, language, sizes)
    if last_point(t) is not None:
        yield ("actual_restart" if t.restart else "actual"), _line("ink", "2.6") + _dot("ink", "ink", 2.6)
    if t.previous is not None:
        square = el("rect", x=14.4, y=4.4, width="5.2", height="5.2", fill=paint("page"), stroke=paint("ink-3"))
        yield "previous", _line("ink-3", "1.4") + square
    if t.plan:
        tick = el("path", d=f"M11 {_MIDDLE:g}h12", stroke=paint("ink"), stroke_width="3")
        yield _plan_key(t), _line("ink-2", "1.5", "5 4") + tick
    if t.old_plan and "old_plan" in unnamed:
        yield "old_plan", _line("ink-3", "1.2", "2 4")
    if len(t.zones) > 1:
        yield "zone_risk", _area("zone-risk")
        yield "zone_off", _area("zone-off")
    if t.revised:
        yield (
            "revised",
            el("path", d="M13.5 3.5L20.5 10.5M13.5 10.5L20.5 3.5", stroke=paint("ink-2"), stroke_width="1.8"),
        )
    if any(p.preliminary and p.value is not None for p in t.points):
        yield "preliminary", _dot("ink", "page", 3.2)
    if any(p.partial_coverage and p.value is not None for p in t.points):
        yield "coverage", _line("ink", "2.6", "6 4")
    if t.bands and "band" in unnamed:
        lines = el("path", d=hatch(6, 1, _WIDTH - 6, _HEIGHT - 1, 5), stroke=paint("control"), stroke_width="1")
        yield "band", lines
    if t.break_end is not None and "break" in unnamed:
        yield "break", el("path", d="M15.2 0V14M18.8 0V14", stroke=paint("ink-3"), stroke_width="1.2")
    yield from _marks(drawn, language, sizes)


def _marks(drawn: Trajectory, language: Language, sizes: tuple[str, ...]) -> Iterator[tuple[str, Markup]]:
    """The signs of the lane, that of several where one of the drawings has it."""
    kinds = {mark.kind for mark in drawn.marks}
    yield from ((f"mark.{kind}", legend_sign(kind)) for kind in MarkKind if kind in kinds)
    if any(_has_several(drawn, language, size) for size in sizes):
        yield _SEVERAL, several()


def _has_several(drawn: Trajectory, language: Language, size: str) -> bool:
    return any(len(found) > 1 for found in groups(laid_out(drawn, language, size)[0]))


def _without_several(drawn: Trajectory, language: Language, sizes: tuple[str, ...]) -> str | None:
    """Classes for the widths whose drawing has room for every sign; where none is wider, the widest stands for all."""
    shown_by = {
        size: next((s for s in _ON_PAGES[number:] if s in sizes), None) for number, size in enumerate(_ON_PAGES)
    }
    free = [size for size, by in shown_by.items() if by is not None and not _has_several(drawn, language, by)]
    return " ".join(f"p-not-{size}" for size in free) or None


def _plan_key(t: Trajectory) -> str:
    return "plan_restart" if t.restart else "plan_step" if t.step else "plan"
