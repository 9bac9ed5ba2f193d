"""How the pages of signing in look, for kpi.web, which draws nothing itself."""

from kpi.documents import signing as document
from kpi.documents import switches
from kpi.documents.html import address
from kpi.text import Text
from kpi.views.signing import AccountView, LoginView, LogoutView
from kpi.web.app import assets
from kpi.web.whole import whole_page


class Drawn:
    """The documents inside a whole page."""

    def switches(self, address: str, text: Text) -> str:
        """Language and theme for the header of a page at `address`."""
        return switches.switches(address, text)

    def login(self, view: LoginView, text: Text) -> str:
        here = address("login", next=None if view.onward == "/" else view.onward)
        return self._whole("login", document.login(view, text), here, text)

    def logout(self, view: LogoutView, text: Text) -> str:
        return self._whole("logout", document.logout(view, text), address("logout"), text)

    def account(self, view: AccountView, text: Text) -> str:
        return self._whole("account", document.account(view, text), address("account"), text)

    def _whole(self, name: str, main: str, here: str, text: Text) -> str:
        title = text.say(f"signing.{name}.title")
        return whole_page(assets(), text, title, main, self.switches(here, text))
