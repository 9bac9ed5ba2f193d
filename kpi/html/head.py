"""What stands in the <head> of a public page: title, description, sharing, canonical address, JSON-LD Dataset."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kpi.community import current
from kpi.measure.results import Survey
from kpi.model import Language, Strategy
from kpi.model.licences import licence_address
from kpi.model.media_types import XLSX
from kpi.text import Text
from kpi.text.markup import Markup, el, join
from kpi.views.common.page_frame import release_day


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDescription:
    """A page as others show it.

    finding         its headline
    canonical       its permanent address, "" where it has none
    languages       the same page in each language
    current         False for a page of a past release: search engines are asked to leave it out
    image           address of a picture of 1200 × 630, "" where there is none
    before, after   addresses of the pages of a list around this one, "" where there is none
    feed, embed     addresses of its Atom feed and its oEmbed description, "" where there is none
    """

    finding: str
    description: str
    site: str
    canonical: str
    languages: tuple[tuple[Language, str], ...]
    current: bool = True
    image: str = ""
    feed: str = ""
    embed: str = ""
    before: str = ""
    after: str = ""


def head(page: PageDescription, data: Mapping[str, object] | None, text: Text) -> Markup:
    """The elements, without styles and scripts."""
    return join(
        (
            el("meta", name="description", content=page.description),
            None if page.current else el("meta", name="robots", content="noindex"),
            el("link", rel="canonical", href=page.canonical) if page.canonical else None,
            el("link", rel="prev", href=page.before) if page.before else None,
            el("link", rel="next", href=page.after) if page.after else None,
            *(el("link", rel="alternate", hreflang=str(language), href=href) for language, href in page.languages),
            _alternate("application/atom+xml", page.feed),
            _alternate("application/json+oembed", page.embed),
            *_shared(page, text),
            el("script", _inert(data), type="application/ld+json") if data is not None else None,
        )
    )


def _alternate(kind: str, href: str) -> Markup | None:
    return el("link", rel="alternate", type=kind, href=href) if href else None


def _shared(page: PageDescription, text: Text) -> list[Markup]:
    """Open Graph: what a messenger shows of a link."""
    told = {
        "og:type": "website",
        "og:title": page.finding,
        "og:description": page.description,
        "og:site_name": page.site,
        "og:locale": text.language.open_graph,
    }
    found = [el("meta", property=name, content=value) for name, value in told.items()]
    if page.canonical:
        found.append(el("meta", property="og:url", content=page.canonical))
    if page.image:
        size = {"og:image": page.image, "og:image:width": "1200", "og:image:height": "630"}
        found += [el("meta", property=name, content=value) for name, value in size.items()]
        found.append(el("meta", property="og:image:alt", content=page.finding))
        found.append(el("meta", name="twitter:card", content="summary_large_image"))
    return found


def dataset(survey: Survey, page: PageDescription, indicator: str, text: Text) -> dict[str, object]:
    """schema.org/Dataset of the strategy, of one indicator where its code is given."""
    strategy = survey.dataset.strategy
    version = release_day(survey).isoformat()
    told: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Dataset",
        "name": page.finding if indicator else page.site,
        "description": page.description,
        **({"url": page.canonical} if page.canonical else {}),
        "inLanguage": str(text.language),
        **({"license": licence_address(strategy.licence) or strategy.licence} if strategy.licence else {}),
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": strategy.community_in(text.language)},
        "temporalCoverage": _coverage(strategy),
        "dateModified": version,
        "version": version,
        "distribution": _distribution(page.canonical, version, indicator),
    }
    if indicator:
        told["identifier"] = indicator
        told["isPartOf"] = {"@type": "Dataset", "name": page.site}
    return told


def _distribution(canonical: str, version: str, indicator: str) -> list[dict[str, str]]:
    """The files of the dataset: of the release, or of an indicator."""
    parts = urlsplit(canonical)
    site = f"{parts.scheme}://{parts.netloc}{current().prefix}" if parts.netloc else ""
    named = f"indicator/{quote(indicator, safe='')}.{{}}" if indicator else "data.{}"
    kinds = {"csv" if indicator else "zip": "text/csv" if indicator else "application/zip", "xlsx": XLSX}
    return [
        {
            "@type": "DataDownload",
            "encodingFormat": media_type,
            "contentUrl": f"{site}/download/{version}/{named.format(ending)}",
        }
        for ending, media_type in kinds.items()
    ]


def _inert(data: Mapping[str, object]) -> Markup:
    """JSON that cannot end its element."""
    written = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # what could end the element or begin another is written by its number
    return Markup(written.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def _coverage(strategy: Strategy) -> str:
    """From the baseline year to the last one, as ISO 8601: years of the calendar by their numbers, others by days."""
    fiscal = strategy.fiscal_year
    if fiscal.is_calendar:
        return f"{strategy.baseline_year}/{strategy.last_year}"
    return f"{fiscal.year_begins(strategy.baseline_year)}/{strategy.last_day}"
