"""The desk of a town of another country: what letters lead to is there, and no page speaks of what the town is not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

import httpx2
import pytest

from kpi.model import Account, Language, Role
from kpi.services import sign_in
from kpi.store import open_store
from kpi.text import Text
from tests.books import checked
from tests.layers import alone, layers
from tests.publishing import publish
from tests.truth.letters.towns import TODAY, town
from tests.truth.letters.writing import SITE, letters_of
from tests.truth.test_foreign import CYRILLIC, UKRAINE
from tests.web.conftest import PASSWORD, post_form
from tests.web.desk.sentences.listening import Ear, Transport

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

PEOPLE = (
    Account(id=0, login="rivers", name="M. Rivers", role=Role.HEAD, departments=("dep-climate",)),
    Account(id=0, login="brooks", name="E. Brooks", role=Role.EDITOR),
    Account(id=0, login="lake", name="A. Lake", role=Role.ADMINISTRATOR),
)
#: pages of one person, and what may be read of them
_OWN = re.compile(r"/(?:upload|admin|account)\b(?!.*(?:template|\.csv|\.xlsx|file\b|export))")
_TAG, _UNREAD = re.compile(r"<[^>]*>"), re.compile(r"<(script|style)\b.*?</\1>", re.DOTALL)
_IN_UKRAINIAN = re.compile(r'<(\w+)\b[^>]*\blang="uk"[^>]*>.*?</\1>', re.DOTALL)
_BROKEN = re.compile(r"\(\s*\)|“\s*”|«\s*»|\b(?:None|nan|NaT)\b|[{}]|\b\d+ indicator\b(?<!\b1 indicator)|,\s*,|;\s*;")
_MADE_UP = re.compile(r"illustrative|made up|[Dd]emonstration data")


@dataclass
class Desk:
    """The town's site, and a browser for each of its people."""

    browsers: dict[str, httpx2.Client] = field(default_factory=dict)

    def pages(self, login: str, *begun: str) -> Iterator[tuple[str, str]]:
        """(address, page) of all of their own that is led to from there, each shape of an address a few times."""
        waiting, seen, shapes = list(begun), set(begun), dict[str, int]()
        while waiting:
            address = waiting.pop(0)
            answer = self.browsers[login].get(address, follow_redirects=True)
            assert answer.status_code == 200, (login, address, answer.status_code)
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            yield address, answer.text
            for link in re.findall(r'href="([^"]+)"', answer.text):
                parts = urlsplit(urljoin(f"{SITE}{address}", unescape(link)))
                own = parts._replace(scheme="", netloc="", fragment="").geturl()
                shape = re.sub(r"=[^&]*", "=", own)
                if f"{parts.scheme}://{parts.netloc}" == SITE and _OWN.match(own) and own not in seen:
                    seen.add(own)
                    shapes[shape] = shapes.get(shape, 0) + 1
                    if shapes[shape] <= 3:
                        waiting.append(own)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    here, where = town("riverton", 2, restricted=1), str(tmp_path_factory.mktemp("riverton") / "postup.sqlite")
    store = open_store(where)
    publish([checked(here.plan), checked(here.book)], TODAY, store=store)
    for account in PEOPLE:
        sign_in.create(store, account, PASSWORD, by="terminal", now=datetime.now(UTC))
    with pytest.MonkeyPatch.context() as patch:
        alone(patch, where, SITE)
        made, transport = Desk(), Transport(layers(), Ear())
        for account in PEOPLE:
            client = httpx2.Client(
                transport=transport, base_url=SITE, headers={"Origin": SITE, "Accept-Encoding": "identity"}
            )
            assert post_form(client, "/login", {"login": account.login, "password": PASSWORD}).status_code == 303
            made.browsers[account.login] = client
        yield made


def test_what_letters_lead_to_is_there(desk: Desk) -> None:
    """To whoever may open it; of a publication and of a register of subscribers other tests tell."""
    here = town("riverton", 2, restricted=1)
    text = Text(Language.EN, Language.EN)
    links = {link for one in letters_of(here, 2, text) for link in re.findall(rf"{SITE}\S*", one.plain)}
    assert {urlsplit(link).path for link in links} >= {"/upload", "/admin", "/admin/suspensions", "/upload/questions"}
    dead = []
    for link in sorted(links):
        status = desk.browsers["lake"].get(link, follow_redirects=True).status_code
        if status != 200 and "/receipt" not in link:
            dead.append((link, status))
    assert dead == []


@pytest.mark.parametrize("login", [account.login for account in PEOPLE])
def test_no_page_of_the_desk_speaks_of_another_country(desk: Desk, login: str) -> None:
    found, read = [], 0
    for address, page in desk.pages(login, "/upload", *([] if login == "rivers" else ["/admin"])):
        read += 1
        ours = unescape(_TAG.sub(" ", _IN_UKRAINIAN.sub(" ", _UNREAD.sub(" ", page))))
        words = " ".join(ours.split())
        for pattern in (UKRAINE, CYRILLIC, _BROKEN, _MADE_UP):
            found += [f"{address}: {words[max(m.start() - 50, 0) : m.end() + 50]!r}" for m in pattern.finditer(words)]
    assert read > 4
    assert found == []
