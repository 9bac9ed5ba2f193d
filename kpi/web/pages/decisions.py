"""The page «Рішення», and the page of one decision."""

from dataclasses import replace

from kpi.html.notice import notice
from kpi.html.page_context import PageContext
from kpi.html.pages import decisions as document
from kpi.text.markup import join
from kpi.text.scripts import foreign
from kpi.views.common.page_frame import Crumb
from kpi.views.oversight import page as decisions_view
from kpi.views.oversight.page import DecisionFilters
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content


def decisions(reader: PageRequest, page: PageContext) -> Content:
    """Рішення: що вирішено, кому доручено, чи виконано; фільтри — в адресі."""
    if reader.id:
        return _single(reader, page)
    view = decisions_view.build(reader.board, DecisionFilters.of(reader.parameters))
    pages, filters = view.pages, view.filters
    body = document.body(view, page, illustrative=reader.survey.dataset.strategy.illustrative)
    numbered = f" · {page.say('lists.pages.page', number=pages.number, last=pages.last)}" if pages.number > 1 else ""
    return Content(
        finding=view.title + numbered,
        body=join((notice(view.unknown), body)),
        crumbs=(Crumb(page.say("decisions.name")),),
        description=" ".join(f"{words}." for words in view.counts),
        own={} if filters.narrowing or pages.number == 1 else {"page": str(pages.number)},
        before=None if pages.number == 1 else replace(filters, page=pages.number - 1).parameters(),
        after=None if pages.number == pages.last else replace(filters, page=pages.number + 1).parameters(),
    )


def _single(reader: PageRequest, page: PageContext) -> Content:
    row = decisions_view.one(reader.board, reader.id)
    if row is None:
        return Content(finding=page.say("decisions.unknown.heading"), body=document.unknown(page), known=False)
    title = page.say("decisions.single", decision=row.title(reader.text))
    marked = bool(foreign(title, reader.text.language, reader.text.default))
    illustrative = reader.survey.dataset.strategy.illustrative
    return Content(
        # a tab has no way to mark letters of another language: the name says it there
        finding=row.name.name if marked else title,
        body=document.single(row, title, page, illustrative=illustrative),
        crumbs=(Crumb(page.say("decisions.name"), "decisions"), Crumb(row.title(reader.text), foreign=marked)),
        description=row.name.name,
    )
