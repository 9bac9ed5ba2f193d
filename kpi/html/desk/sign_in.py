"""The pages of signing in as HTML: they work without scripts."""

from collections.abc import Sequence

from kpi.html.forms import CARRIED, button, field, hidden, password_field, post_form
from kpi.html.help import help_link
from kpi.html.lang_markup import mark_languages
from kpi.html.page_context import PageContext
from kpi.text.markup import Child, Markup, el, join
from kpi.views.desk.sign_in import AccountView, InvitationView, LoginView, LogoutView

#: the form of signing in
FORM = "sign-in"
#: the form that gives back or sends what an earlier session began
STALE = "stale"


def login(view: LoginView, page: PageContext) -> Markup:
    """Login and password, and the identity provider where there is one."""
    named = bool(view.login)
    form = post_form(
        page.href("login"),
        view.token,
        hidden("next", view.onward),
        hidden(CARRIED, view.carried) if view.carried else None,
        _login_field(page.say("signing.login.login"), view.login, autofocus=not named),
        password_field(page.say("signing.login.password"), "password", page, autofocus=named),
        button(page.say("signing.login.enter"), primary=True),
        class_="p-form",
        id=FORM,
    )
    provider = None
    if view.provider:
        way = page.href("login/provider", next=view.onward)
        label = page.say("signing.login.provider", name=view.provider)
        # what is carried stays here while another tab goes to the provider
        provider = el("p", el("a", label, href=way, class_="p-button", target="_blank" if view.carried else None))
    return _narrow(
        _heading(page.say("signing.login.title")),
        el("p", page.say("signing.login.words"), class_="p-lede"),
        _carried(view, page),
        _problem(view.problem),
        _first_account(view, page),
        form,
        provider,
        _after_provider(view, page) if view.provider and view.carried else None,
        el("p", page.say("signing.login.help"), class_="p-meta"),
        _whom_to_ask(view, page),
        help_link(page),
    )


def _carried(view: LoginView, page: PageContext) -> Markup | None:
    """That what was typed is kept on this page."""
    return el("p", page.say("signing.carried.words"), class_="p-notice", role="status") if view.carried else None


def _after_provider(view: LoginView, page: PageContext) -> Markup:
    """The way back of what was typed for who has signed in at the provider in another tab."""
    words = el("p", page.say("signing.carried.elsewhere", name=view.provider), class_="p-meta")
    carried = hidden(CARRIED, view.carried)
    return join((words, post_form(page.href("upload/again"), "", carried, button(page.say("signing.carried.resume")))))


def late_form(kind: str, written: Sequence[str], carried: str, token: str, page: PageContext) -> Markup:
    """That nothing was done, what was written, and the button.

    kind     `report`: its rows come back into their fields; `form`: it is sent once more
    written  the sentences of a form that is not a report
    carried  what the page carries (`kpi.web.desk.forms.carried`)
    """
    form = post_form(
        page.href("upload/again"),
        token,
        hidden(CARRIED, carried),
        button(page.say(f"report.stale.button.{kind}"), primary=True, autofocus=True),
        id=STALE,
    )
    lines = (el("p", line) for words in written for line in words.splitlines() if line.strip())
    quoted = el("blockquote", *lines, class_="p-notice p-prose") if written else None
    heading = el("h1", page.say("report.stale.title"), class_="p-h1")
    return join((heading, el("p", page.say(f"report.stale.words.{kind}"), class_="p-lede"), quoted, form))


def _first_account(view: LoginView, page: PageContext) -> Markup | None:
    """How to make the first account, on a site that has none."""
    if not view.first:
        return None
    told = el("p", page.say("signing.first.words"))
    return el("div", told, el("pre", el("code", view.first)), class_="p-prose p-notice", role="status")


def _whom_to_ask(view: LoginView, page: PageContext) -> Markup | None:
    parts = (page.say("signing.ask.administrators", names=", ".join(view.ask)) if view.ask else "", view.contact)
    told = " · ".join(filter(None, parts))
    return el("p", page.say("signing.ask.words", who=told), class_="p-meta") if told else None


def invitation(view: InvitationView, page: PageContext) -> Markup:
    """The own login, the rules of passwords, a new password twice."""
    form = post_form(
        page.href(f"invitation/{view.secret}"),
        view.token,
        # password managers keep the new password under this login
        el("input", type="hidden", name="login", value=view.login, autocomplete="username"),
        password_field(
            page.say("signing.account.new"), "new", page, new=True, autofocus=True, aria_describedby="rules"
        ),
        password_field(page.say("signing.account.again"), "again", page, new=True),
        button(page.say("signing.invitation.enter"), primary=True),
        class_="p-form",
    )
    return _narrow(
        _heading(page.say("signing.invitation.heading", name=view.name)),
        el("p", page.say("signing.invitation.words", login=view.login), class_="p-lede"),
        _problem(view.problem),
        _rules(page),
        form,
        help_link(page),
    )


def invitation_ended(page: PageContext) -> Markup:
    """Of a link that works no longer: why, and what to do."""
    words = el("p", page.say("signing.invitation.ended.words"), class_="p-lede")
    enter = el("p", el("a", page.say("signing.login.enter"), href=page.href("login"), class_="p-link"))
    return _narrow(_heading(page.say("signing.invitation.ended.title")), words, enter)


def _rules(page: PageContext) -> Markup:
    """What a password must be, told before it is chosen."""
    return el("p", page.say("signing.password.rules"), class_="p-meta", id="rules")


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
    about = mark_languages(" · ".join((view.login, view.role, *view.departments)), page.text)
    return _narrow(
        _heading(view.name),
        el("p", about, class_="p-lede"),
        _problem(view.problem),
        el("p", view.done, class_="p-notice", role="status") if view.done else None,
        el("h2", page.say("signing.account.sessions"), class_="p-h2"),
        el("ul", *rows),
        elsewhere,
        el("h2", page.say("signing.account.password"), class_="p-h2"),
        _rules(page),
        _password_form(view, page),
        el("h2", page.say("signing.logout.title"), class_="p-h2"),
        _one_button("logout", view.token, page.say("signing.logout.leave"), page),
        help_link(page),
    )


def _password_form(view: AccountView, page: PageContext) -> Markup:
    return post_form(
        page.href("account/password"),
        view.token,
        # password managers keep the new password under this login
        el("input", type="hidden", name="login", value=view.login, autocomplete="username"),
        password_field(page.say("signing.account.current"), "current", page),
        password_field(page.say("signing.account.new"), "new", page, new=True, aria_describedby="rules"),
        password_field(page.say("signing.account.again"), "again", page, new=True),
        button(page.say("signing.account.change"), primary=True),
        class_="p-form",
    )


def _narrow(*parts: Child) -> Markup:
    return el("div", *parts, class_="p-narrow")


def _heading(words: str) -> Markup:
    return el("h1", words, class_="p-h1")


def _problem(words: str) -> Markup | None:
    return el("p", words, class_="p-notice", role="alert", id="problem") if words else None


def _login_field(label: str, value: str, *, autofocus: bool) -> Markup:
    return field(
        label,
        "login",
        value,
        autocomplete="username",
        autofocus=autofocus,
        required=True,
        maxlength=400,
        autocapitalize="none",
        spellcheck="false",
    )


def _one_button(name: str, token: str, label: str, page: PageContext) -> Markup:
    return post_form(page.href(name), token, button(label, primary=True), class_="p-form")
