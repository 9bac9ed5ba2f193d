"""A file that was published before: nothing new where it is in force, a correction where something else is."""

from dataclasses import replace

import pytest

from kpi.__main__ import main
from kpi.services.publishing import drafts
from kpi.services.publishing.administration.undo import restore
from kpi.services.publishing.checks.blockers import Blocker
from kpi.services.publishing.submission import confirm
from kpi.store import Store
from tests.books import AUGUST, MAY, checked, hospitals, observation
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, HEAD, revised, sent, started, valued, workbook
from tests.services.publishing.test_flow import value_of


def published(store: Store, content: bytes) -> int:
    done = confirm(HEAD, sent(store, content).number, today=AUGUST, store=store).receipt
    assert done is not None
    return done.number


def test_a_former_state_is_offered_as_a_correction_beside_what_is_in_force(store: Store) -> None:
    started(store)
    first = revised(51.0, "перше")
    number = published(store, first)
    published(store, revised(52.0, "друге"))
    again = drafts.upload(HEAD, first, "1.2.xlsx", today=AUGUST, store=store)
    assert again.known is None
    assert again.draft is not None
    found = drafts.preview_draft(HEAD, again.draft.number, today=AUGUST, store=store)
    assert [(v.old, v.new) for v in found.changes.values] == [(52.0, 51.0)]
    assert found.former is not None
    assert found.former.seq == number
    assert Blocker.SAME_FILE not in found.blockers
    drafts.explain(HEAD, again.draft.number, {"1.2.1": "перше таки правильне"}, today=AUGUST, store=store)
    assert confirm(HEAD, again.draft.number, today=AUGUST, store=store).receipt is not None
    assert value_of(store, "2026-Q1") == 51.0


def test_what_is_in_force_is_published_already(store: Store) -> None:
    started(store)
    content = valued(52.0)
    number = published(store, content)
    before = len(drafts.my_drafts(HEAD, store=store))
    again = drafts.upload(HEAD, content, "1.2.xlsx", today=AUGUST, store=store)
    assert (again.draft, again.known) == (None, number)
    assert len(drafts.my_drafts(HEAD, store=store)) == before


def test_what_a_restored_release_took_back_may_be_published_again(store: Store) -> None:
    started(store)
    content = revised(51.0, "перераховано")
    published(store, content)
    restore(ADMIN, MAY, "зарано", today=AUGUST, store=store)
    assert value_of(store, "2026-Q1") == 50.0
    again = sent(store, content)
    drafts.explain(HEAD, again.number, {"1.2.1": "перераховано востаннє"}, today=AUGUST, store=store)
    assert confirm(HEAD, again.number, today=AUGUST, store=store).receipt is not None
    assert value_of(store, "2026-Q1") == 51.0


def test_loading_an_edition_again_takes_nothing_back_and_says_what_is_in_force(store: Store) -> None:
    started(store)
    book = hospitals(observation("1.2.1", "2026-Q2", 52.0))
    publish([checked(book)], AUGUST, store=store)
    later = replace(book, observations=(*book.observations[:-1], replace(book.observations[-1], value=53.0)))
    publish([checked(later)], AUGUST, store=store)
    receipt = publish([checked(book)], AUGUST, store=store)
    assert receipt.release is None
    assert [[v.old for v in file.superseded.values] for file in receipt.files if file.superseded] == [[53.0]]
    assert value_of(store, "2026-Q2") == 53.0


def test_the_command_line_tells_it_too(
    tmp_path_factory: pytest.TempPathFactory,
    store: Store,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    started(store)
    monkeypatch.setenv("POSTUP_STORE", store.name)
    folder = tmp_path_factory.mktemp("files")
    files = []
    for value in (52.0, 53.0):
        files.append(folder / f"{value}.xlsx")
        files[-1].write_bytes(workbook(hospitals(observation("1.2.1", "2026-Q2", value))))
    day = ["--published", AUGUST.isoformat()]
    assert main(["load", str(files[0]), *day]) == 0
    assert main(["load", str(files[1]), *day]) == 0
    capsys.readouterr()
    assert main(["load", str(files[0]), *day]) == 0
    told = capsys.readouterr().out
    assert "чинне 53, у файлі 52" in told


def test_a_file_is_in_force_with_the_explanation_that_was_given_to_it(store: Store) -> None:
    started(store)
    content = revised(51.0)
    draft = sent(store, content)
    drafts.explain(HEAD, draft.number, {"1.2.1": "перераховано"}, today=AUGUST, store=store)
    done = confirm(HEAD, draft.number, today=AUGUST, store=store).receipt
    assert done is not None
    again = drafts.upload(HEAD, content, "1.2.xlsx", today=AUGUST, store=store)
    assert (again.draft, again.known) == (None, done.number)


def test_a_blank_comment_takes_no_explanation_away(store: Store) -> None:
    started(store)
    published(store, revised(51.0, "перераховано за актом"))
    book = hospitals(observation("1.2.1", "2026-Q2", 52.0))
    bare = replace(book.observations[0], value=51.0, comment="")
    draft = sent(store, workbook(replace(book, observations=(bare, *book.observations[1:]))))
    found = drafts.preview_draft(HEAD, draft.number, today=AUGUST, store=store)
    assert [value.key for value in found.changes.values] == ["1.2.1@2026-Q2"]
