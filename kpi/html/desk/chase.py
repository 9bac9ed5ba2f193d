"""Хто не подав as HTML: by department the awaited reports with ticks, a letter, a longer term, the second address."""

from kpi.html.components import code_and_name, section, sub, table
from kpi.html.desk.deciding.assignments import answered, facts
from kpi.html.desk.uploads import alert, said
from kpi.html.forms import area, button, field, hidden, post_form, tick
from kpi.html.page_context import PageContext
from kpi.text import DASH
from kpi.text.markup import Markup, el, join
from kpi.views.desk.chase import Chase, DepartmentPart, LetterPreview, ReportLine


def body(view: Chase, page: PageContext) -> Markup:
    """The content of <main>."""
    csv = el("a", "CSV", href=page.href("admin/chase.csv"), download=True)
    empty = el("p", page.say("admin.missing.none"), class_="p-empty")
    return join(
        (
            el("h1", page.say("admin.missing.title"), class_="p-h1"),
            el("p", page.say("editor.chase.lede"), " ", csv if view.departments else None, class_="p-lede"),
            said(view.notice),
            alert(view.wrong),
            None if view.letter is None else _letter(view, view.letter, page),
            _answers(view, page),
            *(_department(view, part, page) for part in view.departments),
            None if view.departments else empty,
        )
    )


def _answers(view: Chase, page: PageContext) -> Markup | None:
    """What departments say of assignments; there it is closed or returned."""
    if not view.answers:
        return None
    listed = (
        el("div", facts(line, page), answered(line.answer, page) if line.answer else None, class_="p-panel")
        for line in view.answers
    )
    onward = el("a", page.say("deciding.title"), href=f"{page.href('admin/decisions')}#answers", class_="p-link")
    return section("answers", page.say("deciding.answers.title"), *listed, el("p", onward))


def _letter(view: Chase, letter: LetterPreview, page: PageContext) -> Markup:
    """The words before they go, and the button that sends them."""
    facts = (
        el("div", el("dt", page.say(f"editor.chase.letter.{key}")), el("dd", value))
        for key, value in (("to", letter.to), ("subject", letter.subject), ("file", letter.file))
        if value
    )
    send = post_form(
        page.href("admin/chase"),
        view.token,
        hidden("department", letter.department),
        hidden("edition", letter.edition) if letter.edition else None,
        el("p", button(page.say("editor.chase.letter.send"), "send", primary=True)),
    )
    return section(
        "letter",
        page.say("editor.chase.letter.title", department=letter.name),
        el("dl", *facts, class_="p-facts"),
        el("pre", letter.words, class_="p-letter"),
        el("p", letter.trouble, class_="p-alert") if letter.trouble else send,
    )


def _department(view: Chase, part: DepartmentPart, page: PageContext) -> Markup:
    heads = {key: page.say(f"editor.chase.column.{key}") for key in ("tick", "name", "period", "deadline")}
    rows = (_row(line, heads, page) for line in part.reports)
    extend = post_form(
        page.href("admin/chase"),
        view.token,
        hidden("edition", part.edition) if part.edition else None,
        table(_heading(part, page), heads, rows),
        *(_extend(view, page) if any(line.deadline for line in part.reports) else ()),
        class_="p-panel",
    )
    anchor = f"department-{part.code}" + ("-former" if part.edition else "")
    return section(
        anchor, _heading(part, page), _contact(part, page), _second(view, part, page), extend, note=part.summary
    )


def _heading(part: DepartmentPart, page: PageContext) -> str:
    """The department, and of which strategy its reports are where that is not the one in force."""
    return page.say("editor.chase.former", name=part.name, edition=part.edition) if part.edition else part.name


def _contact(part: DepartmentPart, page: PageContext) -> Markup:
    contact = part.contact or page.say("editor.chase.no_contact")
    words = [page.say("editor.chase.contact", contact=contact), part.last_letter]
    if part.contact and not part.reachable:
        words.insert(1, page.say("editor.chase.unreachable"))
    write = el(
        "a",
        page.say("editor.chase.write"),
        href=page.href("admin/chase", department=part.code, edition=part.edition),
        class_="p-button",
        aria_label=page.say("editor.chase.write_to", department=_heading(part, page)),
    )
    return el("p", " ".join(words), " ", write, class_="p-actions")


def _second(view: Chase, part: DepartmentPart, page: PageContext) -> Markup | None:
    if part.edition:
        return None
    if not view.settings:
        key = "editor.chase.second_is" if part.second else "editor.chase.second_none"
        return el("p", page.say(key, address=part.second), class_="p-meta")
    return post_form(
        page.href("admin/chase"),
        view.token,
        hidden("department", part.code),
        field(page.say("editor.chase.second"), "address", part.second, type="email", maxlength=254),
        button(page.say("editor.chase.keep"), "second"),
        class_="p-form",
    )


def _extend(view: Chase, page: PageContext) -> tuple[Markup, ...]:
    """The fields of a later term; there is none to extend where the plan names none."""
    return (
        el(
            "div",
            field(page.say("editor.chase.deadline"), "deadline", view.deadline, type="date", required=True),
            area(page.say("editor.chase.reason"), "reason", view.reason, required=True),
            class_="p-form",
        ),
        el("p", button(page.say("editor.chase.extend"), "extend")),
    )


def _row(line: ReportLine, heads: dict[str, str], page: PageContext) -> Markup:
    label = el("span", page.say("editor.chase.tick", code=line.name.code, period=line.period), class_="p-hidden")
    late = el("span", line.late, class_="p-tag p-tag-error" if line.overdue else "p-tag")
    goal = el("span", code_and_name(line.goal, page), class_="p-sub")
    return el(
        "tr",
        el("td", tick(label, f"report:{line.key}") if line.deadline else DASH),
        el("th", code_and_name(line.name, page), goal, scope="row"),
        el("td", line.period, data_label=heads["period"]),
        el(
            "td",
            line.deadline or DASH,
            " ",
            late,
            sub(line.extended),
            data_label=heads["deadline"],
            class_="p-cell-wide",
        ),
    )
