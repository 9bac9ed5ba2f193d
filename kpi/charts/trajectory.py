"""The trajectory of an indicator as SVG: its layers and labels that keep clear of the lines."""

from functools import partial

from kpi.charts.svg import drawing, marked_words
from kpi.charts.trajectory_parts import layers
from kpi.charts.trajectory_parts.former import former
from kpi.charts.trajectory_parts.labels import laid_out
from kpi.charts.trajectory_parts.lane import lane
from kpi.model import USUAL_LANGUAGE, Language
from kpi.text.markup import Markup, join
from kpi.views.common.series import Trajectory

_LAYERS = (
    layers.grid,
    layers.range_band,
    layers.zones,
    layers.bands,
    layers.baseline,
    layers.continuation,
    layers.plan,
    layers.series_break,
    layers.as_of,
    former,
    layers.actual,
    lane,
)


def trajectory(t: Trajectory, language: Language = USUAL_LANGUAGE, size: str = "wide") -> Markup:
    """The chart at a size: wide (1120×450), narrow (370×380), small (336×190, no labels), print (700×330), embed."""
    frame, labels = laid_out(t, Language(language), size)
    drawn = partial(marked_words, language=frame.language, own=t.own)
    content = join([layer(frame) for layer in _LAYERS] + [label.svg(drawn) for label in labels])
    name = f"p-chart p-chart-{size}"
    return drawing(content, frame.layout.width, frame.layout.height, label=t.label, class_=name)


def trajectory_responsive(t: Trajectory, language: Language = USUAL_LANGUAGE) -> Markup:
    """Three drawings; the style sheet shows the one that fits the column, so text neither shrinks nor is blown up."""
    return join(trajectory(t, language, size) for size in ("wide", "embed", "narrow"))
