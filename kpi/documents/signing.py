"""The pages of signing in as HTML: they work without scripts."""

from kpi.documents.html import Child, Html, address, el, join
from kpi.text import Text
from kpi.views.signing import AccountView, LoginView, LogoutView


def login(view: LoginView, text: Text) -> Html:
    """Login and password, and the identity provider where there is one."""
    named = bool(view.login)
    form = el(
        "form",
        _hidden("token", view.token),
        _hidden("next", view.onward),
        _field("login", text.say("signing.login.login"), "text", "username", value=view.login, autofocus=not named),
        _field("password", text.say("signing.login.password"), "password", "current-password", autofocus=named),
        _button(text.say("signing.login.enter")),
        class_="p-form",
        method="post",
        action=_path("login", text),
    )
    provider = None
    if view.provider:
        way = address("login/provider", lang=text.language, next=view.onward)
        label = text.say("signing.login.provider", name=view.provider)
        provider = el("p", el("a", label, href=way, class_="p-button"))
    return _narrow(
        _heading(text.say("signing.login.title")),
        el("p", text.say("signing.login.words"), class_="p-lede"),
        _problem(view.problem),
        form,
        provider,
        el("p", text.say("signing.login.help"), class_="p-note"),
    )


def logout(view: LogoutView, text: Text) -> Html:
    """A button that ends the session; nobody is asked twice."""
    if not view.name:
        words = text.say("signing.logout.nobody")
        return _narrow(_heading(text.say("signing.logout.title")), el("p", words, class_="p-lede"))
    form = _one_button("logout", view.token, text.say("signing.logout.leave"), text)
    words = text.say("signing.logout.words", name=view.name)
    return _narrow(_heading(text.say("signing.logout.title")), el("p", words, class_="p-lede"), form)


def account(view: AccountView, text: Text) -> Html:
    """Who one is, the sessions, a new password."""
    rows = [
        el(
            "li",
            session.agent or text.say("signing.account.unknown"),
            " · ",
            text.say("signing.account.times", since=session.since, seen=session.seen),
            join((" · ", el("b", text.say("signing.account.here")))) if session.here else None,
        )
        for session in view.sessions
    ]
    elsewhere = None
    if len(view.sessions) > 1:
        elsewhere = _one_button("account/sessions", view.token, text.say("signing.account.elsewhere"), text)
    about = " · ".join((view.login, view.role, *view.departments))
    return _narrow(
        _heading(view.name),
        el("p", about, class_="p-lede"),
        _problem(view.problem),
        el("p", view.done, class_="p-notice", role="status") if view.done else None,
        el("h2", text.say("signing.account.sessions"), class_="p-h2"),
        el("ul", *rows),
        elsewhere,
        el("h2", text.say("signing.account.password"), class_="p-h2"),
        _password_form(view, text),
        el("h2", text.say("signing.logout.title"), class_="p-h2"),
        _one_button("logout", view.token, text.say("signing.logout.leave"), text),
    )


def _password_form(view: AccountView, text: Text) -> Html:
    return el(
        "form",
        _hidden("token", view.token),
        # password managers keep the new password under this login
        el("input", type="hidden", name="login", value=view.login, autocomplete="username"),
        _field("current", text.say("signing.account.current"), "password", "current-password"),
        _field("new", text.say("signing.account.new"), "password", "new-password"),
        _field("again", text.say("signing.account.again"), "password", "new-password"),
        _button(text.say("signing.account.change")),
        class_="p-form",
        method="post",
        action=_path("account/password", text),
    )


def _narrow(*parts: Child) -> Html:
    return el("div", *parts, class_="p-narrow")


def _heading(words: str) -> Html:
    return el("h1", words, class_="p-h1")


def _problem(words: str) -> Html | None:
    return el("p", words, class_="p-notice", role="alert", id="problem") if words else None


def _hidden(name: str, value: str) -> Html:
    return el("input", type="hidden", name=name, value=value)


def _field(name: str, label: str, kind: str, complete: str, *, value: str = "", autofocus: bool = False) -> Html:
    entry = el(
        "input",
        type=kind,
        name=name,
        value=value or None,
        autocomplete=complete,
        autofocus=autofocus,
        required=True,
        maxlength=400,
        autocapitalize="none",
        spellcheck="false",
    )
    return el("label", el("span", label), entry, class_="p-field")


def _button(label: Child) -> Html:
    return el("button", label, type="submit", class_="p-button p-primary")


def _one_button(page: str, token: str, label: str, text: Text) -> Html:
    return el("form", _hidden("token", token), _button(label), class_="p-form", method="post", action=_path(page, text))


def _path(page: str, text: Text) -> str:
    return address(page, lang=text.language)
