"""/question through a real server: what is taken and refused, what stands on the page, the desk, the letter instead."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import httpx2
import pytest

from kpi.store import open_store
from kpi.store.beside.questions import questions
from tests.servers import running
from tests.services.reminders.mailserver import MailServer
from tests.shipped import copied
from tests.waiting import until
from tests.web.conftest import Served, post_form

CODE = "6.2.3"
FIELDS = {"indicator": CODE, "period": "2026-Q1", "words": "Чому <b>540</b> контейнерів?", "bare": "yes"}


@pytest.fixture(scope="module")
def mailed(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, MailServer]]:
    """A site that can send letters, with the people of `served`."""
    folder = tmp_path_factory.mktemp("asked")
    with MailServer() as mail, pytest.MonkeyPatch.context() as patch:
        patch.setenv("POSTUP_SMTP_URL", f"smtp://localhost:{mail.port}?tls=none")
        patch.setenv("POSTUP_SMTP_FROM", "postup@example.org")
        copied(Path(served.store.name).parent, folder)
        with running(folder) as site:
            yield Served(site, open_store(str(site.store)), folder / "server.log"), mail


def test_a_question_from_the_page_to_the_answer_beside_the_number(mailed: tuple[Served, MailServer]) -> None:
    site, mail = mailed
    reader, editor = site.client(), site.enter("editor")
    page = reader.get(f"/indicator?id={CODE}").text
    assert f'href="/question?indicator={CODE}&amp;release=2026-11-14"' in page
    form = reader.get(f"/question?indicator={CODE}&period=2025-Q4")
    assert form.headers["cache-control"] == "no-store"
    assert 'value="2025-Q4" selected' in form.text
    sent = reader.post("/question", data=FIELDS | {"address": "reader@example.org", "value": "999"})
    assert (sent.status_code, sent.headers["location"]) == (303, f"/question?indicator={CODE}&said=thanks")
    assert "надіслано" in reader.get(sent.headers["location"]).text
    with site.store.reading() as connection:
        (kept,) = questions(connection, site.store.community)
    assert (kept.value, kept.released) == ("540\u00a0од.", "2026-11-14"), "the number as the site prints it"
    desk = editor.get("/upload/questions").text
    assert "&lt;b&gt;540&lt;/b&gt;" in desk
    assert "reader@example.org" in desk
    answered = {
        "number": str(kept.number),
        "answer": "Бо двори.",
        "told": "Чому 540?",
        "publish": "yes",
        "act": "answer",
    }
    assert post_form(editor, "/upload/questions", answered).headers["location"].endswith("said=told")
    public = reader.get(f"/indicator?id={CODE}").text
    assert "Бо двори." in public
    assert "Чому 540?" in public
    assert "reader@example.org" not in public
    assert "Бо двори." in reader.get(f"/print/indicator/{CODE}").text
    (row,) = reader.get(f"/api/v1/answers?code={CODE}").json()["data"]
    assert (row["answer"], row["question"], row["period"], row["value_words"]) == (
        "Бо двори.",
        "Чому 540?",
        "2026-Q1",
        "540\u00a0од.",
    )
    assert reader.get("/api/v1/answers?code=1.1.5").json()["data"] == []
    for feed, there in ((f"?indicator={CODE}", True), ("", True), ("?indicator=7.1.2", False)):
        assert ("Бо двори." in reader.get(f"/feed.atom{feed}").text) is there, feed
    until(lambda: any(to == ["reader@example.org"] for to, _ in mail.taken), within=30)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"words": "як?"}, 422),
        ({"bare": ""}, 422),
        ({"address": "ні"}, 422),
        ({"indicator": "9.9.9"}, 404),
        ({"indicator": ""}, 404),
        ({"indicator": "1.1.5\x00<script>"}, 404),
    ],
)
def test_what_is_not_taken_is_shown_again(
    mailed: tuple[Served, MailServer], changed: dict[str, str], status: int
) -> None:
    answer = mailed[0].client().post("/question", data=FIELDS | changed)
    assert answer.status_code == status
    assert "<script>" not in answer.text
    # the way leads to the indicator, but where there is none
    (way,) = re.findall(r'<nav class="p-crumbs".*?</nav>', answer.text, re.DOTALL)
    assert ('href="/indicator?id=' in way) is (status == 422)
    assert all(words.strip() for words in re.findall(r"<li[^>]*>(.*?)</li>", re.sub(r"</?a[^>]*>", "", way)))
    if status == 422:
        assert 'role="alert"' in answer.text
        assert ("&lt;b&gt;540" in answer.text) is ("words" not in changed)
        assert ('name="bare" value="yes" checked' in answer.text) is ("bare" not in changed), "nothing is said twice"


def test_another_site_s_form_is_refused_and_a_program_gets_thanks_for_nothing(
    mailed: tuple[Served, MailServer],
) -> None:
    site = mailed[0]
    before = _count(site)
    assert site.client().post("/question", data=FIELDS, headers={"Origin": "https://evil.example"}).status_code == 403
    trapped = site.client().post("/question", data=FIELDS | {"website": "https://spam.example"})
    assert trapped.status_code == 303
    assert _count(site) == before


def test_a_hidden_indicator_is_asked_about_as_one_that_is_not_there(mailed: tuple[Served, MailServer]) -> None:
    """The same answer but for the code: trying codes tells none."""
    client = mailed[0].client()
    hidden, unknown = (client.get(f"/question?indicator={code}") for code in ("5.1.1", "5.1.77"))
    assert hidden.status_code == unknown.status_code == 404
    assert hidden.text.replace("5.1.1", "#") == unknown.text.replace("5.1.77", "#")


def test_a_department_s_head_answers_and_does_not_publish(mailed: tuple[Served, MailServer]) -> None:
    site = mailed[0]
    head = site.enter("head")
    assert head.get("/upload/questions").status_code == 200
    assert 'name="publish"' not in head.get("/upload/questions").text
    assert post_form(head, "/upload/questions", {"number": "1", "answer": "Так."}, "/upload").status_code == 404


def test_an_editor_tells_an_answer_that_waits_for_him_from_those_he_has_decided(
    mailed: tuple[Served, MailServer],
) -> None:
    site = mailed[0]
    reader, editor, head = site.client(), site.enter("editor"), site.enter("head")
    for words in ("Чому двори, а не квартали?", "Чому саме п’ятсот сорок?"):
        assert reader.post("/question", data=FIELDS | {"indicator": "1.1.3", "words": words}).status_code == 303
    with site.store.reading() as connection:
        kept = {one.words: str(one.number) for one in questions(connection, site.store.community)}
    of_head, of_editor = kept["Чому двори, а не квартали?"], kept["Чому саме п’ятсот сорок?"]
    for person, number in ((head, of_head), (editor, of_editor)):
        reply = {"number": number, "answer": f"Відповідь {number}.", "act": "answer"}
        assert post_form(person, "/upload/questions", reply).headers["location"].endswith("said=answered")
    assert _waiting(editor) == [of_head]
    assert "відповідь підрозділу чекає на рішення редактора" in head.get("/upload/questions").text
    # looked at, and not shown to everybody: it waits no longer
    reply = {"number": of_head, "answer": "Рахуємо двори.", "act": "answer"}
    assert post_form(editor, "/upload/questions", reply).headers["location"].endswith("said=answered")
    assert _waiting(editor) == []


def _waiting(editor: httpx2.Client) -> list[str]:
    """The numbers of the answers that stand as waiting for the editor."""
    page = editor.get("/upload/questions").text
    found = re.search(r'<section[^>]*aria-labelledby="awaiting".*?</section>', page, re.DOTALL)
    if found is None:
        assert "чекає на рішення редактора" not in page
        return []
    assert found[0].count("відповідь підрозділу чекає на рішення редактора") == found[0].count("<details")
    return re.findall(r'name="number" value="(\d+)"', found[0])


def test_without_mail_a_letter_is_offered_with_all_of_it_filled_in(served: Served) -> None:
    client = served.client()
    page = client.get(f"/question?indicator={CODE}&period=2026-Q1").text
    assert "<form" not in page.split("<main", 1)[1].split("</main>")[0]
    href = page.split('href="mailto:', 1)[1].split('"', 1)[0]
    said = unquote(href)
    assert said.startswith("strategy@example.org?subject=")
    assert all(word in said for word in (CODE, "14.11.2026", "540", "2026"))
    assert client.post("/question", data=FIELDS).status_code == 409
    embed = client.get(f"/embed/{CODE}").text
    assert 'href="mailto:strategy@example.org?subject=' in embed, "a frame has no forms"
    assert f"/indicator?id={CODE}&amp;v=2026-11-14" in client.get(f"/print/indicator/{CODE}").text, "paper leads to it"
    assert _count(served) == 0


def _count(site: Served) -> int:
    with site.store.reading() as connection:
        return len(questions(connection, site.store.community))
