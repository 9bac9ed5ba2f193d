"""The form of the page «Зміни»: two releases, a sector, a department."""

from collections.abc import Iterable
from datetime import date

from kpi.html.forms import button, get_form, select
from kpi.html.page_context import PageContext
from kpi.text.markup import Markup
from kpi.views.changes.page import Choice, FormerReleases
from kpi.views.common.localized_name import LocalizedName


def form(choice: Choice, page: PageContext) -> Markup | None:
    """Plain GET: what it sends are the page's own parameters. None where no server compares."""
    if not page.served:
        return None
    chosen = choice.chosen
    return get_form(
        page.href("changes"),
        page,
        _releases("from", choice.releases, choice.old, page, choice.former),
        _releases("to", choice.releases, choice.new, page, choice.later),
        _named("sector", "all_sectors", choice.sectors, chosen.sector, page),
        _named("department", "all_departments", choice.departments, chosen.department, page),
        button(page.say("changes.form.submit")),
        aria_label=page.say("changes.form.label"),
    )


def _releases(
    name: str, days: tuple[date, ...], chosen: date | None, page: PageContext, former: FormerReleases | None = None
) -> Markup:
    keys = {day: "changes.form.last" if day == days[0] else "changes.form.release" for day in days}
    options = [(day.isoformat(), page.say(key, date=page.text.date(day))) for day, key in keys.items()]
    if former is not None:
        words = {"edition": former.words}
        options += [
            (day.isoformat(), page.say("succession.release", date=page.text.date(day), **words)) for day in former.days
        ]
    return select(page.say(f"changes.form.{name}"), name, options, chosen.isoformat() if chosen else "")


def _named(
    name: str, everything: str, options: Iterable[LocalizedName], chosen: str, page: PageContext
) -> Markup | None:
    listed = [(one.code, one.name) for one in options]
    if not listed:
        return None
    return select(page.say(f"indicators.{name}"), name, listed, chosen, page.say(f"indicators.{everything}"))
