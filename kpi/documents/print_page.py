"""A4 sheets as finished pages of their own: running head, page numbers, demo mark, permanent address."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpi.documents.html import Html, address, el, join, raw
from kpi.documents.whole import Served
from kpi.model import Language
from kpi.text import Text
from kpi.views.imprint import Imprint

_STYLE = Path(__file__).parent / "styles" / "print.css"
#: tokens that differ where colours are turned into greys by the document itself
GREY = "grey"


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is printed.

    title   of the document
    sheets  each begins on a new page
    page    parameters of the page that it is the paper of: its name and code
    """

    title: str
    sheets: tuple[Html, ...]
    page: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """How: whose plan, in which words, with which files; `site` is where it is reached, `grey` without colours."""

    about: Imprint
    text: Text
    served: Served
    site: str
    grey: bool = False


def document(printed: Sheets, paper: Paper) -> bytes:
    """The whole file."""
    text, served = paper.text, paper.served
    permanent = _permanent(printed, paper)
    head = el(
        "head",
        el("meta", charset="utf-8"),
        el("title", text.say("shell.title", finding=printed.title, site=paper.about.site)),
        el("meta", name="viewport", content="width=794"),
        el("meta", name="color-scheme", content="light"),
        el("meta", name="robots", content="noindex"),
        el("link", rel="canonical", href=permanent),
        el("link", rel="icon", type="image/svg+xml", href=served.icon),
        join(el("link", rel="stylesheet", href=style) for style in served.styles),
        raw(f"<style>{_style()}{_boxes(_heads(paper))}</style>"),
        join(el("script", src=script, defer=True) for script in served.scripts),
    )
    sheets = (el("section", opened(sheet), class_="p-sheet") for sheet in printed.sheets)
    body = el(
        "body",
        _bar(printed, paper),
        _running(paper),
        _demo(paper.about.demo),
        el("main", *sheets, _imprint(paper, permanent), id="main"),
        class_="postup p-print" + (" p-grey" if paper.grey else ""),
        data_theme="light",
    )
    return join((raw("<!DOCTYPE html>\n"), el("html", head, body, lang=str(text.language)), raw("\n"))).encode()


def _demo(words: str) -> Html | None:
    """The diagonal: a picture, no text to be read; the note at the end says it in words."""
    return el("div", class_="p-demo-mark", aria_hidden="true", data_words=words) if words else None


def opened(html: Html) -> Html:
    """The markup with everything unfolded: paper cannot be clicked on."""
    return raw(html.replace("<details", "<details open"))


@cache
def _style() -> str:
    """The style sheet of paper. Without comments: it stands in every document."""
    return re.sub(r"/\*.*?\*/\s*", "", _STYLE.read_text(encoding="utf-8"), flags=re.DOTALL)


def _heads(paper: Paper) -> tuple[str, str]:
    """The running head: whose plan; period, version, address."""
    about = paper.about
    host = re.sub(r"^https?://", "", paper.site)
    return about.site, " · ".join(part for part in (about.period, about.version_words, host) if part)


def _boxes(heads: tuple[str, str]) -> str:
    """The running head in the margins from the second page on; on the first it stands in the text."""
    left, right = (css_string(words) for words in heads)
    return f"@page{{@top-left{{content:{left}}}@top-right{{content:{right}}}}}"


def css_string(words: str) -> str:
    """Any words as a CSS string: whatever is not a plain letter, digit or blank is written by its number."""
    plain = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign == " ") else f"\\{ord(sign):x} " for sign in words
    )
    return f'"{plain}"'


def _bar(printed: Sheets, paper: Paper) -> Html:
    """On the screen alone: back to the page, print, with or without colours."""
    text = paper.text
    name, code = printed.page
    here = address(f"print/{name}" + (f"/{code}" if code else ""), lang=text.language, v=paper.about.version)
    other = here if paper.grey else here + ("&" if "?" in here else "?") + f"{GREY}=1"
    back = address(name, id=code or None, lang=text.language, v=paper.about.version)
    return el(
        "nav",
        el("a", text.say("paper.back"), href=back, class_="p-link"),
        el("a", text.say("paper.colour" if paper.grey else "paper.grey"), href=other, class_="p-link"),
        el("button", text.say("paper.print"), type="button", class_="p-button p-primary", data_print=True, hidden=True),
        class_="p-print-bar",
        aria_label=text.say("paper.bar"),
    )


def _running(paper: Paper) -> Html:
    left, right = _heads(paper)
    return el("header", el("span", left), el("span", right), class_="p-running")


def _imprint(paper: Paper, permanent: str) -> Html:
    """At the end: the permanent address, the source and licence, that the data are made up."""
    about, say = paper.about, paper.text.say
    facts = " · ".join((about.publisher, *about.source))
    return el(
        "footer",
        el("p", say("paper.permanent"), " ", el("b", permanent)),
        el("p", facts),
        el("p", about.note) if about.note else None,
        class_="p-imprint",
    )


def _permanent(printed: Sheets, paper: Paper) -> str:
    name, code = printed.page
    language = Language(paper.text.language)
    return paper.site + address(name, id=code or None, lang=language, v=paper.about.version)
