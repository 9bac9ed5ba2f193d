"""Sheets, embeds, chart files and their answers, made from the shipped edition."""

import json
import re
import struct
from xml.etree import ElementTree

import pytest

from kpi.html.print.sheets import css_string
from kpi.model import Language
from kpi.text import Text
from kpi.views.common.board import board as build_board
from kpi.views.indicator import page as indicator
from kpi.views.public import overview
from kpi.web import release_boards
from kpi.web.addresses import sharing_address
from kpi.web.files import embeds, pictures, print_sheets, raster
from kpi.web.protection.places import Places
from kpi.web.responses import Answer
from tests.html.reading import Page
from tests.languages import BOTH
from tests.web.public.edition import SITE, asked, edition
from tools.edition import RELEASED

SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = BOTH
Found = tuple[str, Language | None, str, str | None]
CODES = sorted(edition().now.indicators["code"])
BOARDS = {language: build_board(edition(), Text(language)) for language in LANGUAGES}


@pytest.fixture(autouse=True)
def _boards(shipped: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The board comes from the edition in memory; the store tells which releases there are."""
    assert shipped
    monkeypatch.setattr(release_boards, "board", lambda version, language, edition=None: BOARDS[Language(language)])


def made(answer: Answer | None) -> str:
    assert answer is not None
    return answer.body.decode()


def finding(code: str, language: Language) -> str:
    view = indicator.build(edition(), code, Text(language), board=BOARDS[language])
    assert view is not None
    return view.title


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_well_formed_and_says_whose_it_is(language: Language) -> None:
    nodes = edition().dataset.nodes
    sectors = nodes[nodes["level"] == "sector"]["code"]
    goals = nodes[nodes["level"] == "operational_goal"]["code"]
    sheets = [print_sheets.overview(asked(language=language))]
    sheets += [print_sheets.sector(asked(str(code), language)) for code in sectors]
    sheets += [print_sheets.goal(asked(str(code), language)) for code in goals]
    sheets += [print_sheets.indicator(asked(code, language)) for code in CODES[::7]]
    for sheet in sheets:
        html = made(sheet)
        page = Page(html)
        assert page.problems == []
        assert [e for e, _ in page.elements].count("h1") == 1
        assert language is Language.EN or "None" not in page.text
        assert "v=2026-11-14" in page.text  # the permanent address is printed
        assert ("ДЕМО-ДАНІ" if language is Language.UK else "DEMO DATA") in {
            m["data-words"] for m in page.with_class("p-demo-mark")
        }
        assert ("Значення вигадані" if language is Language.UK else "The values are made up") in page.text
        assert not re.search(r"<details(?![^>]* open)", html)
        assert "strategy.example.org" in re.sub(r"\\2e ", ".", html)


def test_a_sheet_says_what_the_page_says() -> None:
    text = Text(Language.UK)
    view = overview.build(edition(), text, board=BOARDS[Language.UK])
    page = Page(made(print_sheets.overview(asked())))
    assert view.headline in page.text
    for status, count in view.counts.present():
        assert f"{text.say(f'status.{status}')} {count}" in page.text
    code = CODES[0]
    words = Page(made(print_sheets.indicator(asked(code)))).text
    shown = indicator.build(edition(), code, text, board=BOARDS[Language.UK])
    assert shown is not None
    for word in (shown.title, *shown.banner.reasons, *(figure.value for figure in shown.figures)):
        assert word in words


def test_every_period_is_on_paper() -> None:
    for code in CODES[::4]:
        view = indicator.build(edition(), code, Text(Language.UK), board=BOARDS[Language.UK])
        assert view is not None
        rows = Page(made(print_sheets.indicator(asked(code)))).all("th")
        assert [row.get("scope") for row in rows].count("row") >= len(view.data)


def test_greys_are_asked_for_by_the_address() -> None:
    assert 'class="postup p-print p-grey"' in made(print_sheets.overview(asked(grey="1")))
    assert 'class="postup p-print"' in made(print_sheets.overview(asked()))


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("Plan 2026", '"Plan 2026"'),
        ('a"b', '"a\\22 b"'),
        ("</style>", '"\\3c \\2f style\\3e "'),
        ("ж\n", '"\\436 \\a "'),
    ],
)
def test_words_in_a_style_sheet_stay_words(words: str, written: str) -> None:
    assert css_string(words) == written


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("theme", ["", "light", "dark"])
def test_an_embed_has_all_that_a_reader_needs(language: Language, theme: str) -> None:
    for code in CODES[::9]:
        html = made(embeds.embed(asked(code, language, theme=theme)))
        page = Page(html)
        assert page.problems == []
        assert finding(code, language) in page.text
        assert page.all("a")[0]["href"].startswith(f"{SITE}/indicator?id={code}")
        assert len(page.all("svg")) > 2
        assert "CC BY 4.0" in page.text
        assert Text(language).date(RELEASED) in page.text
        assert ("Демонстраційні дані" if language is Language.UK else "Demo data") in page.text
        assert (f'data-theme="{theme}"' in html) is bool(theme)
        assert [script["src"].split("-")[0] for script in page.all("script")] == ["/assets/charts", "/assets/embed"]


def test_unknown_codes_have_nothing() -> None:
    for make in (
        print_sheets.sector,
        print_sheets.goal,
        print_sheets.indicator,
        embeds.embed,
        pictures.chart_svg,
        pictures.chart_png,
    ):
        assert make(asked("9.9.9")) is None
    assert pictures.share_sector(asked("9")) is None
    assert pictures.share_goal(asked("9")) is None


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", ["wide", "narrow", "share"])
def test_every_chart_is_a_file_of_its_own(language: Language, size: str) -> None:
    for code in CODES[::5]:
        answer = pictures.chart_svg(asked(code, language, size=size))
        svg = made(answer)
        root = ElementTree.fromstring(svg)
        assert root.tag == f"{SVG}svg"
        assert "var(" not in svg
        assert re.findall(r"https?://(?!www\.w3\.org)", svg) == []
        words = re.sub(r"\s+", " ", " ".join(root.itertext()))
        assert Text(language).date(RELEASED) in words
        assert "CC BY 4.0" in words
        assert ("ДЕМО-ДАНІ" if language is Language.UK else "DEMO DATA") in words
        plain = finding(code, language).replace("\xa0", " ")
        assert all(word in words.replace("\xa0", " ") for word in plain.split())
        assert answer is not None
        assert answer.headers["Content-Disposition"] == f'inline; filename="demo-{code}-2026-11-14.svg"'


def test_pictures_are_of_their_size_and_always_the_same() -> None:
    sizes = {"share": (1200, 630), "wide": (1440, None), "narrow": (804, None)}
    for size, (width, height) in sizes.items():
        first, second = (pictures.chart_png(asked(CODES[0], size=size)) for _ in range(2))
        assert first is not None
        assert second is not None
        assert first.body == second.body
        shown = struct.unpack(">II", first.body[16:24])
        assert shown[0] == width
        assert height is None or shown[1] == height
        assert 20_000 < len(first.body) < 200_000
    for shared in (pictures.share_overview(asked()), pictures.share_goal(asked("1.1"))):
        assert shared is not None
        assert struct.unpack(">II", shared.body[16:24]) == (1200, 630)


def test_more_pictures_than_may_wait_are_sent_away(monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as full:
        full.setattr(raster, "PLACES", Places(at_once=0, queue=0))
        with pytest.raises(raster.DrawingError, match="too many"):
            raster.png("<svg/>", 10)
    with pytest.raises(raster.DrawingError, match="failed"):
        raster.png("no drawing", 10)
    monkeypatch.setenv("POSTUP_SECRET", "x")
    assert "POSTUP_SECRET" not in raster._environment()


@pytest.mark.parametrize(
    ("url", "found"),
    [
        (f"{SITE}/indicator?id=1.1.1&lang=en&v=2026-08-14", ("1.1.1", Language.EN, "2026-08-14", None)),
        (f"{SITE}/i/1.1.1", ("1.1.1", None, "", None)),
        (f"{SITE}/embed/1.1.1?lang=uk", ("1.1.1", Language.UK, "", None)),
        (f"{SITE}/goal?id=1.1", None),
        ("https://elsewhere.example/i/1.1.1", None),
        (f"{SITE}/indicator?id=%3Cb%3E", None),
        ("https://[", None),
        ("", None),
    ],
)
def test_an_indicator_is_known_by_its_addresses(url: str, found: Found | None) -> None:
    assert embeds.indicator_at(url, SITE) == found


def test_oembed_gives_a_frame_that_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi.web.files.embeds.survey_of", lambda version, edition_named: (None, edition()))
    told = json.loads(made(embeds.oembed(asked(url=f"{SITE}/indicator?id={CODES[0]}", maxwidth="400"))))
    assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 400, 820)
    frame = Page(told["html"]).all("iframe")[0]
    assert frame["src"] == f"{SITE}/embed/{CODES[0]}?v=2026-11-14"
    assert frame["width"] == "400"
    assert told["thumbnail_url"] == f"{SITE}/chart/{CODES[0]}.png?size=share&v=2026-11-14"
    assert embeds.oembed(asked(url=f"{SITE}/goal?id=1.1")) is None


def test_every_page_has_a_picture_to_be_shared_with() -> None:
    share = sharing_address
    assert share("indicator", "1.1.1", Text(Language.EN)) == "/chart/1.1.1.png?size=share&lang=en"
    assert share("goal", "1.1", Text(Language.UK), "2026-08-14") == "/share/goal/1.1.png?v=2026-08-14"
    assert share("sector", "economy", Text(Language.UK)) == "/share/sector/economy.png"
    assert {share(page, "", Text(Language.UK)) for page in ("overview", "method", "indicators", "indicator")} == {
        "/share/overview.png"
    }
