"""Goal × quarter: a real table, five steps of one hue, the counts printed in every cell."""

from itertools import groupby

from kpi.figures.svg import esc
from kpi.model import Language, index_year_month
from kpi.text import DASH, Text
from kpi.text.dates import ROMAN
from kpi.views.series import Heat, HeatCell

#: quarters that fit beside the goals' names at 360 px, at 768 px and on paper: the older ones are left out there
_FITTING = (("p-heat-old", 4), ("p-heat-older", 8), ("p-heat-oldest", 20))


def heat_level(on_plan: int, judged: int) -> int | None:
    """Step 0–4 of the share on plan; None where nothing was judged."""
    return min(4, 5 * on_plan // judged) if judged > 0 else None


def heat(value: Heat, caption: str, goal_label: str, language: Language = Language.UK) -> str:
    """The table in its own labelled scroll box. `caption` says what is counted, `goal_label` heads the first column."""
    text = Text(Language(language))
    left_out = [_left_out(len(value.ends) - position) for position in range(len(value.ends))]
    years = "".join(
        f'<th scope="colgroup" colspan="{len(list(group))}">{year}</th>'
        for year, group in groupby(value.ends, key=lambda end: index_year_month(end)[0])
    )
    quarters = "".join(_quarter(end, hidden) for end, hidden in zip(value.ends, left_out, strict=True))
    rows = "".join(
        f'<tr><th scope="row"><span class="p-code">{esc(row.code)}</span> {esc(row.name)}</th>'
        + "".join(_cell(cell, hidden, text) for cell, hidden in zip(row.cells, left_out, strict=True))
        + "</tr>"
        for row in value.rows
    )
    head = (
        f'<thead><tr class="p-heat-old p-heat-older{_last(left_out)}"><td></td>{years}</tr>'
        f'<tr><th scope="col"><span class="p-hidden">{esc(goal_label)}</span></th>{quarters}</tr></thead>'
    )
    return (
        f'<div class="p-scroll" role="region" tabindex="0" aria-label="{esc(caption)}"><table class="p-heat">'
        f'<caption class="p-hidden">{esc(caption)}</caption>{head}<tbody>{rows}</tbody></table></div>'
    )


def _left_out(newest: int) -> str:
    """Classes of a quarter by its place from the newest, which is 1."""
    return " ".join(name for name, most in _FITTING if newest > most)


def _last(left_out: list[str]) -> str:
    """The years have no row of their own on paper either where not all quarters fit."""
    return f" {_FITTING[-1][0]}" if any(_FITTING[-1][0] in names for names in left_out) else ""


def _quarter(end: int, left_out: str) -> str:
    year, month = index_year_month(end)
    hidden = f' class="{left_out}"' if left_out else ""
    return f'<th scope="col"{hidden}>{ROMAN[(month + 2) // 3]}<span class="p-heat-short"> {year}</span></th>'


def _cell(cell: HeatCell, left_out: str, text: Text) -> str:
    level = heat_level(cell.on_plan, cell.judged)
    hidden = f" {left_out}" if left_out else ""
    if level is None:
        words = esc(text.say("figures.not_judged"))
        dash = f'<span aria-hidden="true">{DASH}</span>'
        return f'<td class="p-heat-none{hidden}">{dash}<span class="p-hidden">{words}</span></td>'
    level_class = "p-heat-few" if cell.few else f"p-heat-{level}"
    return f'<td class="{level_class}{hidden}">{cell.on_plan}<small>/{cell.judged}</small></td>'
