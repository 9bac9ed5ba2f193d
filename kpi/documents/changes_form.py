"""The form of the page «Зміни»: two releases, a sector, a department."""

from collections.abc import Iterable
from datetime import date

from kpi.documents.html import Html, address, el
from kpi.documents.parts import language_field
from kpi.text import Text
from kpi.views.localized_name import Named
from kpi.views.release_changes import Choice


def form(choice: Choice, text: Text) -> Html:
    """Plain GET: what it sends are the page's own parameters."""
    chosen = choice.chosen
    return el(
        "form",
        _releases("from", choice.releases, choice.old, text),
        _releases("to", choice.releases, choice.new, text),
        _named("sector", "all_sectors", choice.sectors, chosen.sector, text),
        _named("department", "all_departments", choice.departments, chosen.department, text),
        language_field(text),
        el("button", text.say("changes.form.submit"), type="submit", class_="p-button"),
        class_="p-form",
        action=address("changes"),
        method="get",
        aria_label=text.say("changes.form.label"),
        data_nav=True,
    )


def _releases(name: str, days: tuple[date, ...], chosen: date | None, text: Text) -> Html:
    options = (
        el(
            "option",
            text.say("changes.form.last" if day == days[0] else "changes.form.release", date=text.date(day)),
            value=day.isoformat(),
            selected=day == chosen or None,
        )
        for day in days
    )
    return _field(text.say(f"changes.form.{name}"), el("select", *options, name=name))


def _named(name: str, everything: str, options: Iterable[Named], chosen: str, text: Text) -> Html | None:
    listed = [el("option", one.name, value=one.code, selected=one.code == chosen or None) for one in options]
    if not listed:
        return None
    whole = el("option", text.say(f"indicators.{everything}"), value="")
    return _field(text.say(f"indicators.{name}"), el("select", whole, *listed, name=name))


def _field(label: str, control: Html) -> Html:
    return el("label", el("span", label), control, class_="p-field")
