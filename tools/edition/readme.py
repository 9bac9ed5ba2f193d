"""The tables of data/2022-2026/README.md, made from the edition itself: what is documented, and what is not."""

from collections.abc import Iterable, Iterator

from kpi.model import Indicator, Provenance, code_sort_key
from tools.edition import sources
from tools.edition.build import books, plan
from tools.edition.documented import Documented, register

BEGIN, END = "<!-- {name}: made by tools/make_edition.py -->", "<!-- end of {name} -->"


def filled(page: str) -> str:
    """The page with each of its marked parts made anew; what stands between the parts is kept."""
    for name, lines in _parts().items():
        begin, end = BEGIN.format(name=name), END.format(name=name)
        before, found, rest = page.partition(begin)
        _, closed, after = rest.partition(end)
        if not found or not closed:
            raise ValueError(f"README.md has no part «{name}»")
        page = "\n".join([before + begin, "", *lines, "", end]) + after
    return page


def _parts() -> dict[str, list[str]]:
    return {
        "counts": _counts(),
        "documented": _documented(),
        "departments": _departments(),
        "context": _context(),
        "counts-en": _counts_en(),
    }


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    heads = list(heads)
    return [_line(heads), _line("---" for _ in heads), *(_line(row) for row in rows)]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def indicators() -> dict[str, Indicator]:
    return {i.code: i for book in books() for i in book.indicators}


def numbers() -> dict[str, int]:
    """How much of the edition is documented: indicators, values (without breakdowns and gaps), baselines."""
    values = [o for b in books() for o in b.observations if o.value is not None and not o.breakdown]
    known = [o for o in values if o.provenance is Provenance.DOCUMENTED]
    based = [i for i in indicators().values() if i.baseline_value is not None]
    based_known = [i for i in based if i.baseline_provenance is Provenance.DOCUMENTED]
    return {
        "indicators": len(indicators()),
        "with_documented": len({o.code for o in known} | {i.code for i in based_known}),
        "values": len(values),
        "documented_values": len(known),
        "baselines": len(based),
        "documented_baselines": len(based_known),
    }


def _counts() -> list[str]:
    found = numbers()
    rows = [
        ("показники (усі формулювання запропоновані)", found["indicators"], found["with_documented"]),
        ("значення без розрізів", found["values"], found["documented_values"]),
        ("базові значення", found["baselines"], found["documented_baselines"]),
        ("цільові значення", sum(len(i.targets) for i in indicators().values()), 0),
    ]
    heads = ("Чого", "Усього", "Документовано (для показників — хоча б одне число)", "Ілюстративно")
    return _table(heads, ((what, str(n), str(known), str(n - known)) for what, n, known in rows))


def _counts_en() -> list[str]:
    found = numbers()
    return [
        f"Documented: {found['documented_values']} of {found['values']} values and {found['documented_baselines']} of "
        f"{found['baselines']} baselines, in {found['with_documented']} of {found['indicators']} indicators; no target."
    ]


def _documented() -> list[str]:
    heads = ("Показник", "Що", "Період у книзі", "Значення", "Чого стосується", "Джерело", "Як звірено")
    return _table(heads, (_row(row) for row in sorted(register(), key=_order)))


def _order(row: Documented) -> tuple[object, ...]:
    return code_sort_key(row.code), not row.base, row.period.end


def _row(row: Documented) -> Iterator[str]:
    indicator = indicators()[row.code]
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


def _departments() -> list[str]:
    seen = {row["department_id"]: row for row in sources.rows("departments.csv")}
    heads = ("Підрозділ", "Назва", "Коли бачено", "Де")
    rows = []
    for department in plan().departments:
        row = seen[department.code]
        known = department.provenance is Provenance.DOCUMENTED
        place = f"[{row['where_uk']}]({row['source_url']})" if row["source_url"] else row["where_uk"]
        rows.append((department.name, "документована" if known else "**перевірити**", row["seen"] or "—", place))
    return _table(heads, rows)


def _context() -> list[str]:
    """Documented sums that are no indicators: one year only, or nothing to aim at."""
    rows = [r for r in sources.rows("documented_values.csv") if r["note"].startswith("context, not an indicator")]
    heads = ("Видатки 2021 року (код програми)", "Сума")
    return _table(heads, ((r["indicator"], f"{r['actual_value'].replace('.', ',')} {r['unit']}") for r in rows))
