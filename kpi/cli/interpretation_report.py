"""How a table that follows no template was read: for a person to confirm, and as JSON (docs/workbook.md)."""

from collections.abc import Iterator

from kpi.text import Text
from kpi.workbook.period_tables.interpretation import ColumnRead, ColumnRole, Interpretation, RowRead, ValueRead

_LONG = 60


def as_lines(found: Interpretation, text: Text, *, confirmable: bool) -> Iterator[str]:
    """The sheet, what each column is taken for, the first rows as read, what was left out; the key to confirm by."""
    first, last = found.header_rows
    rows = text.say("layouts.one_row" if first == last else "layouts.several_rows", first=first, last=last)
    yield text.say("layouts.heading", layout=text.say(f"layouts.{found.layout}"), sheet=found.sheet, rows=rows)
    for column in found.columns:
        header = " / ".join(column.header)
        yield text.say("layouts.column", letters=column.letters, header=header, role=_role(column, text))
    yield text.say("layouts.first_rows")
    yield from (_row(row, text) for row in found.rows)
    if found.left_out:
        more = "…" if found.n_left_out > len(found.left_out) else ""
        yield text.say("layouts.left_out", rows=", ".join(map(str, found.left_out)) + more)
    if confirmable:
        yield text.say("layouts.key", key=found.key)


def _role(column: ColumnRead, text: Text) -> str:
    if column.period is not None and column.role in {ColumnRole.VALUE, ColumnRole.PLAN}:
        return text.say(f"layouts.role.{column.role}", period=text.period_long(column.period))
    return text.say(f"layouts.role.{column.role}")


def _row(row: RowRead, text: Text) -> str:
    code = row.code or text.say("layouts.no_code")
    if row.by_name and row.code:
        code = text.say("layouts.by_name", code=row.code)
    unit = f", {row.unit}" if row.unit else ""
    values = "; ".join(_value(value, text) for value in row.values) or text.say("layouts.no_values")
    name = row.name if len(row.name) <= _LONG else f"{row.name[: _LONG - 1]}…"
    return text.say("layouts.row", row=row.row, code=code, name=name, unit=unit, values=values)


def _value(value: ValueRead, text: Text) -> str:
    said = text.say(f"gap.{value.gap}") if value.gap else text.number(value.value)
    return text.say("layouts.value", cell=value.cell, period=text.period(value.period), value=said)


def as_json(found: Interpretation) -> dict[str, object]:
    """The same for a program."""
    return {
        "key": found.key,
        "layout": found.layout,
        "sheet": found.sheet,
        "header_rows": list(found.header_rows),
        "columns": [
            {
                "column": column.letters,
                "header": list(column.header),
                "role": column.role.value,
                "period": column.period.code if column.period else None,
            }
            for column in found.columns
        ],
        "rows": [_row_json(row) for row in found.rows],
        "row_count": found.n_rows,
        "value_count": found.n_values,
        "left_out_count": found.n_left_out,
    }


def _row_json(row: RowRead) -> dict[str, object]:
    values = [
        {"cell": v.cell, "period": v.period.code, "value": v.value, "gap": v.gap.value if v.gap else None}
        for v in row.values
    ]
    found = {"row": row.row, "code": row.code or None, "name": row.name, "unit": row.unit}
    return {**found, "found_by_name": row.by_name, "values": values}
