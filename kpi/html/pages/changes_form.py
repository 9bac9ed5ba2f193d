"""The form of the page «Зміни»: two releases, a sector, a department."""

from collections.abc import Iterable
from datetime import date

from kpi.html.forms import button, get_form, grouped_select, select
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup, el, join
from kpi.views.changes.page import Choice, FormerReleases
from kpi.views.common.localized_name import LocalizedName
from kpi.views.council.session_days import option_words


def form(choice: Choice, page: PageContext) -> Markup | None:
    """Plain GET: what it sends are the page's own parameters. None where no server compares."""
    if not page.served:
        return None
    chosen = choice.chosen
    sent = get_form(
        page.href("changes"),
        page,
        _since(choice, page),
        _releases("to", choice.releases, choice.new, page, choice.later),
        _named("sector", "all_sectors", choice.sectors, chosen.sector, page),
        _named("department", "all_departments", choice.departments, chosen.department, page),
        button(page.say("changes.form.submit")),
        aria_label=page.say("changes.form.label"),
    )
    return join((sent, el("p", " ".join(choice.stood), class_="p-meta") if choice.stood else None))


def _since(choice: Choice, page: PageContext) -> Markup:
    """The beginning: a session of the council, else a release."""
    sessions = [(one.day.isoformat(), option_words(one, page.text)) for one in choice.sessions]
    taken = {value for value, _ in sessions}
    releases = [one for one in _options(choice.releases, page, choice.former) if one[0] not in taken]
    chosen = choice.since or choice.old
    groups = ((page.say("council.sessions"), sessions), (page.say("council.releases"), releases))
    return grouped_select(
        page.say("changes.form.since" if sessions else "changes.form.from"),
        "from",
        groups,
        chosen.isoformat() if chosen else "",
    )


def _releases(
    name: str, days: tuple[date, ...], chosen: date | None, page: PageContext, former: FormerReleases | None = None
) -> Markup:
    options = _options(days, page, former)
    return select(page.say(f"changes.form.{name}"), name, options, chosen.isoformat() if chosen else "")


def _options(days: tuple[date, ...], page: PageContext, former: FormerReleases | None) -> list[tuple[str, str]]:
    keys = {day: "changes.form.last" if day == days[0] else "changes.form.release" for day in days}
    options = [(day.isoformat(), page.say(key, date=page.text.date(day))) for day, key in keys.items()]
    if former is not None:
        words = {"edition": former.words}
        options += [
            (day.isoformat(), page.say("succession.release", date=page.text.date(day), **words)) for day in former.days
        ]
    return options


def _named(
    name: str, everything: str, options: Iterable[LocalizedName], chosen: str, page: PageContext
) -> Markup | None:
    listed = [(one.code, one.name) for one in options]
    if not listed:
        return None
    return select(
        page.say(f"indicators.{name}"), name, listed, chosen, page.say(f"indicators.{everything}"), text=page.text
    )
