"""Finished answers: told once, compressed once, and not sent again to whoever has them."""

import gzip
from datetime import UTC, date, datetime, timedelta

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kpi.model import Language
from kpi.text import Text
from kpi.web.responses import Answer, disposition, refused, respond
from tests.asgi import Client

BODY = ("Показник;" * 200).encode()
FILE = Answer(
    body=BODY,
    media_type="text/csv; charset=utf-8",
    modified=date(2026, 11, 14),
    name="дані.csv",
    language=Language.UK,
    foreign=True,
)


def asking(answer: Answer) -> Client:
    async def give(request: Request) -> Response:
        return respond(request, answer)

    return Client(Starlette(routes=[Route("/file", give, methods=["GET", "HEAD"])]))


def test_what_an_answer_says_of_itself() -> None:
    given = asking(FILE).get("/file")
    assert (given.status_code, given.content) == (200, BODY)
    assert given.headers["content-type"] == "text/csv; charset=utf-8"
    assert given.headers["last-modified"] == "Sun, 15 Nov 2026 00:00:00 GMT"
    assert given.headers["content-language"] == "uk"
    assert given.headers["cache-control"] == "no-cache"
    assert given.headers["cross-origin-resource-policy"] == "cross-origin"
    assert "filename*=UTF-8''%D0%B4%D0%B0%D0%BD%D1%96.csv" in given.headers["content-disposition"]


def test_compressed_for_whoever_takes_it() -> None:
    client = asking(FILE)
    plain, packed = client.get("/file"), client.get("/file", headers={"Accept-Encoding": "gzip, br"})
    assert "content-encoding" not in plain.headers
    assert (packed.headers["content-encoding"], packed.content) == ("gzip", BODY)
    assert plain.headers["etag"] == packed.headers["etag"]
    assert int(packed.headers["content-length"]) < len(BODY) / 10
    assert gzip.decompress(FILE.packed or b"") == BODY
    picture = asking(Answer(body=b"\x89PNG" * 100, media_type="image/png"))
    assert "content-encoding" not in picture.get("/file", headers={"Accept-Encoding": "gzip"}).headers


@pytest.mark.parametrize("sent", ["{tag}", "{strong}", '"other", {tag}', "*"])
def test_whoever_has_it_is_not_sent_it_again(sent: str) -> None:
    tag = FILE.tag
    again = asking(FILE).get("/file", headers={"If-None-Match": sent.format(tag=tag, strong=tag.removeprefix("W/"))})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_a_copy_by_date_is_good_only_where_no_tag_says_otherwise() -> None:
    client, day = asking(FILE), "Sun, 15 Nov 2026 00:00:00 GMT"
    assert client.get("/file", headers={"If-Modified-Since": day}).status_code == 304
    assert client.get("/file", headers={"If-Modified-Since": "Sat, 14 Nov 2026 23:59:59 GMT"}).status_code == 200
    assert client.get("/file", headers={"If-Modified-Since": day, "If-None-Match": '"old"'}).status_code == 200
    assert client.get("/file", headers={"If-Modified-Since": "yesterday"}).status_code == 200


def test_on_the_day_of_a_release_no_date_is_given() -> None:
    """Another release of the same day may follow: a copy by date would then be taken for it."""
    today = datetime.now(UTC).date()
    given = asking(Answer(body=b"a", media_type="text/plain", modified=today)).get(
        "/file", headers={"If-Modified-Since": "Fri, 01 Jan 2100"}
    )
    assert (given.status_code, "last-modified" in given.headers) == (200, False)
    before = Answer(body=b"a", media_type="text/plain", modified=today - timedelta(days=1))
    assert "last-modified" in asking(before).get("/file").headers


def test_the_tag_is_of_what_is_sent() -> None:
    assert (
        Answer(body=b"a", media_type="text/plain").tag
        == Answer(body=b"a", media_type="text/plain", modified=date(2026, 1, 1)).tag
    )
    assert (
        len(
            {
                Answer(body=b, media_type=t).tag
                for b, t in [(b"a", "text/plain"), (b"b", "text/plain"), (b"a", "text/html")]
            }
        )
        == 3
    )


def test_head_is_told_the_length_without_the_body() -> None:
    given = asking(FILE).request("HEAD", "/file")
    assert (given.status_code, given.content, int(given.headers["content-length"])) == (200, b"", len(BODY))


def test_names_that_a_header_cannot_break_out_of() -> None:
    assert disposition("demo-values-2026-11-14.csv") == 'attachment; filename="demo-values-2026-11-14.csv"'
    assert "\r" not in disposition('a"\r\nSet-Cookie: b') and '"\r' not in disposition('a"\r\n')
    assert disposition('a"b') == "attachment; filename=\"a_b\"; filename*=UTF-8''a%22b"


def test_a_refusal_is_a_sentence_that_nobody_keeps() -> None:
    given = refused(Text(Language.EN), 503, "Not now.")
    assert (given.body, given.headers["retry-after"]) == (b"Not now.\n", "30")
    assert given.headers["cache-control"] == "no-store"
