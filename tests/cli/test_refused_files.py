"""A file that is no workbook is refused by every command with the same sentence: what it is, what to do about it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from kpi.__main__ import main
from kpi.model import Language
from kpi.workbook.folders import find
from tests.languages import BOTH
from tests.workbook.refused_files import KINDS, sentence

ANSWERS = {
    "community": "Г", "title": "С", "first_year": 2025, "last_year": 2027, "figures": "real", "language": "uk",
}  # fmt: skip


@pytest.fixture
def told(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., str]:
    """All that a command says where nothing is kept yet."""
    monkeypatch.setenv("POSTUP_STORE", str(tmp_path_factory.mktemp("store") / "store.sqlite"))

    def run(words: list[str]) -> str:
        assert main(words) != 0
        said = capsys.readouterr()
        return said.out + said.err

    return run


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("language", BOTH)
def test_the_cure_is_a_workbook_and_is_true_of_every_door(name: str, language: Language) -> None:
    what, cure = sentence(name, language)
    assert ".xlsx" in cure
    assert "шаблон і надішліть" not in cure
    assert Path(name).suffix.strip(".").casefold() in what.casefold()


@pytest.mark.parametrize("name", KINDS)
def test_the_terminal_says_it_of_the_file(name: str, tmp_path: Path, told: Callable[..., str]) -> None:
    file = tmp_path / name
    file.write_bytes(KINDS[name])
    answers = tmp_path / "answers.json"
    answers.write_text(json.dumps(ANSWERS), encoding="utf-8")
    ways = {
        "check": ["check", str(file)],
        "load": ["load", str(file)],
        "load --all-goals": ["load", str(file), "--all-goals"],
        "init": ["init", str(file), "-o", str(tmp_path / "strategy"), "--answers", str(answers)],
    }
    what, cure = sentence(name)
    for way, words in ways.items():
        said = told(words)
        assert (way, what in said, cure in said, name in said) == (way, True, True, True), said
        assert "названі клітинки" not in said


@pytest.mark.parametrize("place", ["goals/1.1", "1.1", "plan"])
@pytest.mark.parametrize("name", [name for name in KINDS if not name.endswith((".docx", ".pdf"))])
def test_a_folder_does_not_pass_it_over(name: str, place: str, tmp_path: Path, told: Callable[..., str]) -> None:
    file = (tmp_path / place).with_name(Path(place).name + Path(name).suffix)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(KINDS[name])
    what, cure = sentence(name)
    for way in ("check", "load"):
        said = told([way, str(tmp_path)])
        assert (way, what in said, cure in said, file.name in said) == (way, True, True, True), said


def test_what_lies_beside_its_workbook_is_no_workbook(tmp_path: Path) -> None:
    """A copy in another format, or the decision as a document, is nobody's mistake."""
    for name in ("plan.xlsx", "plan.ods", "goals/1.1.xlsx", "goals/1.1.csv", "goals/рішення.pdf", "goals/~$1.1.xlsx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [one.path.relative_to(tmp_path).as_posix() for one in find([tmp_path])] == ["plan.xlsx", "goals/1.1.xlsx"]
