"""Labels of a drawing that stand on one another, by their boxes."""

from collections.abc import Iterable
from itertools import combinations

from kpi.charts.labels import Box, Label, text_width
from kpi.charts.trajectory_parts.frame import Frame, judged_point


def written(frame: Frame, labels: Iterable[Label]) -> list[tuple[str, Box]]:
    """(words, box) of everything written in a drawing: labels, ticks, the sign of the status."""
    found = [(" ".join(label.lines), label.box) for label in labels]
    for words, value in zip(frame.tick_labels, frame.ticks.values, strict=True):
        y, left = frame.y(value), frame.x.start - 7 - text_width(words, frame.font)
        found.append((f"tick {words}", Box(left, y - frame.font * 0.4, frame.x.start - 7, y + frame.font * 0.4)))
    found.append(
        ("years", Box(frame.x.start, frame.y.start + frame.font * 0.78, frame.x.stop, frame.y.start + frame.font * 1.8))
    )
    last = judged_point(frame.t)
    if last is not None and last.value is not None and not frame.layout.small:
        (x, y), half = frame.at(last.end, last.value), frame.layout.glyph / 2 - 1
        found.append(("sign", Box(x - half, y - half, x + half, y + half)))
    return found


def shared(one: Box, two: Box) -> float:
    """Shared area in px²."""
    wide = min(one.right, two.right) - max(one.left, two.left)
    high = min(one.bottom, two.bottom) - max(one.top, two.top)
    return wide * high if wide > 0 and high > 0 else 0.0


def overlaps(frame: Frame, labels: Iterable[Label]) -> list[tuple[str, str]]:
    """Pairs of words that share more than a hair, and words that leave the drawing."""
    found = written(frame, labels)
    whole = Box(0, 0, frame.layout.width, frame.layout.height)
    pairs = [(a, b) for (a, one), (b, two) in combinations(found, 2) if shared(one, two) > 1.0]
    return pairs + [
        (a, "leaves the drawing") for a, box in found if a not in ("sign", "years") and not box.inside(whole)
    ]
