"""/subscribe through a real server: the form, the letter, the link, leaving; every address is answered alike."""

from tests.web.conftest import Served

READER = {"address": "reader@example.org"}


def test_the_form_says_what_becomes_of_an_address(served: Served) -> None:
    page = served.client().get("/subscribe?lang=uk")
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert "Цей сайт не надсилає листів" in page.text, "where no letters are sent nothing is asked"
    assert served.client().post("/subscribe", data=READER).status_code == 409


def test_a_link_of_nobody_confirms_nothing_and_leaving_twice_is_once(served: Served) -> None:
    client = served.client()
    assert client.get("/subscribe/confirm?key=x").status_code == 200, "looking changes nothing"
    assert client.post("/subscribe/confirm", data={"key": "x"}).status_code == 404
    assert client.post("/subscribe/leave", data={"key": "x"}).status_code == 200
    assert (
        client.post("/subscribe/leave", data={"key": "x"}, headers={"Origin": "https://evil.example"}).status_code
        == 403
    )
