"""/chart/<code>.svg, .png and /share/…png: charts as files and the pictures that links are shown with."""

from functools import partial
from urllib.parse import urlsplit

from starlette.routing import Route

from kpi.charts import standalone, trajectory
from kpi.charts.breakdown import breakdown_sheet, panel_scale
from kpi.charts.cards import Card, chart_card, counts_card
from kpi.charts.legend import trajectory_key
from kpi.charts.standalone import ChartFrame
from kpi.charts.svg import marked_words
from kpi.charts.tokens import Theme
from kpi.model import Language
from kpi.model.look.mark import mark_of
from kpi.settings import site_address
from kpi.text import Text
from kpi.views.common.counts import StatusCounts
from kpi.views.indicator.breakdown import breakdown
from kpi.views.indicator.page import IndicatorView
from kpi.views.public import goal, overview, sector
from kpi.views.public.attribution import Imprint, imprint
from kpi.web.assets import FOREVER
from kpi.web.files.raster import png
from kpi.web.release_routes import ReleaseRequest, route
from kpi.web.responses import NOBODY, Answer, disposition

SVG, PNG = "image/svg+xml", "image/png"
#: px of a PNG: the wide chart, the narrow one (twice the drawing's size), a sharing picture
_WIDE, _NARROW, _SHARE = 1440, 804, 1200


def routes() -> list[Route]:
    """Charts as files, sharing pictures."""
    query = ("theme", "size")
    return [
        route("/chart/{code}/breakdown.svg", breakdown_svg, query=("theme",)),
        route("/chart/{code}/breakdown.png", breakdown_png, query=("theme",)),
        route("/chart/{code}.svg", chart_svg, query=query),
        route("/chart/{code}.png", chart_png, query=query),
        route("/share/overview.png", share_overview),
        route("/share/sector/{code}.png", share_sector),
        route("/share/goal/{code}.png", share_goal),
        route("/mark/{tag}.png", community_mark),
    ]


def chart_svg(asked: ReleaseRequest) -> Answer | None:
    """The trajectory as a complete drawing: heading, key, source, licence, demo mark."""
    drawn = _chart(asked)
    return None if drawn is None else _answer(asked, drawn[0].encode(), SVG)


def chart_png(asked: ReleaseRequest) -> Answer | None:
    """The same as pixels."""

    drawn = _chart(asked)
    return None if drawn is None else _answer(asked, png(*drawn), PNG)


def breakdown_svg(asked: ReleaseRequest) -> Answer | None:
    """The parts of an indicator as one drawing, a panel each."""
    drawn = _breakdown(asked)
    return None if drawn is None else _answer(asked, drawn.encode(), SVG, "breakdown")


def breakdown_png(asked: ReleaseRequest) -> Answer | None:
    """The same as pixels."""
    drawn = _breakdown(asked)
    return None if drawn is None else _answer(asked, png(drawn, _WIDE), PNG, "breakdown")


def share_overview(asked: ReleaseRequest) -> Answer | None:

    view = overview.build(asked.survey, asked.text, board=asked.board)
    return _shared(asked, view.headline, view.counts)


def share_sector(asked: ReleaseRequest) -> Answer | None:

    view = sector.build(asked.survey, asked["code"], asked.text, board=asked.board)
    return None if view is None else _shared(asked, view.headline, view.counts)


def share_goal(asked: ReleaseRequest) -> Answer | None:

    view = goal.build(asked.survey, asked["code"], asked.text, board=asked.board)
    return None if view is None else _shared(asked, view.title, view.counts)


def community_mark(asked: ReleaseRequest) -> Answer | None:
    """The picture of the community: kept for good under its own tag, shown by any other until the next release."""
    mark = mark_of(asked.survey.dataset.strategy.mark_picture)
    if mark is None:
        return None
    kept = FOREVER if asked["tag"] == mark.tag else NOBODY
    headers = {"Cache-Control": kept, "Content-Disposition": disposition(f"mark-{mark.tag}.png", "inline")}
    return Answer(body=mark.png, media_type=PNG, foreign=True, headers=headers)


def _breakdown(asked: ReleaseRequest) -> str | None:
    """The drawing of the parts; None where nothing of them is public."""
    text, view = asked.text, asked.indicator(asked["code"])
    found = breakdown(asked.survey, asked["code"], text)
    if view is None or found is None:
        return None
    theme = Theme.DARK if asked["theme"] == Theme.DARK else Theme.LIGHT
    about, unit = (
        imprint(asked.survey, text).beside(found.documented),
        panel_scale(found, text.language).unit or found.unit,
    )
    said = " ".join((found.coverage, text.say("breakdown.scale", unit=unit), text.say("breakdown.apart")))
    source = " · ".join((*about.after(view.source_line), *_where(urlsplit(view.address).path)))
    title = text.say("breakdown.title", name=found.name)
    drawn = partial(marked_words, language=text.language, own=text.default)
    around = ChartFrame(title=title, subtitle=said, source=source, demo=about.demo, drawn=drawn)
    return standalone(breakdown_sheet(found, text.language), theme, around)


def _chart(asked: ReleaseRequest) -> tuple[str, int] | None:
    """The drawing asked for and its width in px; None for a code that nothing public has."""

    view = asked.indicator(asked["code"])
    if view is None:
        return None
    theme = Theme.DARK if asked["theme"] == Theme.DARK else Theme.LIGHT
    about = imprint(asked.survey, asked.text).beside(view.documented)
    if asked["size"] == "share":
        return _chart_card(view, about, asked.text, theme), _SHARE
    size = "narrow" if asked["size"] == "narrow" else "wide"
    return _chart_file(view, about, asked.text, (size, theme)), _NARROW if size == "narrow" else _WIDE


def _chart_file(view: IndicatorView, about: Imprint, text: Text, how: tuple[str, Theme]) -> str:

    size, theme = how
    language, value = Language(text.language), view.trajectory
    source = " · ".join((*about.after(view.source_line), *_where(urlsplit(view.address).path)))
    key, drawn = trajectory_key(value, language, size), partial(marked_words, language=language, own=text.default)
    around = ChartFrame(title=view.title, subtitle=value.subtitle, key=key, source=source, demo=about.demo, drawn=drawn)
    return standalone(trajectory(value, language, size), theme, around)


def _chart_card(view: IndicatorView, about: Imprint, text: Text, theme: Theme) -> str:

    now, planned, _, target = view.figures
    facts = tuple(f"{figure.label}: {figure.value}" for figure in (now, planned, target))
    status = (view.banner.status, view.banner.word)
    card = _card(about, view.title, facts)
    return chart_card(card, view.trajectory, status, Language(text.language), theme)


def _shared(asked: ReleaseRequest, finding: str, counts: StatusCounts) -> Answer:

    text = asked.text
    card = _card(imprint(asked.survey, text), finding)
    words = tuple((status, text.say(f"status.{status}"), n) for status, n in counts.present())
    return _answer(asked, png(counts_card(card, counts.bar(text), words, Theme.LIGHT), _SHARE), PNG)


def _card(about: Imprint, finding: str, facts: tuple[str, ...] = ()) -> Card:

    source = " · ".join((*about.source, *_where("")))
    return Card(
        site=about.site,
        finding=finding,
        facts=facts,
        source=source,
        demo=about.demo,
        accent=about.accent,
        mark=about.mark.picture if about.mark else None,
    )


def _where(path: str) -> tuple[str, ...]:
    """Where the site is, only as configured: a picture must not differ by the name it was asked under."""
    site = site_address()
    return (f"{site}{path}".removeprefix("https://"),) if site else ()


def _answer(asked: ReleaseRequest, body: bytes, media_type: str, part: str = "") -> Answer:
    mark = asked.survey.dataset.strategy.file_mark
    ending = "svg" if media_type == SVG else "png"
    what = "-".join(word for word in (asked["code"] or "overview", part) if word)
    name = f"{mark}{what}-{asked.released}.{ending}"
    headers = {"Content-Disposition": disposition(name, "inline")}
    language = Language(asked.text.language)
    return Answer(
        body=body, media_type=media_type, modified=asked.released, language=language, foreign=True, headers=headers
    )
