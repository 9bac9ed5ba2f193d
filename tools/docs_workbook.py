"""Write the generated parts of docs/workbook.md: columns from the layouts, problems from the catalogue.

python -m tools.docs_workbook [--check]
"""

import re
import sys
from collections.abc import Iterator
from dataclasses import MISSING, fields
from pathlib import Path

from kpi.model import Strategy
from kpi.text.catalog import entries
from kpi.workbook.sheet.layout import Column, layout
from kpi.workbook.sheet.problems import CATALOGUE

ROOT = Path(__file__).resolve().parents[1]
DOCUMENT = ROOT / "docs" / "workbook.md"
_BLOCK = re.compile(r"(<!-- generated: (\w+) -->\n).*?(<!-- end -->)", re.DOTALL)


def _rule(column: Column) -> str:
    parts = []
    if column.required:
        parts.append("required")
    elif not column.optional:
        parts.append("column needed" if column.column_required or column.repeated else "")
    if column.type == "text":
        parts.append(f"≤ {column.limit}")
    if column.min is not None and column.max is not None:
        parts.append(f"{column.min:g}–{column.max:g}")
    elif column.min is not None:
        parts.append(f"≥ {column.min:g}")
    if column.choices:
        parts.append(" / ".join(column.choices))
    if column.choices and column.key.endswith("provenance"):
        parts.append("a blank is the strategy's answer: «Дані ілюстративні: ні» makes it документоване")
    parts += [f"blank: {word}" for word, code in column.choices.items() if column.default == code]
    if column.aliases:
        parts.append("also " + ", ".join(f"«{alias}»" for alias in column.aliases))
    return "; ".join(part for part in parts if part)


def sheets(name: str) -> Iterator[str]:
    """The sheets of a layout as tables of their columns."""
    for sheet in layout(name).sheets.values():
        state = "required" + (", may be empty" if sheet.may_be_empty else "") if sheet.required else "optional"
        yield f"### «{sheet.title}» ({state})\n"
        yield "| Column | Type | Rule |\n|---|---|---|"
        for column in sheet.columns:
            header = column.header.replace("{year}", "РРРР")
            optional = "*" if column.optional else ""
            yield f"| {optional}{header}{optional} | {column.type} | {_rule(column)} |"
        yield ""


def parameters() -> Iterator[str]:
    """The parameters of the sheet «Стратегія»."""
    needed = {f.name for f in fields(Strategy) if f.default is MISSING and f.default_factory is MISSING}
    words = (f"**{name}**" if key in needed else name for key, name in layout("plan").parameters.items())
    yield " · ".join(words)
    yield ""


def problems() -> Iterator[str]:
    """Every problem code with its sentences."""
    yield "| Code | Severity | Українською | In English |\n|---|---|---|---|"
    for code, severity in CATALOGUE.items():
        said = [
            f"{entries()[f'problem.{code}.message'][language]} *{entries()[f'problem.{code}.remedy'][language]}*"
            for language in ("uk", "en")
        ]
        cells = " | ".join(sentence.replace("|", "\\|") for sentence in said)
        yield f"| `{code}` | {severity} | {cells} |"


PARTS = {
    "goal": lambda: sheets("goal"),
    "plan": lambda: sheets("plan"),
    "parameters": parameters,
    "problems": problems,
}


def current(document: str) -> str:
    """The document with its generated parts as they must be now."""
    return _BLOCK.sub(lambda m: m[1] + "\n" + "\n".join(PARTS[m[2]]()).strip() + "\n\n" + m[3], document)


def main() -> int:
    document = DOCUMENT.read_text(encoding="utf-8")
    made = current(document)
    if "--check" in sys.argv[1:]:
        return int(made != document)
    DOCUMENT.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
