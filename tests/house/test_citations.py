"""What the code cites is in the repository: a reader of a docstring can look it up."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: texts that are read as prose or code; data, pictures and locks cite nothing
READ = (".py", ".md", ".toml", ".css", ".js", ".html", ".in")
# a word of a list stands in quotation marks
ELSEWHERE = re.compile(r"(?<!\")\b(?:METHOD\.md|(?:DESIGN|TRUST|HOUSE|WORKBOOK)\b(?:\.md)?)(?:\s+[A-C]?\d+(?:\.\d+)*)?")
SECTIONS = re.compile(r"\bMETHOD \d+(?:(?:,| and|-|–) ?\d+)*")  # «METHOD 5, 6», «METHOD 3 and 4»
DECISION = re.compile(r"\bdecisions?[ /](\d{4})\b")


def texts() -> Iterator[tuple[str, str]]:
    tracked = subprocess.run(
        ("git", "ls-files", "-co", "--exclude-standard"), cwd=ROOT, capture_output=True, text=True, check=True
    )
    for name in tracked.stdout.splitlines():
        if name.endswith(READ) and "node_modules" not in name and name != Path(__file__).relative_to(ROOT).as_posix():
            yield name, (ROOT / name).read_text(encoding="utf-8")


def cited_elsewhere(text: str) -> list[str]:
    return ELSEWHERE.findall(text)


def method_sections(text: str) -> set[int]:
    return {int(number) for cited in SECTIONS.findall(text) for number in re.findall(r"\d+", cited)}


@pytest.fixture(scope="module")
def read() -> dict[str, str]:
    return dict(texts())


def test_nothing_cites_a_paper_that_is_not_here(read: dict[str, str]) -> None:
    assert {name: found for name, text in read.items() if (found := cited_elsewhere(text))} == {}


def test_every_cited_section_of_the_method_exists(read: dict[str, str]) -> None:
    there = {int(number) for number in re.findall(r"^## (\d+)\.", read["docs/method.md"], re.MULTILINE)}
    assert there
    missing = {name: wrong for name, text in read.items() if (wrong := method_sections(text) - there)}
    assert missing == {}


def test_every_cited_decision_exists(read: dict[str, str]) -> None:
    there = {file.name[:4] for file in (ROOT / "docs" / "decisions").glob("*.md")}
    missing = {name: wrong for name, text in read.items() if (wrong := set(DECISION.findall(text)) - there)}
    assert missing == {}


def test_citations_are_found() -> None:
    assert cited_elsewhere('"""Small lines (DESIGN 8.3); see WORKBOOK.md 2."""') == ["DESIGN 8.3", "WORKBOOK.md 2"]
    assert cited_elsewhere("(METHOD.md), not METHOD 3") == ["METHOD.md"]
    assert method_sections("METHOD 5, 6 and METHOD 3 and 4; METHOD 12") == {5, 6, 3, 4, 12}
