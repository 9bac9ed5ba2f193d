"""An administrator takes the terms out of the plan: the desk still asks, and calls nothing due on a day or late."""

import re

import httpx2
import pytest

from kpi.store import read_public
from tests.html.markup import problems
from tests.web.conftest import Served
from tests.web.desk.people import post
from tests.web.desk.test_planning import TERMS, confirmed
from tests.web.desk.test_way import main_of

LATE = re.compile(r"[Сс]трок[^.«»]{0,40}минув|строк до|[Пп]рострочено [1-9]|днів тому")


def listed(client: httpx2.Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    page = main_of(answer.text)
    assert problems(page) == []
    return page.replace("\u00a0", " ")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_without_terms_the_desk_asks_and_calls_nothing_late(served: Served) -> None:
    chief, editor, head = (served.enter(login) for login in ("chief", "editor", "koval"))
    assert LATE.search(listed(head, "/upload"))
    draft = post(chief, "/admin/plan", "/admin/plan", act="terms", **dict.fromkeys(TERMS, "")).headers["location"]
    assert "Загальний строк подання, днів: 15 → —" in listed(chief, draft)
    receipt = confirmed(chief, draft).headers["location"]
    assert receipt.startswith("/upload/receipt"), receipt
    assert not read_public(where=served.store.name).strategy.has_terms
    (typed,) = re.findall(r'<input[^>]* name="deadline_days"[^>]*>', listed(chief, "/admin/plan"))
    assert "15" not in typed
    assert "required" not in typed

    form = listed(head, "/upload")
    assert not LATE.search(form)
    assert "Подано " in form
    chase = listed(editor, "/admin/chase")
    assert "план не називає строку" in chase
    assert not LATE.search(chase)
    assert "Новий строк для позначених" not in chase, "there is no term to extend"
    key = re.search(r"[\d.]+@20\d\d[-\w]*", form)
    assert key is not None
    asked = {f"report:{key[0]}": "on", "deadline": "2027-02-01", "reason": "хвороба"}
    assert post(editor, "/admin/chase", "/admin/chase", act="extend", **asked).status_code == 409
    table = editor.get("/admin/chase.csv").content.decode("utf-8-sig")
    assert key[0].partition("@")[0] in table
    assert "VEVENT" not in editor.get("/calendar.ics").text
