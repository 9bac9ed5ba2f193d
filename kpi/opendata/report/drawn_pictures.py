"""The pictures of a report as PNG, each drawn once."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from kpi.charts.report_pictures import report_picture
from kpi.views.report.blocks import Picture, SessionReport

#: an SVG and a width in px → PNG
Draw = Callable[[str, int], bytes]
#: twice the drawing's own width: sharp on paper and on a projector
_PIXELS = 1520
#: drawn beside each other; the renderer is a process of its own
_AT_ONCE = 2


def of_sections(report: SessionReport) -> list[Picture]:
    """The pictures of the document, in their order."""
    return [block for section in report.sections for block in section.blocks if isinstance(block, Picture)]


def drawn(report: SessionReport, pictures: Iterable[Picture], draw: Draw) -> dict[Picture, bytes]:
    """Each picture with its PNG."""
    listed = list(dict.fromkeys(pictures))

    def one(picture: Picture) -> bytes:
        return draw(report_picture(picture, report.cover.demo), _PIXELS)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        # which community is meant goes along into the threads
        waiting = [pool.submit(copy_context().run, one, picture) for picture in listed]
        return {picture: found.result() for picture, found in zip(listed, waiting, strict=True)}
