"""Signs, bars, tracks, small lines and the heat table."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kpi import charts
from kpi.charts.heat import heat_level
from kpi.charts.tokens import TOKENS
from kpi.model import Language, Status, month_index
from kpi.views.common.series import Heat, HeatCell, HeatRow, Segment, ShareLine, SharePoint, Spark, StatusBar, Track
from tests.charts import gallery
from tests.charts.reading import SVG, assert_sound, parsed
from tests.fiscal_years import CALENDAR

HOSTILE = "<script>alert('x')</script>\" onload=\"x & Ї’"
ANY = st.floats(allow_nan=True, allow_infinity=True)
SHARES = st.none() | ANY

Attributes = list[tuple[str, str | None]]
Tag = tuple[str, dict[str, str]]


class Well(HTMLParser):
    """Fails on tags that do not match."""

    VOID = frozenset({"br", "input", "img"})

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[Tag] = []

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.seen.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read_html(text: str) -> list[Tag]:
    reader = Well()
    reader.feed(text)
    assert reader.open == []
    return reader.seen


@pytest.mark.parametrize("outline", [False, True])
@pytest.mark.parametrize("size", [16, 18, 21, 32])
@pytest.mark.parametrize("status", list(Status))
def test_glyph_is_sound(status: Status, size: int, outline: bool) -> None:
    root = assert_sound(charts.glyph(status, size, "Назва: за планом", outline), inside=False)
    assert root.attrib["width"] == root.attrib["height"] == str(size)
    assert root.attrib["aria-label"] == "Назва: за планом"


def test_glyphs_differ_in_shape_not_only_in_colour() -> None:
    shapes = set()
    for status in Status:
        bare = re.sub(r"var\([^)]*\)|#[0-9A-Fa-f]+", "", charts.glyph(status, 16))
        shapes.add(bare)
    assert len(shapes) == len(Status)


def test_glyph_without_label_is_decoration() -> None:
    root = parsed(charts.glyph(Status.ON_TRACK, 16))
    assert root.attrib["aria-hidden"] == "true"
    assert "role" not in root.attrib


@pytest.mark.parametrize("size", [16, 18, 21, 24])
def test_amber_outline_is_one_and_a_half_px(size: int) -> None:
    root = parsed(charts.glyph(Status.AT_RISK, size))
    shape = root.find(SVG + "path")
    assert shape is not None
    assert float(shape.attrib["stroke-width"]) * size / 24 == pytest.approx(1.5, abs=0.06)


def test_every_colour_asked_for_is_a_token() -> None:
    drawn = "".join(charts.glyph(s, 16) for s in Status) + "".join(map(charts.track, gallery.TRACKS))
    for name, light in re.findall(r"var\(--p-([\w-]+),([^)]+)\)", drawn):
        assert TOKENS[name].light == light


def test_status_bar_says_everything_in_its_name() -> None:
    seen = read_html(charts.status_bar(gallery.BAR))
    assert seen[0][1]["role"] == "img"
    assert seen[0][1]["aria-label"] == gallery.BAR.label
    assert [grown(a["class"]) for _, a in seen if "p-seg" in a.get("class", "")] == [
        s.count for s in gallery.BAR.segments
    ]


def grown(classes: str) -> int:
    """The count by which a piece of the bar grows, read from its classes as postup.css reads them."""
    places = {"a": 100, "b": 10, "c": 1}
    return sum(places[place] * int(digit) for place, digit in re.findall(r"\bp-([abc])([1-9])\b", classes))


@pytest.mark.parametrize(("count", "total", "shown"), [(7, 7, 7), (105, 999, 105), (1, 100_000, 1), (500, 1000, 500)])
def test_a_piece_grows_by_its_count_or_its_share_of_many(count: int, total: int, shown: int) -> None:
    bar = StatusBar((Segment(Status.ON_TRACK, count), Segment(Status.NO_DATA, total - count)), "x")
    first = charts.status_bar(bar).partition("</span>")[0]
    assert grown(first) == shown


def test_numbers_only_where_the_share_is_over_three_percent() -> None:
    bar = StatusBar((Segment(Status.ON_TRACK, 97), Segment(Status.NO_DATA, 3)), "x")
    assert "<b>97</b>" in charts.status_bar(bar)
    assert "<b>3</b>" not in charts.status_bar(bar)
    assert "<b>" not in charts.status_bar(bar, thin=True)


def test_empty_bar_is_still_named() -> None:
    assert 'aria-label="Показники ще не оцінювали"' in charts.status_bar(gallery.EMPTY_BAR)


@pytest.mark.parametrize("value", gallery.TRACKS)
def test_track_is_sound(value: Track) -> None:
    assert_sound(charts.track(value))


def test_track_scale_and_direction() -> None:
    def bar_points(progress: float, status: Status = Status.ON_TRACK) -> list[float]:
        root = parsed(charts.track(Track(progress, 0.5, status, "")))
        token = "--p-off_track" if status is Status.MOVING_AWAY else "--p-on_track"
        bar = next(e for e in root.iter(SVG + "path") if token in e.attrib.get("fill", ""))
        return [float(n) for n in re.findall(r"[MHL](-?[\d.]+)", bar.attrib["d"])]

    zero = min(bar_points(0.5))
    assert zero == pytest.approx(200 * 16 / 122, abs=0.1)
    assert max(bar_points(0.5)) == pytest.approx(200 * 66 / 122, abs=0.1)
    assert min(bar_points(-0.1, Status.MOVING_AWAY)) < zero
    assert max(bar_points(-0.1, Status.MOVING_AWAY)) == pytest.approx(zero, abs=0.1)


def test_track_not_judged_has_a_hatched_bed_and_no_bar() -> None:
    drawn = charts.track(Track(None, 0.5, Status.SUSPENDED, "x"))
    assert "--p-surface-2" not in drawn
    assert "opacity" in drawn


@given(SHARES, SHARES, st.sampled_from(list(Status)))
def test_track_takes_any_number(progress: float | None, expected: float | None, status: Status) -> None:
    assert_sound(charts.track(Track(progress, expected, status, "мітка")))
    assert_sound(charts.rollup_bar(progress, expected, status, "мітка"))


@given(st.lists(st.tuples(SHARES, SHARES), max_size=12), st.sampled_from(list(Status)))
def test_spark_takes_any_numbers(pairs: list[tuple[float | None, float | None]], status: Status) -> None:
    ends = tuple(range(24300, 24300 + 3 * len(pairs), 3))
    value = Spark(ends, tuple(a for a, _ in pairs), tuple(b for _, b in pairs), status)
    assert_sound(charts.spark(value))


@pytest.mark.parametrize("value", gallery.SPARKS)
def test_spark_is_hidden_from_assistive_technology(value: Spark) -> None:
    assert assert_sound(charts.spark(value)).attrib["aria-hidden"] == "true"


def test_spark_breaks_at_a_gap() -> None:
    broken = Spark((1, 2, 3, 4), (1.0, 2.0, None, 3.0), (None,) * 4, Status.ON_TRACK)
    root = parsed(charts.spark(broken))
    lines = [e.attrib["d"] for e in root.iter(SVG + "path")]
    assert len(lines) == 1
    assert lines[0].count("L") == 1


@given(st.lists(SHARES, max_size=14))
def test_share_line_takes_any_shares(shares: list[float | None]) -> None:
    points = tuple(SharePoint(24300 + 3 * i, s, f"квартал {i}") for i, s in enumerate(shares))
    assert_sound(
        charts.share_line(
            ShareLine(title="Назва", points=points, last_label="63 %", label="опис", fiscal_year=CALENDAR)
        )
    )


def test_a_single_quarter_stands_over_its_own_year() -> None:
    only = (SharePoint(month_index(2025, 12), 0.33, "IV кв. 2025"),)
    words = [
        element.text
        for element in parsed(
            charts.share_line(
                ShareLine(title="Назва", points=only, last_label="33 %", label="опис", fiscal_year=CALENDAR)
            )
        ).iter(f"{SVG}text")
    ]
    assert "2025" in words
    assert "2026" not in words


def test_share_line_titles_every_known_point() -> None:
    root = parsed(charts.share_line(gallery.SHARE))
    titles = [e.text for e in root.iter(SVG + "title")]
    assert titles == [p.title for p in gallery.SHARE.points if p.share is not None]


@pytest.mark.parametrize(
    ("on_plan", "judged", "level"), [(0, 5, 0), (1, 5, 1), (2, 5, 2), (3, 5, 3), (4, 5, 4), (5, 5, 4), (0, 0, None)]
)
def test_heat_levels(on_plan: int, judged: int, level: int | None) -> None:
    assert heat_level(on_plan, judged) == level


def test_heat_is_a_table_with_counts_in_every_cell() -> None:
    drawn = charts.heat(gallery.HEAT, "За планом із оцінених", "Ціль")
    seen = read_html(drawn)
    cells = [a for tag, a in seen if tag == "td" and a.get("class", "").startswith("p-heat-")]
    assert len(cells) == len(gallery.HEAT.rows) * len(gallery.HEAT.ends)
    assert sum("p-heat-none" in a["class"] for a in cells) == 3
    assert "не оцінено" in drawn
    assert [a["colspan"] for tag, a in seen if a.get("scope") == "colgroup"] == ["4", "4", "3"]
    assert "not assessed" in charts.heat(gallery.HEAT, "c", "Goal", Language.EN)


def test_heat_keeps_the_last_four_quarters_on_phones() -> None:
    seen = read_html(charts.heat(gallery.HEAT, "c", "Ціль"))
    kept = [a for tag, a in seen if tag == "td" and "p-heat-old" not in a.get("class", "")]
    assert len(kept) == 4 * len(gallery.HEAT.rows) + 1  # and the empty corner


def test_hostile_text_is_text_everywhere() -> None:
    end = month_index(2026, 9)
    drawn = [
        charts.glyph(Status.ON_TRACK, 16, HOSTILE),
        charts.track(Track(0.2, 0.3, Status.ON_TRACK, HOSTILE)),
        charts.share_line(
            ShareLine(
                title=HOSTILE,
                points=(SharePoint(end, 0.3, HOSTILE),),
                last_label=HOSTILE,
                label=HOSTILE,
                fiscal_year=CALENDAR,
            )
        ),
    ]
    for svg in drawn:
        root = parsed(svg)
        assert not any(e.tag.endswith("script") or "onload" in e.attrib for e in root.iter())
    pages = [
        charts.status_bar(StatusBar((Segment(Status.ON_TRACK, 1),), HOSTILE)),
        charts.heat(
            Heat((HeatRow(HOSTILE, HOSTILE, (HeatCell(end, 1, 2),)),), (end,), fiscal_year=CALENDAR), HOSTILE, HOSTILE
        ),
    ]
    for html in pages:
        assert not any(tag == "script" or "onload" in attrs for tag, attrs in read_html(html))
