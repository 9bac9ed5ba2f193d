"""The preview of a draft, its confirmation, and the receipt as HTML."""

from collections.abc import Sequence

from kpi.html.components import code_and_name, section, sub, table
from kpi.html.desk.change_table import change_table
from kpi.html.desk.upload_problems import problem_table
from kpi.html.desk.uploads import discard_way, said, top
from kpi.html.forms import area, button, field, hidden, post_form, tick
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.uploads import ExplanationField, OmittedDepartment, PersonalField, Review


def review(view: Review, page: PageContext) -> Markup:
    """What publishing would change, what has to be explained, the confirmation."""
    return join(
        (
            top(view.desk, "review", page),
            said(view.notice),
            said(view.former, first=not view.notice),
            _conflict(view, page),
            _remarks(view, page),
            _changes(view, page),
            _others(view, page),
            _words(view, page),
            _confirmation(view, page),
        )
    )


def _conflict(view: Review, page: PageContext) -> Markup | None:
    if not view.conflict:
        return None
    heads = {key: page.say(f"submit.conflict.column.{key}") for key in ("name", "standing", "own")}
    rows = (
        el(
            "tr",
            el("th", code_and_name(line.name, page), sub(line.period), scope="row"),
            el("td", line.standing, sub(line.who), class_="p-num", data_label=heads["standing"]),
            el("td", line.own, class_="p-num", data_label=heads["own"]),
        )
        for line in view.conflicts
    )
    compare = post_form(
        _at("upload/compared", view, page),
        view.desk.token,
        el("p", page.say("submit.conflict.words")),
        hidden("seq", view.seq),
        button(page.say("submit.conflict.keep")),
    )
    return el(
        "div",
        el("h2", view.conflict, class_="p-h3", tabindex=-1, autofocus=True),
        table(page.say("submit.conflict.caption"), heads, rows, numbers={"standing", "own"}),
        compare,
        class_="p-alert",
        role="alert",
    )


def _remarks(view: Review, page: PageContext) -> Markup | None:
    if not view.remarks:
        return None
    heading = page.count("submit.problems.remarks", len(view.remarks))
    return section("remarks", heading, el("p", page.say("submit.remarks.words")), problem_table(view.remarks, page))


def _changes(view: Review, page: PageContext) -> Markup:
    lines = change_table(view.lines, page) if view.lines else None
    kept = page.say("report.review.words") if view.of_form else page.say("submit.review.file", file=view.filename)
    left = el("p", view.left, class_="p-meta") if view.left else None
    owed = None
    if view.awaited:
        owed = el("ul", *(el("li", one) for one in view.awaited), class_="p-list p-prose")
        owed = join((el("p", page.say("statements.awaited_heading"), class_="p-strong"), owed))
    return section("changes", page.say("submit.review.title"), el("p", kept, " ", view.summary), lines, left, owed)


def _others(view: Review, page: PageContext) -> Markup | None:
    if not view.others:
        return None
    items = el("ul", *(el("li", words) for words in view.others), class_="p-list p-prose")
    return section("others", page.say("submit.others"), items)


def _words(view: Review, page: PageContext) -> Markup | None:
    """For who decides: what everybody would read, and the file as it was sent."""
    if not view.deciding:
        return None
    quotes = (el("p", el("span", about, class_="p-sub"), words) for about, words in view.words)
    none = None if view.words else el("p", page.say("editor.waiting.no_words"), class_="p-empty")
    file = el("a", view.filename, href=_at("upload/draft-file", view, page), class_="p-link", download=True)
    return section("words", page.say("editor.waiting.column.words"), *quotes, none, el("p", file))


def _confirmation(view: Review, page: PageContext) -> Markup:
    parts: list[Child] = [el("p", words, class_="p-meta") for words in view.second]
    if view.state:
        parts.append(el("p", view.state, class_="p-strong"))
    if view.deciding:
        parts.append(_decision(view, page))
    elif not view.locked:
        parts.append(_publication(view, page))
    else:
        parts += [el("p", words) for words in view.blockers]
    return section("confirm", page.say("submit.confirm.title"), *parts)


def _publication(view: Review, page: PageContext) -> Markup:
    blocked = bool(view.blockers)
    fields = [_explanation(one, page) for one in view.explanations]
    if view.act is not None:
        words = page.say("submit.confirm.act")
        fields.append(field(words, "ground", view.act, required=True, maxlength=300, autocomplete=None, wide=True))
    if view.left_out or view.left_departments or view.left_rows:
        fields.append(_left_out(view, page))
    fields += [_personal(one, page) for one in view.personal]
    if view.early:
        asked = tick(view.early, "early", checked=view.early_ticked, required=True)
        fields.append(el("p", hidden("early_asked", "yes"), asked))
    if view.of_form:
        return _form_publication(view, fields, page)
    check = tick(page.say("submit.confirm.check"), "confirmed", required=True)
    why = el("ul", *(el("li", words) for words in view.blockers), class_="p-meta", id="why") if blocked else None
    # with scripts the button waits for the tick, and this says so; without them the server refuses with words
    unticked = el("p", page.say("submit.confirm.unticked"), class_="p-meta", id="unticked", hidden=True)
    described = "why unticked" if blocked else "unticked"
    publish = button(view.button, "publish", primary=True, aria_describedby=described)
    # these two send the form as it is
    keep = button(page.say("submit.confirm.keep"), "keep", formnovalidate=True)
    drop = discard_way(page, button(page.say("submit.discard.sure"), "discard", formnovalidate=True))
    return post_form(
        _at("upload/draft", view, page),
        view.desk.token,
        *fields,
        el("p", check),
        why,
        unticked,
        el("div", publish, keep, class_="p-actions"),
        drop,
        class_="p-panel",
        data_unsaved=True,
        data_busy=page.say("submit.confirm.busy"),
    )


def _explanation(one: ExplanationField, page: PageContext) -> Markup:
    name = f"explain:{one.key}"
    if one.placeholder:
        return field(one.label, name, one.text, wide=True, required=True, maxlength=40, placeholder=one.placeholder)
    return area(one.label, name, one.text, required=True, placeholder=page.say("submit.explain.placeholder"))


def _personal(one: PersonalField, page: PageContext) -> Markup:
    """Words that look like personal data, and the two answers."""
    name = f"personal:{one.key}"
    choices = (
        el(
            "label",
            el("input", type="radio", name=name, value=answer, checked=one.answer == answer, required=True),
            " ",
            el("span", page.say(f"statements.answer.{answer}")),
            class_="p-check",
        )
        for answer in ("remove", "keep")
    )
    return el("fieldset", el("legend", one.label, " ", el("b", one.words)), *choices, class_="p-choices")


def _form_publication(view: Review, fields: Sequence[Markup], page: PageContext) -> Markup:
    """One button that publishes: every line has been looked at, and each leads back to its field."""
    why = el("ul", *(el("li", words) for words in view.blockers), class_="p-meta", id="why") if view.blockers else None
    publish = button(view.button, "publish", primary=True, aria_describedby="why" if why else None)
    back = el("a", page.say("report.review.back"), href=page.href("upload"), class_="p-button")
    return post_form(
        _at("upload/draft", view, page),
        view.desk.token,
        *fields,
        why,
        el("div", publish, back, class_="p-actions"),
        class_="p-panel",
        data_unsaved=True,
        data_busy=page.say("submit.confirm.busy"),
    )


def _left_out(view: Review, page: PageContext) -> Markup:
    """Goals and departments to tick that are to go; a button that shows what that means."""
    look = button(page.say("submit.plan.look"), "look", formnovalidate=True)
    goals = [tick(code_and_name(one.name, page), f"taken:{one.name.code}", checked=one.ticked) for one in view.left_out]
    departments = [_left_department(one, page) for one in view.left_departments]
    return el(
        "fieldset",
        el("legend", page.say("departments.left_out.legend")),
        hidden("left_out", "yes"),
        el("p", page.say("submit.plan.left_out_words"), class_="p-meta") if goals else None,
        *goals,
        el("p", page.say("departments.left_out.words"), class_="p-meta") if departments else None,
        *departments,
        el("p", page.say("oversight.left_out"), class_="p-meta") if view.left_rows else None,
        *(tick(one.name, f"taken:{one.key}", checked=one.ticked) for one in view.left_rows),
        el("p", look),
        class_="p-choices",
    )


def _left_department(one: OmittedDepartment, page: PageContext) -> Markup:
    """A tick; of a department that answers for something, by what it is used and the way to merge it."""
    if one.along:
        onward = el(
            "a",
            page.say("departments.left_out.merge"),
            href=page.href("admin/department", code=one.code),
            class_="p-link",
        )
        used = page.say("departments.left_out.used", code=one.code, name=one.name, along=one.along)
        return el("p", used, " ", onward)
    return tick(f"{one.code} {one.name}", f"taken:department:{one.code}", checked=one.ticked)


def _decision(view: Review, page: PageContext) -> Markup:
    approve = button(view.button, "approve", primary=True)
    send_back = button(page.say("submit.decide.return"), "return")
    why = el("ul", *(el("li", words) for words in view.blockers), class_="p-meta", id="why") if view.blockers else None
    return post_form(
        _at("upload/decide", view, page),
        view.desk.token,
        why,
        area(page.say("submit.decide.comment"), "comment"),
        el("div", approve, send_back, class_="p-actions"),
        class_="p-panel",
    )


def _at(name: str, view: Review, page: PageContext) -> str | None:
    return page.href(name, number=str(view.number))
