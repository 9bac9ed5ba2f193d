"""A4 sheets as whole files: running head, page numbers, demo mark, permanent address."""

import re
from dataclasses import dataclass

from kpi.html.community_mark import SHEET, own_mark
from kpi.html.lang_markup import mark_as_written, mark_languages
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_document
from kpi.text.markup import Markup, el, join
from kpi.views.public.attribution import Imprint

#: the parameter of a sheet without colours
GREY = "grey"
#: the style sheet with the running head of every page but the first, which no style sheet of ours can know
RUNNING_HEAD = "print/running-head.css"


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is printed.

    title   of the document
    sheets  each begins on a new page
    page    parameters of the page that it is the paper of: its name and code
    """

    title: str
    sheets: tuple[Markup, ...]
    page: tuple[str, str]


def render_sheets(printed: Sheets, about: Imprint, page: PageContext, *, grey: bool = False) -> bytes:
    """The whole file; `page` is of the kind SHEET, `about` says whose plan it is, `grey` is without colours."""
    permanent = _permanent(printed, about, page)
    head = (
        el("meta", name="robots", content="noindex"),
        el("link", rel="canonical", href=permanent),
        el("link", rel="stylesheet", href=page.href(RUNNING_HEAD)),
    )
    body = el(
        "body",
        _bar(printed, page, grey=grey),
        _running(about, page),
        _demo(about.demo),
        el(
            "main",
            *(el("section", sheet, class_="p-sheet") for sheet in printed.sheets),
            _imprint(about, page, permanent),
            id="main",
        ),
        class_="postup p-print" + (" p-grey" if grey else ""),
        data_theme="light",
    )
    return render_document(
        page.say("shell.title", finding=printed.title, site=about.site),
        body,
        page,
        head=join(head),
        styles=("postup.css", "print.css"),
        scripts=("charts.js",),
        scheme="light",
        viewport="width=794",
    )


def running_head(about: Imprint, page: PageContext) -> str:
    """The style sheet `RUNNING_HEAD`: margins from the second page on; on the first the head stands in the text."""
    left, right = (css_string(words) for words in _heads(about, page))
    return f"@page{{@top-left{{content:{left}}}@top-right{{content:{right}}}}}"


def css_string(words: str) -> str:
    """Any words as a CSS string: whatever is not a plain letter, digit or blank is written by its number."""
    plain = "".join(
        sign if sign.isascii() and (sign.isalnum() or sign == " ") else f"\\{ord(sign):x} " for sign in words
    )
    return f'"{plain}"'


def _demo(words: str) -> Markup | None:
    """The diagonal: a picture, no text to be read; the note at the end says it in words."""
    return el("div", class_="p-demo-mark", aria_hidden="true", data_words=words) if words else None


def _heads(about: Imprint, page: PageContext) -> tuple[str, str]:
    """The running head: whose plan; period, version, address."""
    host = re.sub(r"^https?://", "", page.site)
    return about.site, " · ".join(part for part in (about.period, about.version_words, host) if part)


def _bar(printed: Sheets, page: PageContext, *, grey: bool) -> Markup:
    """On the screen alone: back to the page, print, with or without colours."""
    name, code = printed.page
    other = page.href(f"print/{name}" + (f"/{code}" if code else ""), **{GREY: None if grey else "1"})
    back = page.href(name, id=code or None)
    return el(
        "nav",
        el("a", page.say("paper.back"), href=back, class_="p-link"),
        el("a", page.say("paper.colour" if grey else "paper.grey"), href=other, class_="p-link"),
        el("button", page.say("paper.print"), type="button", class_="p-button p-primary", data_print=True, hidden=True),
        class_="p-print-bar",
        aria_label=page.say("paper.bar"),
    )


def _running(about: Imprint, page: PageContext) -> Markup:
    left, right = _heads(about, page)
    whose = el("span", own_mark(about.mark, SHEET, page), mark_languages(left, page.text))
    return el("header", whose, el("span", right), class_="p-running")


def _imprint(about: Imprint, page: PageContext, permanent: str) -> Markup:
    """At the end: the permanent address, the source and licence, that the data are made up."""
    return el(
        "footer",
        el(
            "p",
            *(page.say("paper.permanent"), " ", el("b", permanent), " · "),
            *(page.say("paper.verify"), " ", el("b", f"{page.host}{page.href('verify', v=about.version)}")),
        ),
        el("p", mark_as_written(" · ".join((about.publisher, *about.source)), page.text)),
        el("p", about.note) if about.note else None,
        class_="p-imprint",
    )


def _permanent(printed: Sheets, about: Imprint, page: PageContext) -> str:
    """The address of this very release, the current one too."""
    name, code = printed.page
    return f"{page.host}{page.href(name, id=code or None, v=about.version)}"
