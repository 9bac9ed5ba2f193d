"""The chart by keyboard and pointer, in a real browser on a page of its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, Error, Page

from kpi import charts
from kpi.model import Status
from kpi.views.common.series import Trajectory
from tests.charts import gallery

STATIC = Path(__file__).resolve().parents[2] / "kpi/charts/static"
pytestmark = pytest.mark.browser


def page_of(content: str, *scripts: str) -> str:
    css = (STATIC / "postup.css").read_text(encoding="utf-8")
    loaded = "".join(f"<script>{script}</script>" for script in scripts)
    return (
        f'<!doctype html><html lang="uk"><meta charset="utf-8"><title>x</title><style>{css}</style>'
        f'<body class="postup"><main class="p-page">{content}</main>{loaded}</body></html>'
    )


class OpenPage(Protocol):
    """Opens a page with the HTML in a window of that width."""

    def __call__(self, html: str, width: int = 1366) -> Page: ...


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    pages: list[tuple[Page, list[Error]]] = []

    def opened(html: str, width: int = 1366) -> Page:
        page = chromium.new_page(viewport={"width": width, "height": 900})
        errors: list[Error] = []
        page.on("pageerror", lambda error: errors.append(error))  # noqa: PLW0108 - playwright wants a function
        page.set_content(html)
        pages.append((page, errors))
        return page

    yield opened
    for page, errors in pages:
        assert errors == []
        page.close()


def script() -> str:
    return (STATIC / "charts.js").read_text(encoding="utf-8")


@pytest.mark.parametrize(("width", "shown"), [(1366, ".p-chart-wide"), (390, ".p-chart-narrow")])
def test_arrows_walk_through_the_periods(open_page: OpenPage, width: int, shown: str) -> None:
    t = gallery.water()
    content = f'<figure class="p-chart-box">{charts.trajectory_responsive(t)}</figure>'
    page = open_page(page_of(content, script()), width)
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.activeElement.matches('{shown}')")
    tip = page.locator(".p-tooltip")
    for point in t.points:
        page.keyboard.press("ArrowRight")
        assert tip.text_content() == point.title
    page.keyboard.press("ArrowRight")
    assert tip.text_content() == t.points[-1].title
    page.keyboard.press("ArrowLeft")
    assert tip.text_content() == t.points[-2].title
    page.keyboard.press("Home")
    assert tip.text_content() == t.points[0].title
    page.keyboard.press("Escape")
    assert tip.text_content() == ""


def test_the_tooltip_does_not_cover_its_point_and_stays_in_the_window(open_page: OpenPage) -> None:
    content = f'<figure class="p-chart-box">{charts.trajectory_responsive(gallery.water())}</figure>'
    page = open_page(page_of(content, script()), 390)
    page.keyboard.press("Tab")
    for _ in gallery.water().points:
        page.keyboard.press("ArrowRight")
        place = page.evaluate(
            """() => {
                const tip = document.querySelector('.p-tooltip').getBoundingClientRect()
                const mark = document.querySelector('.p-on > :is(circle, rect)').getBoundingClientRect()
                return { left: tip.left, right: tip.right, bottom: tip.bottom, top: tip.top,
                         mark_top: mark.top, mark_bottom: mark.bottom, tall: mark.height > 60 }
            }"""
        )
        assert place["left"] >= 0
        assert place["right"] <= 390
        if not place["tall"]:
            assert place["bottom"] <= place["mark_top"] or place["top"] >= place["mark_bottom"]


def test_pointer_and_blur(open_page: OpenPage) -> None:
    t = gallery.losses()
    content = f'<figure class="p-chart-box">{charts.trajectory_responsive(t)}</figure><p><a href="#x">далі</a></p>'
    page = open_page(page_of(content, script()))
    tip = page.locator(".p-tooltip")
    page.locator(".p-chart-wide [data-point]").nth(3).hover()
    assert tip.text_content() == t.points[3].title
    assert page.locator(".p-chart-wide [data-point] > title").count() == 0
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert tip.text_content() == t.points[0].title
    page.keyboard.press("Tab")
    assert tip.text_content() == ""


def test_hostile_words_are_text(open_page: OpenPage) -> None:
    bad = "<img src=x onerror=window.bad=1>"
    t = gallery.make(gallery.B23, gallery.WATER, (63.0, 64.0), Status.ON_TRACK, "64")
    t = figures_with_titles(t, bad)
    page = open_page(page_of(f'<figure class="p-chart-box">{charts.trajectory_responsive(t)}</figure>', script()))
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    assert page.locator(".p-tooltip").text_content() == bad
    assert page.evaluate("window.bad") is None


def figures_with_titles(t: Trajectory, words: str) -> Trajectory:
    return replace(t, points=tuple(replace(p, title=words) for p in t.points))


def test_a_field_called_action_does_not_hide_where_a_form_leads(open_page: OpenPage) -> None:
    form = '<form method="get" action="/admin" data-apply><select name="action"><option>a<option>b</select></form>'
    page = open_page(page_of(f"<h1>x</h1>{form}"))
    page.evaluate(
        "() => { window.asked = []; window.fetch = (a) => { asked.push(String(a)); return new Promise(() => {}) } }"
    )
    # the page has no address of its own: it is given one by its base
    page.evaluate("document.head.append(Object.assign(document.createElement('base'), {href: 'http://here/'}))")
    page.add_script_tag(content=script())
    page.locator("select").select_option("b")
    assert page.evaluate("asked") == ["http://here/admin?action=b"]
