"""The tables of an edition's README.md, made from itself: what is documented, what went on, what did not."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping

from kpi.model import Indicator, Provenance, Succession, code_sort_key
from kpi.workbook.sheet.layout import layout
from tools.edition import sources
from tools.edition.build import books, plan
from tools.edition.documented import Documented, register
from tools.edition.sources import FIRST, Edition

BEGIN, END = "<!-- {name}: made by tools/make_edition.py -->", "<!-- end of {name} -->"
_BEGUN = re.compile(BEGIN.format(name=r"([a-z-]+)"))


def filled(page: str, edition: Edition = FIRST) -> str:
    """The page with each of its marked parts made anew; what stands between the parts is kept."""
    names = _BEGUN.findall(page)
    if not names:
        raise ValueError("README.md has no part that could be filled")
    for name in names:
        begin, end = BEGIN.format(name=name), END.format(name=name)
        before, _, rest = page.partition(begin)
        _, closed, after = rest.partition(end)
        if not closed or name not in _PARTS:
            raise ValueError(f"README.md has no part «{name}» with an end")
        page = "\n".join([before + begin, "", *_PARTS[name](edition), "", end]) + after
    return page


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    return [_line(heads), _line("---" for _ in heads), *(_line(row) for row in rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def indicators(edition: Edition = FIRST) -> dict[str, Indicator]:
    return {i.code: i for book in books(edition=edition) for i in book.indicators}


def numbers(edition: Edition = FIRST) -> dict[str, int]:
    """How much of the edition is documented: indicators, values (without breakdowns and gaps), baselines."""
    values = [o for b in books(edition=edition) for o in b.observations if o.value is not None and not o.breakdown]
    known = [o for o in values if o.provenance is Provenance.DOCUMENTED]
    based = [i for i in indicators(edition).values() if i.baseline_value is not None]
    based_known = [i for i in based if i.baseline_provenance is Provenance.DOCUMENTED]
    return {
        "indicators": len(indicators(edition)),
        "with_documented": len({o.code for o in known} | {i.code for i in based_known}),
        "values": len(values),
        "documented_values": len(known),
        "baselines": len(based),
        "documented_baselines": len(based_known),
    }


def _counts(edition: Edition) -> list[str]:
    found = numbers(edition)
    rows = [
        ("показники (усі формулювання запропоновані)", found["indicators"], found["with_documented"]),
        ("значення без розрізів", found["values"], found["documented_values"]),
        ("базові значення", found["baselines"], found["documented_baselines"]),
        ("цільові значення", sum(len(i.targets) for i in indicators(edition).values()), 0),
    ]
    heads = ("Чого", "Усього", "Документовано (для показників — хоча б одне число)", "Ілюстративно")
    return _table(heads, ((what, str(n), str(known), str(n - known)) for what, n, known in rows))


def _counts_en(edition: Edition) -> list[str]:
    found = numbers(edition)
    return [
        f"Documented: {found['documented_values']} of {found['values']} values and {found['documented_baselines']} of "
        f"{found['baselines']} baselines, in {found['with_documented']} of {found['indicators']} indicators; no target."
    ]


def _documented(edition: Edition) -> list[str]:
    heads = ("Показник", "Що", "Період у книзі", "Значення", "Чого стосується", "Джерело", "Як звірено")
    return _table(heads, (_row(row, edition) for row in sorted(register(edition), key=_order)))


def _order(row: Documented) -> tuple[object, ...]:
    return code_sort_key(row.code), not row.base, row.period.end


def _row(row: Documented, edition: Edition) -> Iterator[str]:
    indicator = indicators(edition)[row.code]
    yield f"{row.code} {indicator.name}"
    yield "база" if row.base else "значення"
    yield row.period.code
    yield _said(row.value, indicator.unit)
    yield row.dated
    source = f"[{row.named}]({row.url})" if row.url else row.named
    yield f"{source}: {row.locator}"
    yield row.checked


def _said(value: float, unit: str) -> str:
    """Every digit of the source, with a decimal comma; «так» or «ні» of a result."""
    if unit == "так/ні":
        return "так" if value else "ні"
    return f"{value:.10g}".replace(".", ",") + f" {unit}"


def _departments(edition: Edition) -> list[str]:
    seen = {row["department_id"]: row for row in sources.department_rows(edition)}
    heads = ("Підрозділ", "Назва", "Коли бачено", "Де")
    rows = []
    for department in plan(edition).departments:
        row = seen[department.code]
        known = department.provenance is Provenance.DOCUMENTED
        place = f"[{row['where_uk']}]({row['source_url']})" if row["source_url"] else row["where_uk"]
        rows.append((department.name, "документована" if known else "**перевірити**", row["seen"] or "—", place))
    return _table(heads, rows)


def _context(edition: Edition) -> list[str]:
    """Documented sums that are no indicators: one year only, or nothing to aim at."""
    rows = [
        r for r in sources.rows("documented_values.csv", edition) if r["note"].startswith("context, not an indicator")
    ]
    heads = ("Видатки 2021 року (код програми)", "Сума")
    return _table(heads, ((r["indicator"], f"{r['actual_value'].replace('.', ',')} {r['unit']}") for r in rows))


def _tree(edition: Edition) -> list[str]:
    """The operational goals with what they go on with, and how many indicators each has."""
    count = {book.goal: len(book.indicators) for book in books(edition=edition)}
    before = {code: [one for one in _links(edition) if one[1] == code] for code in count}
    rows = (
        (goal.code, goal.name, str(count[goal.code]), "; ".join(_said_link(one) for one in before[goal.code]))
        for goal in plan(edition).operational_goals
    )
    return _table(("Код", "Оперативна ціль", "Показників", "Що було в попередній редакції"), rows)


def _dropped(edition: Edition) -> list[str]:
    """Operational goals of the edition before that this one does not go on with."""
    names = {goal.code: goal.name for goal in plan(edition.previous or edition).operational_goals}
    gone = [before for before, _, kind in _links(edition) if kind is Succession.DROPPED and before in names]
    return _table(
        ("Код", "Оперативна ціль попередньої редакції, якої в цій немає"), ((code, names[code]) for code in gone)
    )


def _links(edition: Edition) -> list[tuple[str, str, Succession]]:
    return [(one.previous_code, one.code, one.succession) for one in plan(edition).successions]


def _said_link(link: tuple[str, str, Succession]) -> str:
    before, _, kind = link
    words = layout("plan").sheets["successions"].column("succession").choices
    word = next(word for word, meant in words.items() if meant == kind)
    return f"{before} ({word})" if before else word


_PARTS: Mapping[str, Callable[[Edition], list[str]]] = {
    "counts": _counts,
    "documented": _documented,
    "departments": _departments,
    "context": _context,
    "counts-en": _counts_en,
    "goals": _tree,
    "dropped": _dropped,
}
