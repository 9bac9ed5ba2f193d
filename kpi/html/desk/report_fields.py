"""A field of a row of the form, of a value or of a corrective action: named, labelled, told by the row's words."""

from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el
from kpi.views.desk.report import ActionLine, FormLine

#: how a day is written
DAY = "31.12.2026"


def about(line: ActionLine | FormLine, name: str, words: str, page: PageContext) -> dict[str, str | None]:
    """The attributes of the control `name` of a line, which is called `words`."""
    identifier = f"{name}:{line.key}"
    return {
        "name": identifier,
        "id": identifier,
        "class_": "p-input",
        "autocomplete": "off",
        "aria_label": page.say("report.field.of", field=words, name=line.name.name, period=line.period),
        "aria_describedby": f"words:{line.key}",
        "aria_invalid": "true" if name in line.problems else None,
    }


def text_field(line: ActionLine | FormLine, name: str, words: str, page: PageContext, **attributes: object) -> Markup:
    """A line to write in, below its caption."""
    value = getattr(line.fields, name) or None
    control = el("input", type="text", value=value, **about(line, name, words, page), **attributes)
    return captioned(words, control, f"p-report-{name.replace('_', '-')}")


def captioned(words: str, control: Child, style: str | None = None) -> Markup:
    """A control below its caption, which the control's own label says to who cannot see it."""
    return el("div", el("span", words, class_="p-report-caption", aria_hidden="true"), control, class_=style)
