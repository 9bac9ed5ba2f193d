"""«Спробувати книгу»: who may, problems by cell, tables of one's own, and all pages of what was dropped."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from kpi.model import Account, Role
from kpi.services.sign_in import create, workbook_trial
from kpi.store import Store, open_store
from tests.dashboard.conftest import Open, on_store, opened
from tests.dashboard.reading import words
from tests.shipped import EDITION, Shipped
from tests.workbook.refused_files import KINDS, sentence

GOAL = EDITION / "goals/6.2.xlsx"
PLAN = EDITION / "plan.xlsx"


def dropped(app: AppTest, *files: tuple[str, bytes]) -> AppTest:
    (uploader,) = app.file_uploader
    for name, content in files:
        uploader.upload(name, content)
    return app.run()


def faulty() -> bytes:
    """The workbook of goal 6.2 with a word in the place of a number."""
    book = openpyxl.load_workbook(GOAL)
    sheet = book["Спостереження"]
    heads = [cell.value for cell in sheet[1]]
    sheet.cell(2, heads.index("Значення") + 1).value = "сорок дві"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*rows: tuple[str | int, ...]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (("Код", "Назва показника", "Од. виміру", "2024", "2025"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_a_faulty_workbook_is_told_by_cell_and_shows_nothing(open_page: Open) -> None:
    app = dropped(open_page("workbook"), ("6.2.xlsx", faulty()))
    assert "1 помилка" in words(app)
    (problems,) = (frame.value for frame in app.dataframe)
    first = problems.iloc[0]
    assert first["Рівень"] == "Помилка"
    assert first["Клітинка"].startswith("Спостереження!")
    assert first["У файлі"] == "сорок дві"
    assert first["Що зробити"]
    assert "показувати ще нічого" in words(app)


def test_good_workbooks_are_shown_on_every_page_until_they_are_left(open_page: Open) -> None:
    app = dropped(open_page("workbook"), ("plan.xlsx", PLAN.read_bytes()), ("6.2.xlsx", GOAL.read_bytes()))
    shown = [button for button in app.button if button.label == "Показати ці дані на всіх сторінках"]
    shown[0].click().run()
    assert "Показано ваші файли: «plan.xlsx», «6.2.xlsx»" in words(app)
    app.switch_page("pages/table.py").run()
    assert not app.exception
    (frame,) = (found.value for found in app.dataframe)
    assert set(frame["code"].str.slice(0, 3)) == {"6.2"}
    # a release means nothing there
    assert [box.label for box in app.sidebar.selectbox] == []
    for page in ("overview", "sector", "indicator", "compare", "session"):
        app.switch_page(f"pages/{page}.py").run()
        assert not app.exception, page
        assert "Показано ваші файли" in words(app)
        assert "Сторінка з джерелом" not in words(app)
    leave = [button for button in app.button if button.label == "Повернутися до опублікованих даних"]
    leave[0].click().run()
    assert "Показано ваші файли" not in words(app)


def test_nothing_that_was_tried_is_in_another_session(open_page: Open) -> None:
    app = dropped(open_page("workbook"), ("6.2.xlsx", GOAL.read_bytes()))
    next(button for button in app.button if button.label.startswith("Показати")).click().run()
    assert "Показано ваші файли" in words(app)
    assert "Показано ваші файли" not in words(open_page("overview"))


def test_a_table_of_ones_own_is_held_against_the_public_book_of_its_goal(open_page: Open) -> None:
    rows = ("6.2.3", "Контейнерів для роздільного збирання", "од.", 500, 530)
    app = dropped(open_page("workbook"), ("контейнери.xlsx", table(rows)))
    assert "таблиця за періодами" in words(app)
    (columns,) = (frame.value for frame in app.dataframe if "За що прочитано" in frame.value)
    assert list(columns["Заголовок"])[-2:] == ["2024", "2025"]
    app.button(key="confirm.0").click().run()
    assert "Помилок немає." in words(app)
    next(button for button in app.button if button.label.startswith("Показати")).click().run()
    app.switch_page("pages/table.py").run()
    (frame,) = (found.value for found in app.dataframe)
    assert "6.2.3" in set(frame["code"])


def test_another_reader_of_the_session_finds_nothing(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    app = dropped(open_page("workbook"), ("6.2.xlsx", GOAL.read_bytes()))
    next(button for button in app.button if button.label.startswith("Показати")).click().run()
    assert "Показано ваші файли" in words(app)
    monkeypatch.setattr("kpi.dashboard.identity.tag", lambda: "another session of ours")
    assert "Показано ваші файли" not in words(app.run())


def test_too_much_at_once_is_refused_in_words(open_page: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kpi.dashboard.parts.trial_form.MOST_FILES", 1)
    app = dropped(open_page("workbook"), ("a.xlsx", b"1"), ("b.xlsx", b"2"))
    assert "Забагато за один раз" in words(app)


@pytest.fixture
def with_account(shipped_store: Shipped, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A store with the shipped edition and one account."""
    store = open_store(shipped_store(tmp_path_factory.mktemp("accounts")))
    account = Account(id=0, login="koval", name="Олена Коваль", role=Role.EDITOR, departments=())
    create(store, account, "довге речення без сенсу 7", by="terminal", now=datetime.now(UTC))
    return store


def test_where_there_are_accounts_only_who_is_signed_in_may_try(
    with_account: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_store(monkeypatch, with_account.name)
    app = opened("workbook")
    assert len(app.file_uploader) == 0
    assert "запущено окремо від сайту" in words(app)
    monkeypatch.setenv("POSTUP_ADDRESS", "https://strategy.example.org")
    assert "які увійшли" in words(opened("workbook"))


def test_may_try_asks_setting_accounts_and_session(with_account: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    monkeypatch.setenv("POSTUP_STORE", with_account.name)
    token = signed_in(with_account, now)
    assert not workbook_trial.may_try("", now)
    assert not workbook_trial.may_try("somebody-else", now)
    assert workbook_trial.may_try(token, now)
    assert not workbook_trial.may_try(token, now + timedelta(hours=13))
    monkeypatch.setenv("POSTUP_TRY_WORKBOOK", "no")
    assert not workbook_trial.may_try(token, now)


def test_everybody_may_try_where_there_is_no_account(shipped: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert workbook_trial.may_try("", datetime.now(UTC))
    monkeypatch.setenv("POSTUP_TRY_WORKBOOK", "NO")
    assert not workbook_trial.may_try("", datetime.now(UTC))
    assert "вимкнено" in words(opened("workbook"))


def test_a_store_that_does_not_answer_lets_nobody_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTUP_STORE", "/dev/null/postup.sqlite")
    assert not workbook_trial.may_try("", datetime.now(UTC))


def test_a_session_has_a_tag_and_nobody_has_none(with_account: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    from kpi.services.sign_in import session_for_token

    now = datetime.now(UTC)
    monkeypatch.setenv("POSTUP_STORE", with_account.name)
    token = signed_in(with_account, now)
    signed = session_for_token(with_account, token, now)
    assert signed is not None
    assert workbook_trial.session_tag(token, now) == signed.tag
    for nobodys in ("", "another"):
        assert workbook_trial.session_tag(nobodys, now) == ""


def signed_in(store: Store, now: datetime) -> str:
    """The token of a session of the store's first account."""
    from kpi.access.sessions import digest, new_token
    from kpi.store.people import accounts, sessions

    token = new_token()
    with store.writing() as connection:
        (account,) = accounts.everybody(connection, store.community)
        sessions.open_session(connection, store.community, account.id, digest(token), agent="test", at=now)
    return token


@pytest.mark.parametrize("name", KINDS)
def test_what_is_no_workbook_is_refused_in_words_of_ours(name: str, open_page: Open) -> None:
    app = dropped(open_page("workbook"), (name, KINDS[name]))
    (problems,) = (frame.value for frame in app.dataframe)
    assert [said for said in sentence(name) if said not in [str(cell) for cell in problems.iloc[0]]] == []
