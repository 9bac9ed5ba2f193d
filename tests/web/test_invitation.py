"""An invitation in a browser without scripts: from the administrator's page to the person's first page."""

import re
from datetime import UTC, datetime

import pytest

from kpi.services import sign_in
from kpi.store import Store, open_store
from tests.asgi import Client
from tests.html.markup import problems
from tests.web.conftest import PASSWORD, PEOPLE, Served, post_form

PAGE = "/admin/accounts"
OWN = "п’ять котів під дощем"


def _main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>") + len("</main>")]


@pytest.mark.slow
def test_from_the_administrator_to_the_persons_first_page(served: Served) -> None:
    chief = served.enter("administrator")
    fields = {"login": "nova", "name": "Н. Нова", "email": "", "password": "", "role": "editor", "act": "add"}
    made = post_form(chief, PAGE, fields)
    assert made.status_code == 200
    assert problems(_main(made.text)) == []
    link = re.search(rf"{served.address}(/invitation/[\w-]+)", made.text)
    assert link is not None
    assert "запрошено, посилання діє до" in made.text
    assert link[1] not in chief.get(PAGE).text, "it is shown once"

    nova = served.client()
    page = nova.get(link[1])
    assert page.status_code == 200
    assert problems(_main(page.text)) == []
    assert "щонайменше 12 знаків" in page.text
    assert page.headers["cache-control"] == "no-store"
    for fields, said in (
        ({"new": "коротко", "again": "коротко"}, "закороткий"),
        ({"new": OWN, "again": OWN + "!"}, "двічі введено по-різному"),
    ):
        refused = post_form(nova, link[1], fields)
        assert refused.status_code == 403
        assert said in refused.text
        assert OWN not in refused.text
    without_token = nova.post(link[1], data={"new": OWN, "again": OWN})
    assert without_token.status_code == 403
    entered = post_form(nova, link[1], {"new": OWN, "again": OWN})
    assert (entered.status_code, entered.headers["location"]) == (303, "/upload")
    assert nova.get("/upload").status_code == 200
    again = served.client().get(link[1])
    assert again.status_code == 404
    assert "Посилання вже не діє" in again.text
    assert served.enter("nova", OWN).get("/account").status_code == 200
    assert "останній вхід" in chief.get(PAGE).text
    another = post_form(chief, PAGE, {"act": "invite", "login": "nova"})
    assert "/invitation/" in another.text
    assert link[1] not in another.text
    assert link[1].rpartition("/")[2] not in served.log.read_text(encoding="utf-8")


def test_a_site_without_accounts_says_how_to_make_the_first(client: Client) -> None:
    for language, words in (("uk", "user add koval --name"), ("en", "user add smith --name")):
        page = client.get(f"/login?lang={language}").text
        assert f"{words}" in page
        assert "--role administrator" in page


def test_the_sign_in_page_says_whom_to_ask(client: Client, where: str, published: None) -> None:
    store: Store = open_store(where)
    for login in ("editor", "administrator"):
        sign_in.create(store, PEOPLE[login], PASSWORD, by="terminal", now=datetime.now(UTC))
    page = client.get("/login").text
    assert "Адміністратор: М. Шевчук" in page
    assert "І. Бондар" not in page
    assert "--role administrator" not in page


def test_help_is_there_in_both_languages_without_data_and_from_the_sign_in_page(client: Client) -> None:
    for language, words in (("uk", "Перший вхід"), ("en", "The first time")):
        given = client.get(f"/help?lang={language}")
        assert (given.status_code, given.headers["content-language"]) == (200, language)
        assert words in given.text
        assert problems(_main(given.text)) == []
    assert 'href="/help"' in client.get("/login").text
