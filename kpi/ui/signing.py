"""How the pages of signing in look, for kpi.web, which draws nothing itself."""

from kpi.documents import signing as document
from kpi.text import Text
from kpi.views.signing import AccountView, LoginView, LogoutView
from kpi.web.app import assets
from kpi.web.whole import whole_page


class Drawn:
    """The documents inside a whole page."""

    def login(self, view: LoginView, text: Text) -> str:
        return whole_page(assets(), text, text.say("signing.login.title"), document.login(view, text))

    def logout(self, view: LogoutView, text: Text) -> str:
        return whole_page(assets(), text, text.say("signing.logout.title"), document.logout(view, text))

    def account(self, view: AccountView, text: Text) -> str:
        return whole_page(assets(), text, text.say("signing.account.title"), document.account(view, text))
