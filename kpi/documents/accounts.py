"""Облікові записи as HTML: the list, a form for each account, a form for a new one."""

from collections.abc import Collection

from kpi.documents.html import Child, Html, address, el, join
from kpi.documents.parts import section, sub, table
from kpi.documents.submit import said
from kpi.model import Account, Role
from kpi.text import Text
from kpi.views.accounts import Accounts

#: what a browser's keeper of passwords is told: this is somebody else's
_NEW = "new-password"


def body(view: Accounts, text: Text) -> Html:
    """The content of <main>."""
    wrong = None
    if view.wrong:
        heading = el("h2", text.say("accounts.wrong"), class_="p-h3", tabindex=-1, autofocus=True)
        wrong = el("div", heading, el("p", view.wrong), class_="p-alert", role="alert")
    return join(
        (
            el("h1", text.say("accounts.title"), class_="p-h1"),
            said(view.notice),
            wrong,
            section("list", text.count("accounts.count", len(view.accounts)), _list(view, text)),
            section("new", text.say("accounts.new"), _new(view, text)),
        )
    )


def _list(view: Accounts, text: Text) -> Html:
    heads = {key: text.say(f"accounts.column.{key}") for key in ("who", "role", "state", "change")}
    rows = (_row(account, heads, view, text) for account in view.accounts)
    return table(text.say("accounts.title"), heads, rows, class_="p-table-due")


def _row(account: Account, heads: dict[str, str], view: Accounts, text: Text) -> Html:
    names = {office.code: office.name for office in view.offices}
    answering = "; ".join(names.get(code, code) for code in account.departments)
    state = text.say("access.disabled") if account.disabled else text.say("accounts.open")
    mark = el("span", state, class_="p-tag" if account.disabled else "p-tag p-tag-ok")
    return el(
        "tr",
        el("th", account.name, el("span", account.login, class_="p-sub"), scope="row"),
        el("td", text.say(f"access.role.{account.role}"), sub(answering), data_label=heads["role"]),
        el("td", mark, data_label=heads["state"]),
        el("td", _change(account, view, text), class_="p-cell-wide"),
    )


def _change(account: Account, view: Accounts, text: Text) -> Html:
    """Role and departments, a new password, closing and opening: folded away until wanted."""
    closing = None
    if account.login != view.me:
        act = "enable" if account.disabled else "disable"
        button = el("button", text.say(f"accounts.do.{act}"), type="submit", name="act", value=act, class_="p-button")
        closing = _form(account.login, view.token, text, button)
    role = _form(
        account.login,
        view.token,
        text,
        _role(view, account.role, text),
        _departments(view, set(account.departments), text),
        _button("role", text),
    )
    password = _form(
        account.login, view.token, text, _field("password", text, type="password"), _button("password", text)
    )
    summary = el("summary", text.say("accounts.change", name=account.name))
    return el("details", summary, el("div", role, password, closing, class_="p-panel"), class_="p-more")


def _form(login: str, token: str, text: Text, *children: Child) -> Html:
    return el(
        "form",
        el("input", type="hidden", name="token", value=token),
        el("input", type="hidden", name="login", value=login) if login else None,
        *children,
        method="post",
        action=address("admin/accounts", lang=text.language),
        class_="p-form",
    )


def _button(act: str, text: Text) -> Html:
    return el("button", text.say(f"accounts.do.{act}"), type="submit", name="act", value=act, class_="p-button")


def _field(name: str, text: Text, value: str = "", *, needed: bool = True, type: str = "text") -> Html:
    complete = _NEW if type == "password" else "off"
    field = el(
        "input", type=type, name=name, value=value or None, required=needed, autocomplete=complete, maxlength=200
    )
    return el("label", el("span", text.say(f"accounts.field.{name}")), field, class_="p-field")


def _role(view: Accounts, chosen: Role | str, text: Text) -> Html:
    options = (el("option", name, value=str(role), selected=role == chosen) for role, name in view.roles)
    return el(
        "label", el("span", text.say("accounts.field.role")), el("select", *options, name="role"), class_="p-field"
    )


def _departments(view: Accounts, ticked: Collection[str], text: Text) -> Html:
    boxes = (
        el(
            "label",
            el("input", type="checkbox", name=f"department:{office.code}", value="yes", checked=office.code in ticked),
            el("span", office.name),
            class_="p-check",
        )
        for office in view.offices
    )
    legend = el("legend", text.say("accounts.field.departments"), class_="p-meta")
    return el("fieldset", legend, *boxes, class_="p-field-wide p-choices")


def _new(view: Accounts, text: Text) -> Html:
    given = dict(view.given)
    ticked = {name.partition(":")[2] for name in given if name.startswith("department:")}
    return _form(
        "",
        view.token,
        text,
        _field("login", text, given.get("login", "")),
        _field("name", text, given.get("name", "")),
        _field("email", text, given.get("email", ""), needed=False, type="email"),
        _field("password", text, type="password"),
        _role(view, given.get("role", Role.HEAD), text),
        _departments(view, ticked, text),
        _button("add", text),
    )
