"""The page «Заходи і гроші»."""

from dataclasses import replace

from kpi.html.actions import page as document
from kpi.html.notice import notice
from kpi.html.page_context import PageContext
from kpi.text.markup import join
from kpi.views.actions.filters import ActionFilters
from kpi.views.actions.page import build
from kpi.views.common.page_frame import Crumb
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content


def actions(reader: PageRequest, page: PageContext) -> Content:
    """Заходи і гроші: стан, час, кошти, чи зрушив показник; фільтри — в адресі."""
    view = build(reader.board, ActionFilters.of(reader.parameters))
    if view is None:
        return Content(finding=page.say("actions.unknown"), body=document.unknown(page), known=False)
    body = join((notice(view.unknown), document.body(view, page)))
    filters, pages = view.filters, view.pages
    numbered = f" · {page.say('lists.pages.page', number=pages.number, last=pages.last)}" if pages.number > 1 else ""
    return Content(
        finding=view.title + numbered,
        body=body,
        crumbs=(Crumb(page.say("actions.name")),),
        description=view.lede,
        own={} if filters.narrowing or pages.number == 1 else {"page": str(pages.number)},
        before=None if pages.number == 1 else replace(filters, page=pages.number - 1).parameters(),
        after=None if pages.number == pages.last else replace(filters, page=pages.number + 1).parameters(),
    )
