"""Tables of foreign shape (tables.txt) from an empty folder to the site: every number, every page, nothing untrue."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest

from kpi.__main__ import main
from kpi.services.setup.questions import asked
from kpi.workbook.init.strategy import StrategyDraft
from tests.asgi import Client
from tests.layers import alone, layers
from tests.truth.reading import words_of
from tests.workbook.init.strategies import USUAL, Case, book, draft_of, lines_of, read_cases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CASES = list(read_cases(Path(__file__).with_name("tables.txt")))
#: what no page of a stranger's site says: the example's words, that real figures are made up, that something is late
FALSE = re.compile(
    r"Краматорськ|Kramatorsk|ілюстратив|illustrativ|затримується|is overdue|звіт прострочено", re.IGNORECASE
)
#: they explain the words
_DICTIONARY = re.compile(r"/(?:[^/]+/)?(?:data|method)(?:\?|$)")
_PERSONS = ("Jane Doe", "Mary Smith", "Гнатюк", "І. Петренко")


@pytest.mark.parametrize("case", CASES, ids=[case.title for case in CASES])
def test_a_table_becomes_a_site_that_says_what_it_says(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    draft = draft_of(case)
    assert list(lines_of(draft)) == case.expected
    assert asked(draft) <= 8
    alone(monkeypatch, str(tmp_path / "postup.sqlite"))
    folder = _set_up(case, tmp_path)
    capsys.readouterr()
    assert main(["check", str(folder)]) == 0, capsys.readouterr()
    assert main(["load", str(folder)]) == 0, capsys.readouterr()
    client = Client(layers(), "here")
    client.get("/healthz")
    assert _numbers(client) == _expected(draft)
    read = dict(_pages(client, draft))
    assert len(read) > len(draft.plan.operational_goals)
    for address, words in read.items():
        said = FALSE.findall(words) if not _DICTIONARY.match(urlsplit(address).path) else []
        assert not said, address
        assert not [name for name in _PERSONS if name in words], address


def _set_up(case: Case, folder: Path) -> Path:
    tables = []
    for name, lines in case.files.items():
        tables.append(folder / name)
        tables[-1].write_bytes(book("\n".join(lines), case.merges))
    answers = folder / "answers.json"
    answers.write_text(json.dumps({**USUAL, **case.answers}), encoding="utf-8")
    made = folder / "strategy"
    assert main(["init", *map(str, tables), "-o", str(made), "--answers", str(answers), "--json"]) == 0
    return made


Numbers = dict[str, tuple[object, dict[str, float], dict[str, float | None]]]


def _expected(draft: StrategyDraft) -> Numbers:
    """By code the base, the targets by year, the values by period."""
    found: Numbers = {}
    for one in (one for goal in draft.books for one in goal.indicators):
        own = [o for goal in draft.books for o in goal.observations if o.code == one.code]
        targets = {str(year): value for year, value in one.targets}
        found[one.code] = (one.baseline_value, targets, {o.period.code: o.value for o in own})
    return found


def _numbers(client: Client) -> Numbers:
    """The same as the API has it."""
    bases = {row["code"]: row["baseline_value"] for row in _rows(client, "indicators")}
    found: Numbers = {code: (base, {}, {}) for code, base in bases.items()}
    for row in _rows(client, "targets"):
        found[row["code"]][1][str(row["year"])] = row["target_value"]
    for row in _rows(client, "observations"):
        if not row["computed"]:
            found[row["code"]][2][row["period"]] = row["value"]
    return found


def _rows(client: Client, name: str) -> list[dict[str, Any]]:
    given = client.get(f"/api/v1/{name}?limit=1000")
    assert given.status_code == 200, given.text
    rows: list[dict[str, Any]] = given.json()["data"]
    return rows


def _pages(client: Client, draft: StrategyDraft) -> Iterator[tuple[str, str]]:
    """Every page of the site map in both languages, every permanent address; each answers 200."""
    listed = re.findall(r"<loc>https?://[^/]+([^<]*)</loc>", client.get("/sitemap.xml").text)
    codes = [one.code for goal in draft.books for one in goal.indicators]
    edition = draft.plan.strategy.edition
    for address in [*(one or "/" for one in listed), *(f"/{edition}/i/{quote(code)}" for code in codes)]:
        answer = client.get(address.replace("&amp;", "&"))
        while answer.status_code in {301, 302}:
            answer = client.get(answer.headers["location"])
        assert answer.status_code == 200, address
        yield address, words_of(answer)
