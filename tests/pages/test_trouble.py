"""What readers see when the store does not answer, when nothing is published, when a page breaks: a sentence."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from kpi.model import Language
from kpi.site import cache, shelf
from kpi.store import NotPublishedError, StoreError
from kpi.text import Text
from kpi.ui import frame
from tests.pages.conftest import Open, drawn

UK = Text(Language.UK)


def broken(error: Exception) -> object:
    def raises() -> str:
        raise error

    return raises


def test_the_last_good_release_stays_and_says_so(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    before = drawn(open_page("indicator", id="1.1.1"))
    monkeypatch.setattr(shelf, "current_release", broken(StoreError("unreachable")))
    during = drawn(open_page("indicator", id="1.1.1"))
    assert during["title"] == before["title"]
    assert UK.say("web.old") in during["html"]
    assert UK.say("web.old") not in before["html"]
    monkeypatch.undo()


def test_a_snapshot_that_goes_away_is_no_empty_page(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn(open_page("overview"))
    monkeypatch.setattr(shelf, "current_release", broken(NotPublishedError("gone")))
    assert UK.say("web.old") in drawn(open_page("overview"))["html"]


def test_a_store_that_never_answered_is_told(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_last_good", [])
    monkeypatch.setattr(shelf, "current_release", broken(OSError("/somewhere/private is gone")))
    given = drawn(open_page("overview"))
    assert given["title"] == UK.say("web.unavailable.title")
    assert "private" not in given["html"]


def test_before_the_first_release(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "_last_good", [])
    monkeypatch.setattr(shelf, "current_release", broken(NotPublishedError("nothing yet")))
    assert drawn(open_page("overview"))["title"] == UK.say("web.unpublished.title")


def _breaks() -> None:
    from kpi.ui import frame

    assert frame.failed(ValueError("secret of the works"))


def test_a_page_that_breaks_gives_a_number_and_no_more(caplog: pytest.LogCaptureFixture) -> None:
    given = drawn(AppTest.from_function(_breaks).run())
    assert given["title"] == UK.say("web.failed.title")
    assert "secret" not in given["html"]
    record = next(record for record in caplog.records if record.name == "kpi.ui.frame")
    assert record.args is not None
    assert str(record.args[0]) in given["html"]  # type: ignore[index]


def test_the_store_is_left_alone_by_reading(open_page: Open) -> None:
    path = Path(shelf.connect().public_path or "")
    before = path.stat()
    drawn(open_page("method"))
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def test_a_page_drawn_while_loading_gives_way_even_if_the_loading_ends_at_once(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The loading may end between drawing «Завантажуємо дані» and the question whether it goes on."""
    app = open_page("overview")
    expected = drawn(app)["title"]
    answers = iter((False,))
    monkeypatch.setattr(frame.readiness, "wait", lambda seconds: next(answers, True))
    assert drawn(app.run())["title"] == expected
    assert next(answers, None) is None
