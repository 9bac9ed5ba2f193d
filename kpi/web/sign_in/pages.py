"""The pages of signing in as whole files."""

from dataclasses import replace

from kpi.html.desk import sign_in as document
from kpi.html.links import address
from kpi.html.page_context import PageContext
from kpi.html.page_frame import render_page
from kpi.services.published import surveys
from kpi.text import Text
from kpi.text.markup import Markup
from kpi.views.desk.sign_in import AccountView, InvitationView, LoginView, LogoutView
from kpi.web.assets import asset_url


def login_page(view: LoginView, text: Text) -> bytes:
    here = address("login", next=None if view.onward == "/" else view.onward)
    page = replace(_page(here, text), carrying=(document.FORM, here) if view.carried else None)
    return _whole("login", document.login(view, page), page)


def invitation_page(view: InvitationView, text: Text) -> bytes:
    page = _page(f"/invitation/{view.secret}", text)
    return _whole("invitation", document.invitation(view, page), page)


def invitation_ended_page(text: Text) -> bytes:
    page = _page("/login", text)
    return _whole("invitation.ended", document.invitation_ended(page), page)


def logout_page(view: LogoutView, text: Text) -> bytes:
    page = _page("/logout", text)
    return _whole("logout", document.logout(view, page), page)


def account_page(view: AccountView, text: Text) -> bytes:
    page = _page("/account", text)
    return _whole("account", document.account(view, page), page)


def _page(here: str, text: Text) -> PageContext:
    mark = surveys.mark(text.language)
    return PageContext(text=text, address=here, accent=surveys.colour(), mark=mark, asset=asset_url)


def _whole(name: str, main: Markup, page: PageContext) -> bytes:
    return render_page(page.say(f"signing.{name}.title"), main, page, scripts=("password.js", "said_once.js"))
