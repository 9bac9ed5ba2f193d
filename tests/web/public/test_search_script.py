"""The search of the edition on a disk (search.js, run by node) finds what the site finds."""

import json
import shutil
import subprocess

from kpi.model import Language
from kpi.settings import PACKAGE
from kpi.text import Text
from kpi.text.wordforms import folded, is_form, words_of
from kpi.views.common.board import board
from kpi.views.common.search import SearchIndex
from kpi.web.pages import search_index
from tests.text.test_wordforms import FORMS, OTHERS
from tests.views.test_indicators import SURVEY

SCRIPT = PACKAGE / "web/saved/static/search.js"
QUERIES = [
    "1.1",
    "1,1,2",
    "дерево",
    "мяких",
    "ВУЛИЦІ освітлені",
    "культура",
    "нема такого",
    "освітлення і вулиця",
    "10",
]


def run(body: str, given: object) -> object:
    node = shutil.which("node")
    assert node, "nodejs is needed for this test (make packages)"
    script = f"{SCRIPT.read_text(encoding='utf-8')}\nconst given = {json.dumps(given)}\n{body}"
    done = subprocess.run((node, "-e", script), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_forms_of_words_are_the_same_in_a_browser() -> None:
    pairs = [(a, b) for asked, held in (*FORMS, *OTHERS) for a in words_of(asked) for b in words_of(held)]
    said = run("console.log(JSON.stringify(given.map(([a, b]) => isForm(a, b))))", pairs)
    assert said == [is_form(a, b) for a, b in pairs]


def test_folding_is_the_same_in_a_browser() -> None:
    words = ["ЗДОРОВ’Я", "IT", "об'єкт", "ﬁlm №2", "Ґедзь Їжак", "ŁÓDŹ", "CO₂"]
    assert run("console.log(JSON.stringify(given.map(folded)))", words) == [folded(word) for word in words]


def test_queries_find_the_same_rows() -> None:
    rows = json.loads(search_index.searched_rows(board(SURVEY, Text(Language.UK))))
    body = """
      const all = Object.values(given.rows)
      const codes = (query) => all.filter((row) => matches(row, all, query)).map((row) => row.code)
      console.log(JSON.stringify(given.queries.map(codes)))
    """
    said = run(body, {"rows": rows, "queries": QUERIES})
    assert isinstance(said, list)
    index = SearchIndex(SURVEY.dataset)
    assert [sorted(codes) for codes in said] == [sorted(index.find(query)) for query in QUERIES]
