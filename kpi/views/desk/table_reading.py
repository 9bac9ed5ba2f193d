"""How a table that follows no template was read, for its author to confirm."""

from kpi.text import Text
from kpi.views.desk.uploads import TableRead
from kpi.workbook.period_tables.interpretation import ColumnRead, ColumnRole, Interpretation, RowRead, ValueRead


def table_view(found: Interpretation, text: Text, *, certain: bool) -> TableRead:
    """The section of the page; the button is there only where the table is `certain`."""
    first, last = found.header_rows
    rows = text.say("layouts.one_row" if first == last else "layouts.several_rows", first=first, last=last)
    left_out = ""
    if found.left_out:
        more = "…" if found.n_left_out > len(found.left_out) else ""
        left_out = text.say("layouts.left_out", rows=", ".join(map(str, found.left_out)) + more).strip()
    return TableRead(
        found.key if certain else "",
        text.say("layouts.heading", layout=text.say(f"layouts.{found.layout}"), sheet=found.sheet, rows=rows).strip(),
        tuple((c.letters, " / ".join(c.header), _role(c, text)) for c in found.columns),
        tuple(_row(row, text) for row in found.rows),
        left_out,
    )


def _role(column: ColumnRead, text: Text) -> str:
    if column.period is not None and column.role in {ColumnRole.VALUE, ColumnRole.PLAN}:
        return text.say(f"layouts.role.{column.role}", period=text.period_long(column.period))
    return text.say(f"layouts.role.{column.role}")


def _row(row: RowRead, text: Text) -> tuple[str, str, str]:
    """Number, what it is about, what was read."""
    code = row.code or text.say("layouts.no_code")
    if row.by_name and row.code:
        code = text.say("layouts.by_name", code=row.code)
    unit = f", {row.unit}" if row.unit else ""
    values = "; ".join(_value(value, text) for value in row.values) or text.say("layouts.no_values")
    return str(row.row), f"{code} {row.name}{unit}", values


def _value(value: ValueRead, text: Text) -> str:
    said = text.say(f"gap.{value.gap}") if value.gap else text.number(value.value)
    return text.say("layouts.value", cell=value.cell, period=text.period(value.period), value=said)
