"""What the public reads of a value that was replaced: why, by whom, when; also where a publication was withdrawn."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from kpi.measure import survey
from kpi.model import Account, Language
from kpi.services.publishing.administration.undo import restore, undo
from kpi.services.publishing.submission import confirm
from kpi.store import Store, public_releases, read_public
from kpi.store.as_of import moment_of
from kpi.text import Text
from kpi.views.common.reversals import correction_author, correction_reason
from tests.books import AUGUST, MAY, checked, hospitals, observation
from tests.publishing import publish
from tests.services.publishing.flow import ADMIN, EDITOR, HEAD, revised, sent, started

UK, EN = Text(Language.UK), Text(Language.EN)


def corrections(store: Store) -> list[tuple[float, float, str, str, str]]:
    """Old, new, deed, why, by which department, as outsiders read them of 1.2.1."""
    frame = survey(read_public(where=store.name)).revisions
    names = ["old_value", "new_value", "deed", "comment", "department"]
    return [tuple(row) for row in frame.loc[frame["code"] == "1.2.1", names].to_numpy().tolist()]


@pytest.mark.parametrize(("who", "department"), [(HEAD, "Охорона здоров’я"), (EDITOR, "")])
def test_a_withdrawn_publication_tells_the_reason_of_the_withdrawal(
    store: Store, who: Account, department: str
) -> None:
    started(store)
    done = confirm(HEAD, sent(store, revised(51.0, comment="перераховано")).number, today=AUGUST, store=store).receipt
    assert done is not None
    undo(who, done.number, "Кома не на місці", today=AUGUST, store=store)
    first, last = corrections(store)
    assert first[:4] == (50.0, 51.0, "", "перераховано")
    assert last[:4] == (51.0, 50.0, "undo", "Кома не на місці"), "not the comment of the value that came back"
    assert bool(last[4]) is bool(department)


def test_a_restored_release_tells_that_it_was_restored(store: Store) -> None:
    started(store)
    confirm(HEAD, sent(store, revised(51.0, comment="перераховано")).number, today=AUGUST, store=store)
    restore(ADMIN, MAY, "файл не того кварталу", today=date(2026, 9, 1), store=store)
    assert corrections(store)[-1] == (51.0, 50.0, "restore", "файл не того кварталу", "")


def test_a_comment_that_stood_before_is_no_reason(store: Store) -> None:
    started(store)
    book = hospitals()
    same_comment = replace(book.observations[0], value=51.0)
    publish([checked(replace(book, observations=(same_comment, *book.observations[1:])))], AUGUST, store=store)
    assert corrections(store)[-1][:4] == (50.0, 51.0, "", "")


def test_a_reason_that_may_speak_of_something_internal_is_not_told(store: Store) -> None:
    started(store)
    book = hospitals(observation("1.2.2", "2026", 1.6, comment="нове"))
    changed = replace(book.observations[0], value=51.0, comment="перераховано")
    publish([checked(replace(book, observations=(changed, *book.observations[1:])))], AUGUST, store=store)
    with store.reading() as connection:
        number = connection.exec_driver_sql("select max(seq) from upload").scalar()
    undo(EDITOR, int(str(number)), "через 1.2.2", today=AUGUST, store=store)
    assert corrections(store)[-1][2:4] == ("undo", "")


@pytest.mark.parametrize(
    ("deed", "reason", "uk", "en"),
    [
        ("", "уточнено", "уточнено", "уточнено"),
        ("", "", "", ""),
        ("undo", "Помилка", "Публікацію скасовано: Помилка", "The publication was withdrawn: Помилка"),
        ("undo", "", "Публікацію скасовано.", "The publication was withdrawn."),
        ("restore", "", "Повернуто стан попереднього випуску.", "The state of an earlier release was restored."),
    ],
)
def test_the_words_of_a_correction(deed: str, reason: str, uk: str, en: str) -> None:
    assert (correction_reason(deed, reason, UK), correction_reason(deed, reason, EN)) == (uk, en)


def test_an_editor_is_not_the_department_that_answers() -> None:
    assert correction_author("undo", "", "Управління освіти", UK) == "редактор даних"
    assert correction_author("", "", "Управління освіти", UK) == "Управління освіти"
    assert correction_author("undo", "Відділ культури", "Управління освіти", UK) == "Відділ культури"


def test_the_moment_of_a_release_is_that_of_its_last_publication() -> None:
    at = datetime(2026, 11, 14, 22, 30, 15, 999, UTC)  # already the 15th in Kyiv
    assert moment_of(date(2026, 11, 15), at, 3) == datetime(2026, 11, 14, 22, 30, 15, tzinfo=UTC)
    history = [moment_of(date(2026, 11, 14), at, n) for n in (1, 2)]
    assert history == [datetime(2026, 11, 14, 12, 0, n, tzinfo=UTC) for n in (1, 2)]


def test_a_second_publication_of_a_day_has_a_later_moment(store: Store) -> None:
    started(store)
    moments: list[datetime] = []
    for value in (51.0, 52.0):
        confirm(HEAD, sent(store, revised(value, comment=f"уточнено {value}")).number, today=AUGUST, store=store)
        moment = public_releases(where=store.name)[-1].moment
        assert moment is not None
        moments.append(moment)
    assert moments[0] < moments[1]
    assert read_public(where=store.name).releases["moment"].tolist()[-1] == moments[1].isoformat()


def test_what_is_internal_does_not_move_the_moment(store: Store) -> None:
    started(store)
    before = public_releases(where=store.name)
    publish([checked(hospitals(observation("1.2.2", "2024", 1.1)))], MAY, store=store)
    assert public_releases(where=store.name) == before
