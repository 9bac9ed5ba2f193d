"""All charts of the edition in a store on a few sheets, to look at side by side.

python -m tools.contact_sheet OUT [--width 390|1366] [--size NAME] [--language uk|en] [--dark]: PNG files in the folder
OUT. A width draws what a page of that width shows; `--size` names any drawing of kpi.charts instead.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from kpi import charts as figures
from kpi.charts.standalone import document, inside, lines
from kpi.charts.tokens import Theme
from kpi.charts.trajectory_parts.layout import LAYOUTS
from kpi.measure import survey as measure_survey
from kpi.model import Language
from kpi.store import read_public
from kpi.text import Text
from kpi.text.markup import el, join
from kpi.views.common.series import Trajectory
from kpi.views.indicator import trajectory
from kpi.web.files.raster import png

#: width of a window -> the drawing that its pages show
SIZES = {390: "narrow", 1366: "wide"}
#: columns and rows of a sheet by drawing
GRIDS = {"wide": (2, 5), "print": (3, 5), "embed": (3, 5), "narrow": (5, 4), "phone": (5, 4), "small": (5, 7)}
_HEAD, _GAP = 26.0, 22.0  # px over and between the drawings


def charts(language: Language) -> Iterator[Trajectory]:
    """The trajectory of every public indicator of the last release, in the order of codes."""
    found = measure_survey(read_public())
    for code in found.now.indicators["code"]:
        drawn = trajectory.build(found, code, Text(language))
        if drawn is not None:
            yield drawn


def sheet(drawn: Sequence[Trajectory], size: str, language: Language, theme: Theme) -> tuple[str, int]:
    """One sheet as an SVG file, and its width in px."""
    columns, rows = GRIDS[size]
    wide, high = LAYOUTS[size].width + _GAP, LAYOUTS[size].height + _HEAD + _GAP
    parts = []
    for place, t in enumerate(drawn):
        x, y = _GAP + place % columns * wide, _GAP + place // columns * high
        name = lines((f"{t.code} {t.status} {t.unit}",), 14.0, (x, y + 12), "ink-3", theme)
        chart = inside(figures.trajectory(t, language, size), theme)
        parts.append(join((name, el("g", chart, transform=f"translate({x:g} {y + _HEAD:g})"))))
    width = _GAP + columns * wide
    return document(join(parts), (0.0, 0.0, width, _GAP + rows * high), size, theme), int(width)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--width", type=int, choices=SIZES, default=1366)
    parser.add_argument("--size", choices=GRIDS)
    parser.add_argument("--language", type=Language, choices=list(Language), default=Language.UK)
    parser.add_argument("--dark", action="store_true")
    asked = parser.parse_args()
    size = asked.size or SIZES[asked.width]
    theme = Theme.DARK if asked.dark else Theme.LIGHT
    asked.out.mkdir(parents=True, exist_ok=True)
    columns, rows = GRIDS[size]
    drawn, most = list(charts(asked.language)), columns * rows
    for number, first in enumerate(range(0, len(drawn), most), 1):
        file = asked.out / f"{size}-{number}.png"
        file.write_bytes(png(*sheet(drawn[first : first + most], size, asked.language, theme)))
        print(file)


if __name__ == "__main__":
    main()
