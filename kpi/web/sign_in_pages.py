"""The pages of signing in as whole files."""

from kpi.documents import signing as document
from kpi.documents.html import address
from kpi.documents.switches import switches
from kpi.text import Text
from kpi.views.signing import AccountView, LoginView, LogoutView
from kpi.web.assets import assets
from kpi.web.whole import whole_page


def login_page(view: LoginView, text: Text) -> str:
    here = address("login", next=None if view.onward == "/" else view.onward)
    return _whole("login", document.login(view, text), here, text)


def logout_page(view: LogoutView, text: Text) -> str:
    return _whole("logout", document.logout(view, text), address("logout"), text)


def account_page(view: AccountView, text: Text) -> str:
    return _whole("account", document.account(view, text), address("account"), text)


def _whole(name: str, main: str, here: str, text: Text) -> str:
    return whole_page(assets(), text, text.say(f"signing.{name}.title"), main, switches(here, text))
