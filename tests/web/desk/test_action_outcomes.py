"""Corrective actions in the form by plain HTTP: done, moved, dropped; the preview, the receipt, the journal, undo."""

import httpx2
import pytest

from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import post, token_of
from tests.web.desk.test_report_form import CODE, HOLE, check, fields_of, typed
from tests.web.desk.test_way import main_of

pytestmark = pytest.mark.slow
WORDS = {"comment": "обстріл", "cause": "контейнери знищено", "measure": "закупити 200 од."}
FAR = typed(HOLE, value="41", due="01.03.2027", responsible="відділ благоустрою", **WORDS)


def published(client: httpx2.Client, draft: str) -> str:
    """Publish a draft; the receipt's address."""
    answer = client.post(draft, data={"token": token_of(client.get(draft).text), "act": "publish"})
    assert answer.headers["location"].startswith("/upload/receipt"), answer.headers["location"]
    return answer.headers["location"]


def test_an_action_is_moved_done_and_taken_back(served: Served) -> None:
    client = served.enter("koval")
    first = published(client, check(client, **FAR).headers["location"])
    page = client.get("/upload").text
    assert problems(main_of(page)) == []
    assert "Відкриті заходи виправлення" in page
    assert "Відкритий захід до 01.03.2027, " in page
    assert "закупити 200 од." in page
    label = "Що із заходом: Контейнерів для роздільного збирання, II кв. 2026"
    assert f'aria-label="{label}"' in page.replace("\u00a0", " ")

    silent = check(client, **typed(HOLE, outcome="moved"))
    assert silent.headers["location"] == "/upload?checked=1"
    told = main_of(client.get("/upload?checked=1").text)
    assert problems(told) == []
    assert f'href="#row-{HOLE}"' in told
    assert "Допишіть, до якої дати перенесено захід" in told
    assert "Допишіть, чому захід перенесено" in told

    moved = typed(HOLE, outcome="moved", outcome_day="01.06.2027", outcome_reason="тендер скасовано")
    check(client, "keep", **moved)
    assert fields_of(served.enter("bondar").get("/upload").text)[f"outcome:{HOLE}"] == "moved"
    draft = check(client).headers["location"]
    line = "захід виправлення «закупити 200 од.» (був до 01.03.2027) перенесено на 01.06.2027: тендер скасовано"
    assert line in client.get(draft).text
    receipt = published(client, draft)
    assert line in client.get(receipt).text
    assert "Відкритий захід до 01.06.2027, " in client.get("/upload").text
    assert "1 захід" in served.enter("editor").get("/admin").text

    undone = post(client, receipt, receipt.replace("receipt", "undo"), reason="введено помилково")
    assert "said=undone" in undone.headers["location"]
    page = client.get("/upload").text
    assert "Відкритий захід до 01.03.2027, " in page
    assert "закупити 200 од." in page
    back = client.get("/upload/mine").text
    assert back

    done = typed(HOLE, outcome="done", outcome_day="20.11.2026", outcome_reason="акт № 5")
    shown = fields_of(page)
    draft = client.post("/upload/report", data={**shown, **done, "act": "check"}).headers["location"]
    assert "виконано 20.11.2026: акт № 5" in client.get(draft).text
    last = published(client, draft)
    assert "закупити 200 од." not in client.get("/upload").text, "no longer open"
    for one in (last, first):
        assert (
            "said=undone"
            in post(client, one, one.replace("receipt", "undo"), reason="введено помилково").headers["location"]
        )


def test_at_the_row_of_its_own_period_the_action_stands_in_the_row(served: Served) -> None:
    client = served.enter("koval")
    far = {name.replace(HOLE, CODE): text for name, text in FAR.items()}
    receipt = published(client, check(client, **far).headers["location"])
    page = main_of(client.get("/upload").text)
    assert problems(page) == []
    assert f'data-row="{CODE}" data-code="6.2.3" role=' not in page, "not apart from its row"
    row = page[page.index(f'data-row="{CODE}"') :]
    assert f'name="outcome:{CODE}"' in row
    dropped = typed(CODE, outcome="dropped", outcome_reason="майданчик закрито")
    draft = check(client, **dropped).headers["location"]
    shown = client.get(draft).text
    assert "захід виправлення «закупити 200 од.» скасовано: майданчик закрито" in shown
    assert "Опублікувати 1 значення" not in shown, "the value stays as it is"
    client.post(draft.replace("draft?", "discard?"), data={"token": token_of(shown)})
    check(client, "keep", **dict.fromkeys(dropped, ""))
    post(client, receipt, receipt.replace("receipt", "undo"), reason="введено помилково")


def test_in_english(served: Served) -> None:
    client = served.enter("koval")
    receipt = published(client, check(client, **FAR).headers["location"])
    page = main_of(client.get("/upload?lang=en").text)
    assert "Open corrective actions" in page
    assert '<option value="dropped">dropped</option>' in page
    post(client, receipt, receipt.replace("receipt", "undo"), reason="введено помилково")
