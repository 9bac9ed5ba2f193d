"""Облікові записи as HTML: the list, a form for each account, a form for a new one."""

from collections.abc import Collection, Iterator, Mapping

from kpi.html.components import details, section, sub, table
from kpi.html.desk.uploads import said
from kpi.html.forms import button, field, hidden, password_field, post_form, select, tick
from kpi.html.page_context import PageContext
from kpi.model import Account, ActingTerm, Role
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.accounts import Accounts, InvitationLink


def body(view: Accounts, page: PageContext) -> Markup:
    """The content of <main>."""
    wrong = None
    if view.wrong:
        heading = el("h2", page.say("accounts.wrong"), class_="p-h3", tabindex=-1, autofocus=True)
        wrong = el("div", heading, el("p", view.wrong), class_="p-alert", role="alert")
    return join(
        (
            el("h1", page.say("accounts.title"), class_="p-h1"),
            said(view.notice),
            wrong,
            _invitation(view.invitation, page),
            section("list", page.count("accounts.count", len(view.accounts)), _list(view, page)),
            section(
                "new",
                page.say("accounts.new"),
                el("p", page.say("accounts.new_words"), class_="p-prose"),
                _new(view, page),
            ),
        )
    )


def _invitation(link: InvitationLink | None, page: PageContext) -> Markup | None:
    """A link that was just made: nobody can show it again."""
    if link is None:
        return None
    heading = el(
        "h2", page.say("accounts.invitation.heading", login=link.login), class_="p-h3", tabindex=-1, autofocus=True
    )
    words = el("p", page.say("accounts.invitation.words", until=link.until))
    return el("div", heading, words, el("pre", el("code", link.href)), class_="p-notice", role="status")


def _list(view: Accounts, page: PageContext) -> Markup:
    heads = {key: page.say(f"accounts.column.{key}") for key in ("who", "role", "state", "change")}
    rows = (_row(account, heads, view, page) for account in view.accounts)
    return table(page.say("accounts.title"), heads, rows, class_="p-table-due")


def _row(account: Account, heads: dict[str, str], view: Accounts, page: PageContext) -> Markup:
    names = {department.code: department.name for department in view.departments}
    answering = "; ".join(names.get(code, code) for code in account.departments)
    acting = [sub(acting_words(term, names, page)) for term in account.acting]
    state = page.say("access.disabled") if account.disabled else page.say("accounts.open")
    mark = el("span", state, class_="p-tag" if account.disabled else "p-tag p-tag-ok")
    return el(
        "tr",
        el("th", account.name, el("span", account.login, class_="p-sub"), scope="row"),
        el("td", page.say(f"access.role.{account.role}"), sub(answering), *acting, data_label=heads["role"]),
        el("td", mark, sub(view.seen.get(account.login, "")), data_label=heads["state"]),
        el("td", _change(account, view, page), class_="p-cell-wide"),
    )


def _change(account: Account, view: Accounts, page: PageContext) -> Markup:
    """Role and departments, a new password, closing and opening: folded away until wanted."""
    closing = None
    if account.login != view.me:
        act = "enable" if account.disabled else "disable"
        closing = _form(account.login, view.token, page, _button(act, page))
    oneself = None
    if account.login == view.me:
        oneself = el("p", tick(page.say("departments.acting.oneself"), "oneself"), class_="p-field-wide")
    role = _form(
        account.login,
        view.token,
        page,
        _role(view, account.role, page),
        _departments(view, set(account.departments), page),
        oneself,
        _button("role", page),
    )
    password = _form(account.login, view.token, page, _password(page), _button("password", page))
    invited = None if account.disabled else _form(account.login, view.token, page, _button("invite", page))
    acting = _acting(account, view, page) if account.role is Role.HEAD else ()
    words = page.say("accounts.change", name=account.name)
    return details(page, words, el("div", role, *acting, invited, password, closing, class_="p-panel"))


def acting_words(term: ActingTerm, names: Mapping[str, str], page: PageContext) -> str:
    """«в. о.: Управління освіти, 01.12.2026–31.12.2026»."""
    name = names.get(term.department, term.department)
    days = {"since": page.text.date(term.since), "until": page.text.date(term.until)}
    return page.say("departments.acting.term", department=name, **days)


def _acting(account: Account, view: Accounts, page: PageContext) -> Iterator[Markup]:
    """A form for a further term, and a button that ends each of those that there are."""
    yield _form(account.login, view.token, page, *_acting_fields(view, {}, page, needed=True), _button("acting", page))
    names = {department.code: department.name for department in view.departments}
    for term in account.acting:
        words = el("p", acting_words(term, names, page), class_="p-field-wide")
        where = (hidden("department", term.department), hidden("since", term.since.isoformat()))
        yield _form(account.login, view.token, page, words, *where, _button("end_acting", page))


def _acting_fields(
    view: Accounts, given: Mapping[str, str], page: PageContext, *, needed: bool = False
) -> tuple[Markup, ...]:
    options = ((department.code, department.name) for department in view.departments)
    choose = page.say("departments.choose") if needed else page.say("departments.acting.nobody")
    return (
        select(page.say("departments.acting.field"), "acting", options, given.get("acting", ""), choose),
        *(
            field(page.say(f"departments.acting.day.{name}"), name, given.get(name, ""), type="date", required=needed)
            for name in ("since", "until")
        ),
    )


def _form(login: str, token: str, page: PageContext, *children: Child) -> Markup:
    named = hidden("login", login) if login else None
    return post_form(page.href("admin/accounts"), token, named, *children, class_="p-form")


def _button(act: str, page: PageContext) -> Markup:
    return button(page.say(f"accounts.do.{act}"), act)


def _field(name: str, page: PageContext, value: str = "", *, needed: bool = True, type: str = "text") -> Markup:
    return field(page.say(f"accounts.field.{name}"), name, value, type=type, required=needed, maxlength=200)


def _password(page: PageContext, *, needed: bool = True) -> Markup:
    """Somebody else's: keepers of passwords are told that it is new."""
    label = page.say("accounts.field.password")
    return password_field(label, "password", page, new=True, required=needed, maxlength=200)


def _role(view: Accounts, chosen: Role | str, page: PageContext) -> Markup:
    options = ((str(role), name) for role, name in view.roles)
    return select(page.say("accounts.field.role"), "role", options, str(chosen))


def _departments(view: Accounts, ticked: Collection[str], page: PageContext) -> Markup:
    boxes = (
        tick(department.name, f"department:{department.code}", checked=department.code in ticked)
        for department in view.departments
    )
    legend = el("legend", page.say("accounts.field.departments"), class_="p-meta")
    return el("fieldset", legend, *boxes, class_="p-field-wide p-choices")


def _new(view: Accounts, page: PageContext) -> Markup:
    given = dict(view.given)
    ticked = {name.partition(":")[2] for name in given if name.startswith("department:")}
    return _form(
        "",
        view.token,
        page,
        _field("login", page, given.get("login", "")),
        _field("name", page, given.get("name", "")),
        _field("email", page, given.get("email", ""), needed=False, type="email"),
        _password(page, needed=False),
        _role(view, given.get("role", Role.HEAD), page),
        _departments(view, ticked, page),
        *_acting_fields(view, given, page),
        _button("add", page),
    )
