"""Sharing pictures and the key of a chart file, of any words and counts."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from kpi.charts.cards import HEIGHT, WIDTH, Card, chart_card, counts_card
from kpi.charts.labels import text_width
from kpi.charts.legend import trajectory_key
from kpi.charts.standalone import ChartFrame, key, standalone
from kpi.charts.tokens import Theme, colour
from kpi.charts.trajectory import trajectory
from kpi.model import Language, Status
from kpi.model.look.accent import accent_of
from kpi.views.common.series import Segment, StatusBar
from tests.charts import gallery
from tests.charts.reading import SVG, parsed

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=160)


def texts(svg: str) -> str:
    return " ".join("".join(node.itertext()) for node in parsed(svg).iter(SVG + "text"))


@settings(deadline=None)
@given(WORDS, WORDS, st.lists(st.integers(0, 90), min_size=8, max_size=8), st.sampled_from(Theme))
def test_any_finding_and_any_counts_stay_in_the_picture(
    finding: str, site: str, counts: list[int], theme: Theme
) -> None:
    segments = tuple(Segment(status, n) for status, n in zip(Status, counts, strict=True) if n)
    words = tuple((s.status, "Віддаляється від цілі", s.count) for s in segments)
    svg = counts_card(
        Card(site=site, finding=finding, source="джерело", demo="ДЕМО-ДАНІ"), StatusBar(segments, "усі"), words, theme
    )
    root = parsed(svg)
    assert (root.attrib["width"], root.attrib["height"]) == (f"{WIDTH:g}", f"{HEIGHT:g}")
    assert "var(" not in svg
    assert "ДЕМО-ДАНІ" in texts(svg)
    for n in counts:
        assert str(n) in texts(svg) or not n


@pytest.mark.parametrize("name", list(gallery.TRAJECTORIES))
def test_a_chart_s_picture_says_finding_status_and_facts(name: str) -> None:
    card = Card(site="Громада", finding="Показник: за планом", facts=("Факт: 5", "План: 4"), source="версія 2026-11-14")
    svg = chart_card(card, gallery.TRAJECTORIES[name](), (Status.ON_TRACK, "За планом"), Language.UK, Theme.LIGHT)
    assert "var(" not in svg
    for words in ("Громада", "Факт: 5", "План: 4", "версія 2026-11-14", "За планом"):
        assert words in texts(svg)


@pytest.mark.parametrize("theme", Theme)
def test_the_mark_has_the_colour_of_the_community_and_a_status_its_own(theme: Theme) -> None:
    card, bar = (
        Card(site="Громада", finding="За планом", accent="#7A1F5C"),
        StatusBar((Segment(Status.ON_TRACK, 3),), "3"),
    )
    svg = counts_card(card, bar, ((Status.ON_TRACK, "За планом", 3),), theme)
    accent = accent_of("#7A1F5C")
    assert accent is not None
    assert (accent.dark if theme is Theme.DARK else accent.light) in svg
    assert colour("on_track", theme) in svg
    assert accent.light not in counts_card(replace(card, accent=""), bar, (), theme)


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_a_file_has_the_key_of_what_is_drawn(size: str) -> None:
    t = next(iter(gallery.TRAJECTORIES.values()))()
    entries = trajectory_key(t, Language.UK, size)
    svg = standalone(
        trajectory(t, size=size),
        Theme.LIGHT,
        ChartFrame(title="Назва", subtitle="од., громада, 2021–2026", key=entries, source="Джерело"),
    )
    assert len(entries) > 1
    for _, words in entries:
        assert words in texts(svg)
    assert "од., громада, 2021–2026" in texts(svg).replace("\n", " ")


@settings(deadline=None)
@given(st.lists(WORDS, max_size=12), st.floats(200, 1200))
def test_the_rows_of_a_key_are_as_wide_as_their_drawing(names: list[str], width: float) -> None:
    entries = tuple((Markup(), name) for name in names)
    _, height = key(entries, width, Theme.LIGHT)
    wide = [40 + text_width(name, 13.0) for name in names]
    assert height >= 20 * max(1, int(sum(wide) // max(width, *wide, 1)) if wide else 1)


@pytest.mark.parametrize(
    "unit", ["т", "випадків на 100 тис. населення", "тис. грн на 1 тис. осіб наявного населення громади"]
)
@pytest.mark.parametrize(
    "finding", ["За планом", "Частка мешканців, які отримали послуги в електронному кабінеті, " * 3]
)
def test_long_units_keep_off_the_source_in_a_sharing_picture(unit: str, finding: str) -> None:
    facts = tuple(f"{name}: 1 234 567,5\u00a0{unit}" for name in ("Факт, III кв. 2026", "План на ту саму дату", "Ціль"))
    card = Card(site="Громада", finding=finding, facts=facts, source="Джерело")
    svg = chart_card(card, gallery.water(), (Status.OFF_TRACK, "Суттєво відстає"), Language.UK, Theme.LIGHT)
    written = [e for e in parsed(svg).iter(SVG + "text") if e.text]
    left = [float(e.attrib["y"]) for e in written if e.attrib.get("x") == "56" and e.text != "Джерело"]
    assert max(left) <= 545
    said = "".join(e.text or "" for e in written).replace(" ", "").replace("\u00a0", "")
    assert unit.replace(" ", "") in said
    assert "…" not in said
