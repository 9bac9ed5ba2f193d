"""«Зміни» across editions: a release of the edition before held against one of this edition tells of the goals."""

from dataclasses import replace
from datetime import date

from kpi.html.links import link
from kpi.html.page_context import PageContext
from kpi.html.pages import succession as succession_document
from kpi.html.pages.changes_form import form
from kpi.services.published.successions import EditionStep, step_into, step_out_of
from kpi.text import Text
from kpi.text.editions import edition_words
from kpi.text.markup import Markup, el, join
from kpi.views.changes.page import Choice, FormerReleases
from kpi.views.common.page_frame import Crumb, release_day
from kpi.views.list_pages import number_of
from kpi.views.succession import page as succession_view
from kpi.views.succession.crosswalk import Crosswalk
from kpi.web import release_comparison
from kpi.web.pages.crosswalks import page_of, sides_of
from kpi.web.pages.page_request import PageRequest
from kpi.web.pages.page_shell import Content
from kpi.web.release_boards import crosswalk_of
from kpi.web.release_comparison import day_of


def former_releases(reader: PageRequest, known: tuple[date, ...]) -> FormerReleases | None:
    """The releases of the edition before, the latest first; None where there is none or nothing is said of it.

    known  the edition's own releases: a day that both have means its own
    """
    step = step_into(reader.key)
    if step is None:
        return None
    strategy = crosswalk_of(step, reader.text.language).old.survey.dataset.strategy
    listed = release_comparison.former_days(step, reader.version, known)
    return FormerReleases(edition_words(strategy, reader.text), listed)


def crossing_of(
    reader: PageRequest, former: FormerReleases | None, known: tuple[date, ...], since: str, until: str
) -> EditionStep | None:
    """The two releases where the address asks for one of each edition, or for nothing while this one has but one."""
    asked = [day_of(words) for words in (since, until) if words]
    after = step_out_of(reader.key) if asked else None
    if after is not None and (found := release_comparison.onward(after, known, asked)) is not None:
        return found
    step = step_into(reader.key)
    if step is None or former is None or not former.days:
        return None
    if not asked and len(known) == 1:
        asked = [former.days[0]]
    return release_comparison.across(step, former.days, known, asked)


def across(reader: PageRequest, page: PageContext, step: EditionStep, choice: Choice) -> Content:
    """The page: what became of the goals, and the form that chose the releases."""
    text = reader.text
    crosswalk = crosswalk_of(step, text.language)
    view = succession_view.build(crosswalk, number_of(reader.parameters.get("page", "")))
    old, new = (release_day(board.survey) for board in (crosswalk.old, crosswalk.new))
    view = replace(view, lede=f"{_lede(view, old, new, text)} {view.lede}")
    asked = replace(choice, old=old, new=new, later=_later(crosswalk, choice, new))
    pair = {"from": old.isoformat(), "to": new.isoformat()}

    def to(number: int) -> str | None:
        return page.href("changes", **pair, page="" if number == 1 else str(number))

    sides = sides_of(step, reader.key, page)
    body = join(
        (
            succession_document.introduction(view, form(asked, page)),
            succession_document.sections(view, page, sides, to),
        )
    )
    here = (Crumb(text.say("page.changes")),)
    return Content(finding=view.title, body=body, crumbs=here, description=" ".join(view.counts))


def _later(crosswalk: Crosswalk, choice: Choice, new: date) -> FormerReleases | None:
    """The release of the edition after, where the form has no other choice for it."""
    if new in choice.releases:
        return None
    return FormerReleases(edition_words(crosswalk.new.survey.dataset.strategy, crosswalk.text), (new,))


def way_on(reader: PageRequest, page: PageContext, known: tuple[date, ...]) -> Markup | None:
    """To what became of the goals with the edition after this one; None where there is none, or nothing is said."""
    step = step_out_of(reader.key)
    there = None if step is None else page_of(step.new, page)
    if step is None or there is None:
        return None
    new = crosswalk_of(step, reader.text.language).new.survey
    edition = edition_words(new.dataset.strategy, reader.text)
    pair = {"from": known[0].isoformat(), "to": release_day(new).isoformat()}
    words = page.say("succession.changes_on", edition=edition)
    return el(
        "p", words, " ", link(page.say("succession.changes_open"), there.href("changes", **pair)), class_="p-notice"
    )


def _lede(view: succession_view.SuccessionView, old: date, new: date, text: Text) -> str:
    days_of = {"old_day": text.date(old), "new_day": text.date(new)}
    return text.say("succession.changes", old=view.old, new=view.new, **days_of)
