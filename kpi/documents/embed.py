"""An indicator's chart for other sites: a page of its own, its code for pasting, its oEmbed answer."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import quote

from kpi.documents.html import Html, address, el, join, raw, unbroken
from kpi.documents.parts import row_chip
from kpi.documents.styling import used
from kpi.figures.legend import trajectory_legend
from kpi.figures.trajectory import trajectory
from kpi.model import Language
from kpi.text import Text
from kpi.views.imprint import Imprint
from kpi.views.indicator import IndicatorView

#: px of a frame: the height that the code asks for (what an ordinary indicator needs at 320 px; the drawing is fitted
#: into a lower frame), the width offered to those who have no opinion
HEIGHT, WIDTH = 820, 800
#: for the page around: each frame becomes as high as what it says of itself (static/embed.js)
_LISTENER = (
    'addEventListener("message",e=>{if(e.data&&e.data.postup==="height")'
    'for(const f of document.querySelectorAll("iframe"))if(f.contentWindow===e.source)f.height=e.data.height})'
)
_STYLE = Path(__file__).parent / "styles" / "embed.css"


@dataclass(frozen=True, slots=True)
class Frame:
    """How an embed is shown.

    styles  the pages' style sheet, of which it brings what it needs
    script  address of the script that tells its height
    theme   "" follows the reader's system
    """

    about: Imprint
    text: Text
    styles: str
    script: str
    site: str
    theme: str = ""


def document(view: IndicatorView, frame: Frame) -> bytes:
    """The whole file: works without scripts; the script only tells its height."""
    text = frame.text
    body = el(
        "body",
        el("main", _figure(view, frame)),
        class_="postup p-embed",
        data_code=view.code,
        data_theme=frame.theme or None,
    )
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("title", text.say("shell.title", finding=view.title, site=frame.about.site)),
        el("meta", name="viewport", content="width=device-width, initial-scale=1"),
        el("meta", name="color-scheme", content=frame.theme or "light dark"),
        el("meta", name="robots", content="noindex"),
        el("link", rel="canonical", href=_page(view.code, frame)),
        raw(f"<style>{used(frame.styles, body)}{_style()}</style>"),
        el("script", src=frame.script, defer=True),
    )
    return join((raw("<!DOCTYPE html>\n"), el("html", head, body, lang=str(text.language)), raw("\n"))).encode()


def _figure(view: IndicatorView, frame: Frame) -> Html:
    text, about, value = frame.text, frame.about.beside(view.documented), view.trajectory
    language = Language(text.language)
    head = el("p", row_chip(view.row, text), el("span", value.subtitle, class_="p-meta"), class_="p-embed-head")
    chart = el(
        "figure",
        raw(trajectory_legend(value, language)),
        raw(trajectory(value, language, "embed") + trajectory(value, language, "narrow")),
        class_="p-chart-box",
    )
    source = el("p", *(el("span", part) for part in about.after(view.source_line)), class_="p-source")
    onward = el("a", text.say("paper.embed.more"), href=_page(view.code, frame), class_="p-link", **_OUT)
    return join(
        (
            el("p", about.note, class_="p-demo") if about.note else None,
            el("h1", unbroken(view.title), class_="p-h1"),
            head,
            chart,
            source,
            el("p", onward, el("span", about.site, class_="p-quiet"), class_="p-embed-foot"),
        )
    )


#: a link of a frame opens beside the page that the frame is in
_OUT = {"target": "_blank", "rel": "noopener"}


@cache
def _style() -> str:
    return re.sub(r"/\*.*?\*/\s*", "", _STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)


def _page(code: str, frame: Frame) -> str:
    language = Language(frame.text.language)
    return frame.site + address("indicator", id=code, lang=language, v=frame.about.version)


def embed_address(site: str, code: str, language: Language, version: str | None) -> str:
    """The whole address of an embed; `version` None follows the releases."""
    return site + address(f"embed/{code}", lang=language, v=version)


def embed_code(source: str, title: str) -> Html:
    """What a page of another site takes in: the frame, and a script without which it keeps its first height."""
    frame = el("iframe", src=source, title=title, width="100%", height=HEIGHT, style="border:0", loading="lazy")
    return join((frame, raw(f"\n<script>{_LISTENER}</script>")))


def oembed(view: IndicatorView, frame: Frame, picture: str, most: tuple[int, int]) -> dict[str, object]:
    """The oEmbed answer (rich) as JSON takes it; `most` = maxwidth, maxheight; `picture` is the sharing picture."""
    language = Language(frame.text.language)
    source = embed_address(frame.site, view.code, language, frame.about.version)
    width, height = min(most[0], WIDTH), min(most[1], HEIGHT)
    markup = el("iframe", src=source, title=view.title, width=width, height=height, style="border:0", loading="lazy")
    return {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "provider_name": frame.about.site,
        "provider_url": f"{frame.site}/",
        "html": markup,
        "width": width,
        "height": height,
        "thumbnail_url": frame.site + picture,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "cache_age": 86400,
    }


def oembed_address(site: str, page: str) -> str:
    """Where others learn how to embed an indicator's page; `page` is its path and query."""
    return f"{site}/oembed?format=json&url={quote(site + page, safe='')}"
