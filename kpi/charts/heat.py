"""Goal × period: a real table, five steps of one hue, the counts printed in every cell."""

from collections.abc import Callable
from itertools import groupby

from kpi.model import USUAL_LANGUAGE, Frequency, Language, index_year
from kpi.text import DASH, Text
from kpi.text.dates import ROMAN
from kpi.text.markup import Markup, el, esc
from kpi.views.common.series import Heat, HeatCell, HeatRow

#: quarters that fit beside the goals' names at 360 px, at 768 px and on paper: the older ones are left out there
_FITTING = (("p-heat-old", 4), ("p-heat-older", 8), ("p-heat-oldest", 20))


def heat_level(on_plan: int, judged: int) -> int | None:
    """Step 0–4 of the share on plan; None where nothing was judged."""
    return min(4, 5 * on_plan // judged) if judged > 0 else None


def heat(
    value: Heat,
    caption: str,
    goal_label: str,
    language: Language = USUAL_LANGUAGE,
    drawn: Callable[[str], Markup] = esc,
) -> Markup:
    """The table in its own labelled scroll box. `caption` says what is counted, `goal_label` heads the first column.

    drawn  makes markup of words that hold names of the plan
    """
    text = Text(Language(language))
    left_out = [_left_out(len(value.ends) - position) for position in range(len(value.ends))]
    periods = (_period(end, hidden, value) for end, hidden in zip(value.ends, left_out, strict=True))
    bodies = (
        el(
            "tbody",
            _heading(drawn(above), len(value.ends)),
            *(_row(row, drawn(row.name), left_out, text) for row in rows),
        )
        for above, rows in groupby(value.rows, key=lambda row: row.above)
    )
    head = el(
        "thead",
        None if value.rhythm is Frequency.YEAR else _years(value, left_out),
        el("tr", el("th", el("span", goal_label, class_="p-hidden"), scope="col"), *periods),
    )
    table = el("table", el("caption", drawn(caption), class_="p-hidden"), head, *bodies, class_="p-heat")
    return el("div", table, class_="p-scroll", role="region", tabindex=0, aria_label=caption)


def _heading(above: Markup, columns: int) -> Markup | None:
    return el("tr", el("th", above, scope="rowgroup", colspan=columns + 1), class_="p-heat-above") if above else None


def _row(row: HeatRow, name: Markup, left_out: list[str], text: Text) -> Markup:
    return el(
        "tr",
        el("th", el("span", row.code, class_="p-code"), " ", name, scope="row"),
        *(_cell(cell, hidden, text) for cell, hidden in zip(row.cells, left_out, strict=True)),
    )


def _years(value: Heat, left_out: list[str]) -> Markup:
    """The years above their parts."""
    label, groups = value.fiscal_year.label, groupby(value.ends, key=index_year)
    years = (el("th", label(year), scope="colgroup", colspan=len(list(group))) for year, group in groups)
    return el("tr", el("td"), *years, class_=f"p-heat-old p-heat-older{_last(left_out)}")


def _left_out(newest: int) -> str:
    """Classes of a quarter by its place from the newest, which is 1."""
    return " ".join(name for name, most in _FITTING if newest > most)


def _last(left_out: list[str]) -> str:
    """The years have no row of their own on paper either where not all quarters fit."""
    return f" {_FITTING[-1][0]}" if any(_FITTING[-1][0] in names for names in left_out) else ""


def _period(end: int, left_out: str, value: Heat) -> Markup:
    period = value.fiscal_year.ending(end, value.rhythm.months)
    label = value.fiscal_year.label(period.year)
    if value.rhythm is Frequency.YEAR:
        return el("th", label, scope="col", class_=left_out or None)
    short = el("span", f" {label}", class_="p-heat-short")
    return el("th", ROMAN[period.number], short, scope="col", class_=left_out or None)


def _cell(cell: HeatCell, left_out: str, text: Text) -> Markup:
    level = heat_level(cell.on_plan, cell.judged)
    hidden = f" {left_out}" if left_out else ""
    if level is None:
        words = el("span", text.say("figures.not_judged"), class_="p-hidden")
        return el("td", el("span", DASH, aria_hidden="true"), words, class_=f"p-heat-none{hidden}")
    level_class = "p-heat-few" if cell.few else f"p-heat-{level}"
    return el("td", cell.on_plan, el("small", f"/{cell.judged}"), class_=f"{level_class}{hidden}")
