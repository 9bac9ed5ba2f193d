"""An indicator's chart for other sites: a page of its own, its code for pasting, its oEmbed answer."""

from urllib.parse import quote

from kpi.charts.legend import trajectory_legend
from kpi.charts.trajectory import trajectory
from kpi.html.community_mark import FRAME, own_mark
from kpi.html.components import row_chip
from kpi.html.lang_markup import mark_as_written, mark_languages
from kpi.html.links import address
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_document
from kpi.text import Text
from kpi.text.markup import Markup, el, join
from kpi.views.indicator.page import IndicatorView
from kpi.views.public.attribution import Imprint

#: px of a frame: the height that the code asks for (what an ordinary indicator needs at 320 px; the drawing is fitted
#: into a lower frame), the width offered to those who have no opinion
HEIGHT, WIDTH = 820, 800
_BY_SYSTEM = "light dark"
#: for the page around: each frame becomes as high as what it says of itself (static/embed.js)
_LISTENER = (
    'addEventListener("message",e=>{if(e.data&&e.data.postup==="height")'
    'for(const f of document.querySelectorAll("iframe"))if(f.contentWindow===e.source)f.height=e.data.height})'
)


def render_embed(view: IndicatorView, about: Imprint, page: PageContext, theme: str = "", letter: str = "") -> bytes:
    """The whole file: works without scripts. `theme` «» follows the reader's system.

    letter  a prefilled letter with a question about the number: a frame has no forms; "" where none can be written
    """
    body = el(
        "body",
        el("main", _figure(view, about.beside(view.documented), page, letter)),
        class_="postup p-embed",
        data_code=view.code,
        data_theme=theme or None,
    )
    return render_document(
        page.say("shell.title", finding=view.title, site=about.site),
        body,
        page,
        head=join(
            (
                el("meta", name="robots", content="noindex"),
                el("link", rel="canonical", href=_onward(view.code, page)),
            )
        ),
        styles=("embed.css",),
        scripts=("charts.js", "embed.js"),
        scheme=theme or _BY_SYSTEM,
    )


def _figure(view: IndicatorView, about: Imprint, page: PageContext, letter: str) -> Markup:
    value, language = view.trajectory, page.language
    head = el(
        "p",
        row_chip(view.row, page),
        el("span", mark_as_written(value.subtitle, page.text), class_="p-meta"),
        class_="p-embed-head",
    )
    chart = el(
        "figure",
        trajectory_legend(value, language, ("embed", "narrow")),
        trajectory(value, language, "embed"),
        trajectory(value, language, "narrow"),
        class_="p-chart-box",
    )
    source = el(
        "p",
        *(el("span", mark_as_written(part, page.text)) for part in about.after(view.source_line)),
        class_="p-source",
    )
    onward = el("a", page.say("paper.embed.more"), href=_onward(view.code, page), class_="p-link", **_OUT)
    ask = el("a", page.say("question.ask"), href=letter, class_="p-link", **_OUT) if letter else None
    whose = join((own_mark(about.mark, FRAME, page), mark_languages(about.site, page.text)))
    return join(
        (
            el("p", about.note, class_="p-demo") if about.note else None,
            el("h1", mark_languages(view.title, page.text), class_="p-h1"),
            head,
            chart,
            source,
            el("p", onward, ask, el("span", whose, class_="p-quiet"), class_="p-embed-foot"),
        )
    )


def _onward(code: str, page: PageContext) -> str:
    """The indicator's page, whole: a frame stands on another site."""
    return f"{page.host}{page.href('indicator', id=code)}"


#: a link of a frame opens beside the page that the frame is in
_OUT = {"target": "_blank", "rel": "noopener"}


def embed_address(site: str, code: str, text: Text, version: str | None) -> str:
    """The whole address of an embed; `version` None follows the releases."""
    return site + address(f"embed/{code}", lang=text.lang, v=version)


def embed_code(source: str, title: str) -> Markup:
    """What a page of another site takes in: the frame, and a script without which it keeps its first height."""
    frame = _frame(source, title, "100%", HEIGHT)
    # the listener is ours, and stands on a page that is not
    return join((frame, "\n", el("script", Markup(_LISTENER))))


def _frame(source: str, title: str, width: int | str, height: int) -> Markup:
    return el("iframe", src=source, title=title, width=width, height=height, frameborder=0, loading="lazy")


def oembed(
    view: IndicatorView, about: Imprint, page: PageContext, picture: str, most: tuple[int, int]
) -> dict[str, object]:
    """The oEmbed answer (rich) as JSON takes it; `most` = maxwidth, maxheight; `picture` is the sharing picture."""
    source = embed_address(page.site, view.code, page.text, about.version)
    width, height = min(most[0], WIDTH), min(most[1], HEIGHT)
    return {
        "version": "1.0",
        "type": "rich",
        "title": view.title,
        "provider_name": about.site,
        "provider_url": f"{page.site}/",
        "html": _frame(source, view.title, width, height),
        "width": width,
        "height": height,
        "thumbnail_url": page.site + picture,
        "thumbnail_width": 1200,
        "thumbnail_height": 630,
        "cache_age": 86400,
    }


def oembed_address(site: str, page: str) -> str:
    """Where others learn how to embed an indicator's page; `page` is its path and query."""
    return f"{site}/oembed?format=json&url={quote(site + page, safe='')}"
