"""Long units, long names and large numbers on pages and on paper, from 320 to 1920 px: nothing overprints, leaves the
page or breaks a number."""

import io
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from kpi.html.page_context import PageContext
from kpi.html.pages import goal as goal_document
from kpi.html.pages import indicator as indicator_document
from kpi.html.pages import indicators as indicators_document
from kpi.html.pages import overview as overview_document
from kpi.html.pages import sector as sector_document
from kpi.measure.results import Survey
from kpi.model import GapReason
from kpi.views.public import goal, indicators, overview, sector
from tests.html.reading import Page as Read
from tests.views.one import UK, measured, page, seen

STYLES = Path(__file__).resolve().parents[2] / "kpi/charts/static/postup.css"
UNITS = (
    "т",
    "млн грн",
    "осіб на 1000 населення",
    "випадків на 100 тис. населення",
    "кВт·год/м² на рік",
    "тис. грн на 1 тис. осіб наявного населення громади",
    "мікрограмівнакубічнийметрповітряунаселеномупункті",
)
NAME = (
    "Частка мешканців громади (18–22 роки), які отримали послуги з використанням електронного кабінету "
    "протягом звітного кварталу відповідно до затвердженого порядку надання (етапи 0–5), у межах програми"
)
TARGETS = tuple((year, 1_000_000.0 * (year - 2015)) for year in range(2022, 2027))


def survey(unit: str) -> Survey:
    values = [
        seen(f"{year}-Q{q}", 1_000_000.5 * (year - 2016) + 111_111.0 * q) for year in (2024, 2025) for q in (1, 2, 3, 4)
    ]
    return measured(
        [*values, seen("2026-Q1", 9_912_345.5), seen("2026-Q2", 9_934_567.5)],
        unit=unit,
        unit_en=unit,
        name=NAME,
        targets=TARGETS,
        baseline_value=5_450_000.5,
    )


def bodies(unit: str) -> dict[str, str]:
    """The content of each kind of page of a strategy whose only indicator has this unit."""
    one = survey(unit)
    shown = goal.build(one, "1.1", UK)
    about = sector.build(one, "urban", UK)
    assert shown is not None
    assert about is not None
    return {
        "indicator": indicator_document.body(page(one), PageContext(text=UK)),
        "indicators": indicators_document.body(indicators.build(one, UK), PageContext(text=UK)),
        "goal": goal_document.body(shown, PageContext(text=UK)),
        "sector": sector_document.body(about, PageContext(text=UK)),
        "overview": overview_document.body(overview.build(one, UK), PageContext(text=UK)),
    }


def whole(body: str) -> str:
    css = STYLES.read_text(encoding="utf-8")
    return (
        f'<!doctype html><html lang="uk"><meta charset="utf-8"><title>x</title><style>{css}</style>'
        f'<body class="postup"><main class="p-page">{body}</main></body></html>'
    )


#: numbers in pieces, words over words, words that leave the page
_FAULTS = """() => {
  const found = [], wide = document.documentElement.clientWidth + 1;
  const seen = e => e.checkVisibility() && e.getClientRects().length;
  for (const e of document.querySelectorAll(".p-n"))
    if (seen(e) && e.getClientRects().length > 1) found.push("broken: " + e.textContent);
  const told = document.querySelectorAll(".p-figures dd, td:not(.p-heat-none), .p-value b, .p-chip");
  const boxes = [...told].filter(seen).map(e => {
    const range = document.createRange(); range.selectNodeContents(e); return [range.getBoundingClientRect(), e]; });
  for (const [box, e] of boxes) {
    if (box.right > wide && !e.closest(".p-scroll")) found.push("leaves: " + e.textContent.slice(0, 60));
    for (const [other, o] of boxes) if (e !== o && !e.contains(o) && !o.contains(e)
      && Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2
      && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 2)
      found.push(e.textContent.slice(0, 40) + " over " + o.textContent.slice(0, 40));
  }
  const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
  return over > 0 ? [...found, over + " px sideways"] : found; }"""


@pytest.fixture
def blank(chromium: Browser) -> Page:
    return chromium.new_page(java_script_enabled=True)


@pytest.mark.browser
@pytest.mark.parametrize("unit", UNITS)
def test_nothing_stands_on_anything_at_any_width(blank: Page, unit: str) -> None:
    found: dict[tuple[str, int], list[str]] = {}
    for name, body in bodies(unit).items():
        blank.set_content(whole(body))
        for width in (320, 390, 641, 768, 1001, 1366, 1920):
            blank.set_viewport_size({"width": width, "height": 900})
            problems = blank.evaluate(_FAULTS)
            found |= {(name, width): problems[:3]} if problems else {}
    blank.close()
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize("unit", UNITS)
def test_small_numbers_with_long_units_stay_on_the_page(blank: Page, unit: str) -> None:
    """Beside a department's words: the number is short, what stands behind it is not."""
    values = [seen(f"2025-Q{q}", 50.0 + q, comment="Через ремонт, " * 6) for q in (1, 2, 3)]
    small = measured(
        [*values, seen("2025-Q4", GapReason.NOT_PROVIDED)], unit=unit, unit_en=unit, targets=((2026, 90.0),)
    )
    blank.set_content(whole(indicator_document.body(page(small), PageContext(text=UK))))
    found: dict[int, list[str]] = {}
    for width in (320, 390, 641, 768, 1001, 1366, 1920):
        blank.set_viewport_size({"width": width, "height": 900})
        problems = blank.evaluate(_FAULTS)
        found |= {width: problems[:3]} if problems else {}
    blank.close()
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize("unit", UNITS)
def test_on_paper_too(blank: Page, unit: str) -> None:
    """As wide as a sheet of A4 between its margins."""
    found: dict[str, list[str]] = {}
    blank.emulate_media(media="print")
    blank.set_viewport_size({"width": 695, "height": 1000})
    for name, body in bodies(unit).items():
        blank.set_content(whole(body))
        problems = blank.evaluate(_FAULTS)
        found |= {name: problems[:3]} if problems else {}
    blank.close()
    assert found == {}


@pytest.mark.browser
def test_a_printed_list_has_no_form(blank: Page) -> None:
    blank.set_content(whole(bodies("млн грн")["indicators"]))
    told = pypdfium2.PdfDocument(io.BytesIO(blank.pdf()))[0].get_textpage().get_text_range()
    blank.close()
    assert "Підрозділ" not in told
    assert "млн" in told


def test_numbers_are_kept_whole_in_the_markup() -> None:
    body = bodies("осіб на 1000 населення")["indicator"]
    assert '<span class="p-n">9\u202f934\u202f567,5</span> осіб на 1000 населення' in body
    assert '<span class="p-n">(18–22</span>' in body
    assert Read(f"<main>{body}</main>").problems == []
