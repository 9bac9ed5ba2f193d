"""The preview of a draft, its confirmation, and the receipt as HTML."""

from collections.abc import Sequence

from kpi.documents.html import Child, Html, address, el, join, link
from kpi.documents.parts import chip, coded, indicator_address, section, sub, table
from kpi.documents.submit import form, said, top
from kpi.documents.submit_problems import problem_table
from kpi.text import DASH, Text
from kpi.views.submit import ChangeLine, Explanation, Receipt, Review


def review(view: Review, text: Text) -> Html:
    """What publishing would change, what has to be explained, the confirmation."""
    return join(
        (
            top(view.desk, "review", text),
            said(view.notice),
            _conflict(view, text),
            _remarks(view, text),
            _changes(view, text),
            _others(view, text),
            _confirmation(view, text),
        )
    )


def _conflict(view: Review, text: Text) -> Html | None:
    if not view.conflict:
        return None
    heads = {key: text.say(f"submit.conflict.column.{key}") for key in ("name", "standing", "own")}
    rows = (
        el(
            "tr",
            el("th", coded(line.name, text), sub(line.period), scope="row"),
            el("td", line.standing, sub(line.who), class_="p-num", data_label=heads["standing"]),
            el("td", line.own, class_="p-num", data_label=heads["own"]),
        )
        for line in view.conflicts
    )
    compare = form(
        _at("upload/compared", view, text),
        view.desk,
        el("p", text.say("submit.conflict.words")),
        el("input", type="hidden", name="seq", value=view.seq),
        el("button", text.say("submit.conflict.keep"), type="submit", class_="p-button"),
    )
    return el(
        "div",
        el("h2", view.conflict, class_="p-h3", tabindex=-1, autofocus=True),
        table(text.say("submit.conflict.caption"), heads, rows, numbers={"standing", "own"}),
        compare,
        class_="p-alert",
        role="alert",
    )


def _remarks(view: Review, text: Text) -> Html | None:
    if not view.remarks:
        return None
    heading = text.count("submit.problems.remarks", len(view.remarks))
    return section("remarks", heading, el("p", text.say("submit.remarks.words")), problem_table(view.remarks, text))


def _changes(view: Review, text: Text) -> Html:
    lines = change_table(view.lines, text) if view.lines else None
    words = el("p", text.say("submit.review.file", file=view.filename), " ", view.summary)
    return section("changes", text.say("submit.review.title"), words, lines)


_COLUMNS = ("name", "before", "after", "difference", "status", "need")


def change_table(lines: Sequence[ChangeLine], text: Text, *, done: bool = False) -> Html:
    """Was, will be, difference, status before and after, whether words are needed; of what is `done`, was and is."""
    keys = ("name", "before", "became", "difference") if done else _COLUMNS
    heads = {key: text.say(f"submit.review.column.{key}") for key in keys}
    rows = (_change_row(line, heads, text) for line in lines)
    numbers = {"before", "after", "became", "difference"}
    return table(text.say("submit.review.caption"), heads, rows, numbers=numbers, class_="p-table-changes")


def _change_row(line: ChangeLine, heads: dict[str, str], text: Text) -> Html:
    name: Html = coded(line.name, text)
    if line.link:
        name = link(name, indicator_address(text, line.name.code), class_="p-name")
    period = text.say("submit.review.part", period=line.period, part=line.breakdown) if line.breakdown else line.period
    cells = [
        el("th", name, sub(period), scope="row"),
        el("td", line.before, class_="p-num p-quiet", data_label=heads["before"]),
        el("td", el("b", line.after), class_="p-num", data_label=heads.get("after") or heads["became"]),
        el("td", line.difference, class_="p-num", data_label=heads["difference"]),
    ]
    if "need" in heads:
        cells.append(el("td", _statuses(line, text), class_="p-cell-wide", data_label=heads["status"]))
        cells.append(el("td", _need(line, text), class_="p-cell-wide", data_label=heads["need"]))
    return el("tr", *cells)


def _statuses(line: ChangeLine, text: Text) -> Child:
    if line.status_after is None:
        return DASH
    after = chip(line.status_after, text)
    if line.status_before is None or line.status_before is line.status_after:
        return after
    return join(
        (chip(line.status_before, text), el("span", text.say("submit.review.becomes"), class_="p-hidden"), " → ", after)
    )


def _need(line: ChangeLine, text: Text) -> Child:
    if not line.need:
        return DASH
    words = text.say("submit.need.done") if line.done else text.say("submit.need.open")
    kind = "p-tag p-tag-ok" if line.done else "p-tag p-tag-warn"
    return join((el("span", words, class_=kind), sub(line.need)))


def _others(view: Review, text: Text) -> Html | None:
    if not view.others:
        return None
    items = el("ul", *(el("li", words) for words in view.others), class_="p-list p-prose")
    return section("others", text.say("submit.others"), items)


def _confirmation(view: Review, text: Text) -> Html:
    parts: list[Child] = [el("p", words, class_="p-meta") for words in view.second]
    if view.state:
        parts.append(el("p", view.state, class_="p-strong"))
    if view.deciding:
        parts.append(_decision(view, text))
    elif not view.locked:
        parts.append(_publication(view, text))
    else:
        parts += [el("p", words) for words in view.blockers]
    return section("confirm", text.say("submit.confirm.title"), *parts)


def _publication(view: Review, text: Text) -> Html:
    blocked = bool(view.blockers)
    fields = [_field(field, text) for field in view.explanations]
    if view.act is not None:
        act = el("input", type="text", name="ground", value=view.act, required=True, maxlength=300)
        fields.append(el("label", el("span", text.say("submit.confirm.act")), act, class_="p-field p-field-wide"))
    if view.left_out:
        fields.append(_left_out(view, text))
    tick = el("input", type="checkbox", name="confirmed", value="yes", required=True)
    check = el("label", tick, " ", el("span", text.say("submit.confirm.check")), class_="p-check")
    why = el("ul", *(el("li", words) for words in view.blockers), class_="p-meta", id="why") if blocked else None
    # with scripts the button waits for the tick, and this says so; without them the server refuses with words
    unticked = el("p", text.say("submit.confirm.unticked"), class_="p-meta", id="unticked", hidden=True)
    publish = el(
        "button",
        view.button,
        type="submit",
        name="act",
        value="publish",
        class_="p-button p-primary",
        aria_describedby="why unticked" if blocked else "unticked",
    )
    keep = el("button", text.say("submit.confirm.keep"), type="submit", name="act", value="keep", **_UNCHECKED)
    drop = el("button", text.say("submit.confirm.discard"), type="submit", name="act", value="discard", **_UNCHECKED)
    return form(
        _at("upload/draft", view, text),
        view.desk,
        *fields,
        el("p", check),
        why,
        unticked,
        el("div", publish, keep, drop, class_="p-actions"),
        class_="p-panel",
        data_unsaved=True,
        data_busy=text.say("submit.confirm.busy"),
    )


def _left_out(view: Review, text: Text) -> Html:
    """Goals to tick that are to go; a button that shows what that means."""
    boxes = (
        el(
            "label",
            el("input", type="checkbox", name=f"taken:{one.name.code}", value="yes", checked=one.ticked),
            el("span", coded(one.name, text)),
            class_="p-check",
        )
        for one in view.left_out
    )
    look = el("button", text.say("submit.plan.look"), type="submit", name="act", value="look", **_UNCHECKED)
    return el(
        "fieldset",
        el("legend", text.say("submit.plan.left_out")),
        el("p", text.say("submit.plan.left_out_words"), class_="p-meta"),
        el("input", type="hidden", name="left_out", value="yes"),
        *boxes,
        el("p", look),
        class_="p-choices",
    )


#: these buttons send the form as it is
_UNCHECKED: dict[str, str | bool] = {"class_": "p-button", "formnovalidate": True}


def _field(field: Explanation, text: Text) -> Html:
    area = el(
        "textarea",
        field.text,
        name=f"explain:{field.key}",
        rows=2,
        maxlength=1000,
        required=True,
        placeholder=text.say("submit.explain.placeholder"),
    )
    return el("label", el("span", field.label), area, class_="p-field p-field-wide")


def _decision(view: Review, text: Text) -> Html:
    comment = el("textarea", name="comment", rows=2, maxlength=1000)
    approve = el("button", view.button, type="submit", name="act", value="approve", class_="p-button p-primary")
    send_back = el(
        "button", text.say("submit.decide.return"), type="submit", name="act", value="return", class_="p-button"
    )
    return form(
        _at("upload/decide", view, text),
        view.desk,
        el("label", el("span", text.say("submit.decide.comment")), comment, class_="p-field p-field-wide"),
        el("div", approve, send_back, class_="p-actions"),
        class_="p-panel",
    )


def _at(page: str, view: Review, text: Text) -> str:
    return address(page, lang=text.language, number=str(view.number))


def receipt(view: Receipt, text: Text) -> Html:
    """What was published, where it stands now, and the way back for a quarter of an hour."""
    facts = (el("div", el("dt", label), el("dd", value)) for label, value in view.facts)
    onward = el(
        "p", el("a", text.say("submit.receipt.more"), href=address("upload", lang=text.language), class_="p-link")
    )
    return join(
        (
            top(view.desk, "", text),
            el(
                "section",
                el("h2", view.heading, class_="p-h2", id="receipt", tabindex=-1, autofocus=True),
                said(view.notice, first=False),
                el("dl", *facts, class_="p-facts"),
                change_table(view.lines, text, done=True) if view.lines else None,
                el("ul", *(el("li", words) for words in view.others), class_="p-list p-prose") if view.others else None,
                onward,
                class_="p-section",
                aria_labelledby="receipt",
            ),
            _undo(view, text),
        )
    )


def _undo(view: Receipt, text: Text) -> Html | None:
    if view.undone:
        return el("p", view.undone, class_="p-meta")
    if not view.undo_until:
        return None
    reason = el("textarea", name="reason", rows=2, maxlength=1000, required=True)
    inside = form(
        address("upload/undo", lang=text.language, number=str(view.number)),
        view.desk,
        el("p", text.say("submit.undo.words", time=view.undo_until)),
        el("label", el("span", text.say("submit.undo.reason")), reason, class_="p-field p-field-wide"),
        el("p", el("button", text.say("submit.undo.button"), type="submit", class_="p-button")),
        class_="p-panel",
    )
    return section("undo", text.say("submit.undo.title"), inside)
