"""The pages of signing in as HTML: they work without scripts."""

from kpi.html.forms import button, field, hidden, post_form
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.sign_in import AccountView, LoginView, LogoutView


def login(view: LoginView, page: PageContext) -> Markup:
    """Login and password, and the identity provider where there is one."""
    named = bool(view.login)
    form = post_form(
        page.href("login"),
        view.token,
        hidden("next", view.onward),
        _field("login", page.say("signing.login.login"), "username", view.login, autofocus=not named),
        _field("password", page.say("signing.login.password"), "current-password", autofocus=named),
        button(page.say("signing.login.enter"), primary=True),
        class_="p-form",
    )
    provider = None
    if view.provider:
        way = page.href("login/provider", next=view.onward)
        label = page.say("signing.login.provider", name=view.provider)
        provider = el("p", el("a", label, href=way, class_="p-button"))
    return _narrow(
        _heading(page.say("signing.login.title")),
        el("p", page.say("signing.login.words"), class_="p-lede"),
        _problem(view.problem),
        form,
        provider,
        el("p", page.say("signing.login.help"), class_="p-note"),
    )


def logout(view: LogoutView, page: PageContext) -> Markup:
    """A button that ends the session; nobody is asked twice."""
    if not view.name:
        words = page.say("signing.logout.nobody")
        return _narrow(_heading(page.say("signing.logout.title")), el("p", words, class_="p-lede"))
    form = _one_button("logout", view.token, page.say("signing.logout.leave"), page)
    words = page.say("signing.logout.words", name=view.name)
    return _narrow(_heading(page.say("signing.logout.title")), el("p", words, class_="p-lede"), form)


def account(view: AccountView, page: PageContext) -> Markup:
    """Who one is, the sessions, a new password."""
    rows = [
        el(
            "li",
            session.agent or page.say("signing.account.unknown"),
            " · ",
            page.say("signing.account.times", since=session.since, seen=session.seen),
            join((" · ", el("b", page.say("signing.account.here")))) if session.here else None,
        )
        for session in view.sessions
    ]
    elsewhere = None
    if len(view.sessions) > 1:
        elsewhere = _one_button("account/sessions", view.token, page.say("signing.account.elsewhere"), page)
    about = " · ".join((view.login, view.role, *view.departments))
    return _narrow(
        _heading(view.name),
        el("p", about, class_="p-lede"),
        _problem(view.problem),
        el("p", view.done, class_="p-notice", role="status") if view.done else None,
        el("h2", page.say("signing.account.sessions"), class_="p-h2"),
        el("ul", *rows),
        elsewhere,
        el("h2", page.say("signing.account.password"), class_="p-h2"),
        _password_form(view, page),
        el("h2", page.say("signing.logout.title"), class_="p-h2"),
        _one_button("logout", view.token, page.say("signing.logout.leave"), page),
    )


def _password_form(view: AccountView, page: PageContext) -> Markup:
    return post_form(
        page.href("account/password"),
        view.token,
        # password managers keep the new password under this login
        el("input", type="hidden", name="login", value=view.login, autocomplete="username"),
        _field("current", page.say("signing.account.current"), "current-password"),
        _field("new", page.say("signing.account.new"), "new-password"),
        _field("again", page.say("signing.account.again"), "new-password"),
        button(page.say("signing.account.change"), primary=True),
        class_="p-form",
    )


def _narrow(*parts: Child) -> Markup:
    return el("div", *parts, class_="p-narrow")


def _heading(words: str) -> Markup:
    return el("h1", words, class_="p-h1")


def _problem(words: str) -> Markup | None:
    return el("p", words, class_="p-notice", role="alert", id="problem") if words else None


def _field(name: str, label: str, complete: str, value: str = "", *, autofocus: bool = False) -> Markup:
    return field(
        label,
        name,
        value,
        type="text" if complete == "username" else "password",
        autocomplete=complete,
        autofocus=autofocus,
        required=True,
        maxlength=400,
        autocapitalize="none",
        spellcheck="false",
    )


def _one_button(name: str, token: str, label: str, page: PageContext) -> Markup:
    return post_form(page.href(name), token, button(label, primary=True), class_="p-form")
