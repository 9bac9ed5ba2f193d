"""Goal × quarter: a real table, five steps of one hue, the counts printed in every cell."""

from itertools import groupby

from kpi.figures.svg import esc
from kpi.model import Language, index_year_month
from kpi.text import DASH, Text
from kpi.text.dates import ROMAN
from kpi.views.series import Heat, HeatCell

_ON_PHONES = 4  # quarters: more columns do not fit 360 px beside the goals' names


def heat_level(on_plan: int, judged: int) -> int | None:
    """Step 0–4 of the share on plan; None where nothing was judged."""
    return min(4, 5 * on_plan // judged) if judged > 0 else None


def heat(value: Heat, caption: str, goal_label: str, language: Language = Language.UK) -> str:
    """The table in its own labelled scroll box. `caption` says what is counted, `goal_label` heads the first column."""
    text = Text(Language(language))
    old = len(value.ends) - _ON_PHONES
    years = "".join(
        f'<th scope="colgroup" colspan="{len(list(group))}">{year}</th>'
        for year, group in groupby(value.ends, key=lambda end: index_year_month(end)[0])
    )
    quarters = "".join(_quarter(end, position < old) for position, end in enumerate(value.ends))
    rows = "".join(
        f'<tr><th scope="row"><span class="p-code">{esc(row.code)}</span> {esc(row.name)}</th>'
        + "".join(_cell(cell, position < old, text) for position, cell in enumerate(row.cells))
        + "</tr>"
        for row in value.rows
    )
    head = (
        f'<thead><tr class="p-heat-old"><td></td>{years}</tr>'
        f'<tr><th scope="col"><span class="p-hidden">{esc(goal_label)}</span></th>{quarters}</tr></thead>'
    )
    return (
        f'<div class="p-scroll" role="region" tabindex="0" aria-label="{esc(caption)}"><table class="p-heat">'
        f'<caption class="p-hidden">{esc(caption)}</caption>{head}<tbody>{rows}</tbody></table></div>'
    )


def _quarter(end: int, old: bool) -> str:
    year, month = index_year_month(end)
    hidden = ' class="p-heat-old"' if old else ""
    return f'<th scope="col"{hidden}>{ROMAN[(month + 2) // 3]}<span class="p-heat-short"> {year}</span></th>'


def _cell(cell: HeatCell, old: bool, text: Text) -> str:
    level = heat_level(cell.on_plan, cell.judged)
    hidden = " p-heat-old" if old else ""
    if level is None:
        words = esc(text.say("figures.not_judged"))
        dash = f'<span aria-hidden="true">{DASH}</span>'
        return f'<td class="p-heat-none{hidden}">{dash}<span class="p-hidden">{words}</span></td>'
    level_class = "p-heat-few" if cell.few else f"p-heat-{level}"
    return f'<td class="{level_class}{hidden}">{cell.on_plan}<small>/{cell.judged}</small></td>'
