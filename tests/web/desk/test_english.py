"""The desk in English: nothing Ukrainian but the city's own words, marked, and people's names; no decimal comma."""

import re

import pytest

from tests.web.conftest import Served
from tests.web.desk.conftest import PEOPLE
from tests.web.desk.people import token_of
from tests.web.desk.test_way import main_of
from tests.web.public.test_english import Unmarked

COMMA = re.compile(r"(?<![\d.,])\d+,\d{1,2}(?![\d,])")
PAGES = {
    "koval": ("/upload", "/upload/mine", "/account", "/help", "/admin/visibility", "/upload/indicator?id=6.2.3"),
    "editor": ("/upload", "/admin", "/admin/chase", "/admin/suspensions", "/upload/indicator?id=6.2.3"),
    "chief": ("/admin/plan", "/admin/accounts", "/admin/releases", "/admin/department?code=dep-edu"),
}


def scraps(page: str) -> list[str]:
    """Ukrainian words that nothing announces, without those that people are called by."""
    found = []
    for scrap in Unmarked(page).found:
        # what stands in a field is to be changed, not read out
        words = "" if scrap.startswith(("input value", "textarea", "option")) else scrap
        for account in PEOPLE:
            words = words.replace(account.name, "")
        found += [words] if re.search(r"[\u0400-\u04ff]", words) else []
    return found


@pytest.mark.parametrize(("login", "way"), [(login, way) for login, ways in PAGES.items() for way in ways])
def test_no_page_of_the_desk_has_a_ukrainian_scrap(served: Served, login: str, way: str) -> None:
    answer = served.enter(login).get(way + ("&" if "?" in way else "?") + "lang=en")
    assert answer.status_code == 200
    assert scraps(answer.text) == []
    told = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", main_of(answer.text), flags=re.DOTALL)
    assert COMMA.findall(told) == []


def test_nor_have_the_rarer_states(served: Served) -> None:
    """A draft, a letter, the journal: what the city wrote is marked, the letter goes in the language of letters."""
    editor = served.enter("editor")
    field = re.search(r'name="(value:6\.2\.5@[^"]+)"', editor.get("/upload").text)
    assert field is not None
    typed = {"token": token_of(editor.get("/upload").text), field[1]: "33", "act": "check"}
    comment = field[1].replace("value", "comment")
    answer = editor.post("/upload/report?lang=en", data=typed | {comment: "уточнено за актами"})
    pages = (answer.headers["location"], "/admin?lang=en", "/upload/mine?lang=en")
    assert {way: found for way in pages if (found := scraps(editor.get(way).text))} == {}


def test_a_published_value_stands_in_its_field_as_english_writes_it(served: Served) -> None:
    editor, values = served.enter("editor"), {}
    for language in ("uk", "en"):
        fields = re.findall(r"<input[^>]*>", editor.get(f"/upload?lang={language}").text)
        given = [re.search(r' value="(\d+[.,]\d+)"', field) for field in fields if ' name="value:' in field]
        values[language] = [one[1] for one in given if one]
    assert len(values["uk"]) > 5
    assert all("," in one for one in values["uk"])
    assert values["en"] == [one.replace(",", ".") for one in values["uk"]]
