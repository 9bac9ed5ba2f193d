"""`python -m kpi user`: the password comes from the terminal or the standard input, never from an argument."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.store import open_store
from tests.books import checked
from tests.publishing import publish
from tests.services.reminders.edition import PUBLISHED, books, plan
from tests.services.sign_in.conftest import PASSWORD, actions

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path / "postup.sqlite"))
    monkeypatch.setattr("getpass.getuser", lambda: "operator")

    def ran(*arguments: str, typed: str = "") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        code = main(["user", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return ran


def _add(run: Run, login: str = "koval") -> int:
    arguments = ("add", login, "--name", "О. Коваль", "--role", "editor", "--stdin")
    return run(*arguments, typed=PASSWORD + "\n")[0]


def test_the_whole_life_of_an_account(run: Run) -> None:
    assert _add(run) == 0
    assert run("list") == (0, "koval\tО. Коваль\tредактор\n", "")
    assert run("role", "koval", "administrator", "--email", "k@example.org")[0] == 0
    assert run("password", "koval", "--stdin", typed="зовсім інший пароль\n")[0] == 0
    assert run("disable", "koval")[0] == 0
    assert run("list")[1] == "koval\tО. Коваль\tадміністратор\t\tk@example.org\tвимкнено\n"
    assert run("disable", "koval", "--undo")[0] == 0
    expected = ["account_created", "account_role", "account_email", "password_set"]
    assert actions(open_store()) == [
        ("operator", action) for action in [*expected, "account_disabled", "account_enabled"]
    ]


@pytest.mark.parametrize(
    ("arguments", "typed", "sentence"),
    [
        (("add", "koval", "--name", "К", "--role", "editor", "--stdin"), "коротко\n", "закороткий"),
        (("add", "koval", "--name", "К", "--role", "head", "--stdin"), PASSWORD, "принаймні один підрозділ"),
        (("password", "nobody", "--stdin"), PASSWORD, "Облікового запису «nobody» немає"),
        (("password", "nobody"), "", "--stdin"),
    ],
)
def test_a_refusal_is_a_sentence(run: Run, arguments: tuple[str, ...], typed: str, sentence: str) -> None:
    code, out, err = run(*arguments, typed=typed)
    assert code in {1, 2}
    assert out == ""
    assert sentence in err
    assert "Traceback" not in err
    assert PASSWORD not in err


def test_a_password_is_typed_twice_at_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    _add(run)
    typed = iter(["одне слово і ще", "інше слово і ще", PASSWORD, PASSWORD])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr("tests.services.sign_in.test_cli.io.StringIO", Terminal)
    assert run("password", "koval")[0] == 1
    assert run("password", "koval")[0] == 0


def test_standing_in_for_a_head_from_one_day_to_another(tmp_path: Path, run: Run) -> None:
    publish([checked(plan()), *map(checked, books())], PUBLISHED, store=open_store(str(tmp_path / "postup.sqlite")))
    added = run("add", "koval", "--name", "О. Коваль", "--role", "head", "--department", "sport", "--no-password")
    assert added[0] == 0
    begun = ("acting", "koval", "--department", "health", "--since", "2026-12-01")
    assert run(*begun, "--until", "2026-12-20") == (0, "", "koval: в. о.: health, 01.12.2026–20.12.2026.\n")
    assert run("list")[1] == "koval\tО. Коваль\tкерівник підрозділу\tsport\t\t\tв. о.: health, 01.12.2026–20.12.2026\n"
    code, _, said = run("acting", "koval", "--department", "health", "--since", "2026-12-02", "--end")
    assert (code, "01.12.2026–20.12.2026" in said) == (1, True), "what there is to end is told"
    assert run(*begun, "--end")[0] == 0
    assert run("list")[1].endswith("sport\n")
    assert run(*begun, "--until", "2026-11-20")[0] == 1, "the last day is not before the first"


def test_there_is_no_way_to_give_a_password_as_an_argument(run: Run) -> None:
    with pytest.raises(SystemExit) as refused:
        run("password", "koval", "--password", PASSWORD)
    assert refused.value.code == 2


def test_an_invitation_from_the_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POSTUP_ADDRESS", "https://strategy.example.org")
    code, out, err = run("add", "koval", "--name", "О. Коваль", "--role", "editor", "--invite")
    assert code == 0
    assert re.fullmatch(r"https://strategy\.example\.org/invitation/[\w-]{43}\n", out)
    assert re.search(r"діє до \d\d\.\d\d\.\d{4} \d\d:\d\d EES?T", err)
    again = run("invite", "koval")[1]
    assert again != out
    assert run("invite", "nobody")[0] == 1
    run("disable", "koval")
    assert "вимкнено" in run("invite", "koval")[2]
    assert actions(open_store())[:3] == [("operator", a) for a in ("account_created", "invited", "invited")]
