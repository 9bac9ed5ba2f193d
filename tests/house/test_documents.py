"""What the documents claim about the code and about each other: commands, rooms, statuses of decisions, the example."""

import re
from pathlib import Path

import pytest

from kpi.__main__ import parser
from kpi.store import read_public
from kpi.workbook.reader import zip_guard
from tests.shipped import Shipped

ROOT = Path(__file__).resolve().parents[2]
MAP = (ROOT / "docs/map.md").read_text(encoding="utf-8")
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
STATUS = re.compile(r"accepted(?:, in part superseded by (\d{4}(?:, \d{4})*))?|superseded by (\d{4})")


def commands() -> list[str]:
    """The commands of the command line's own help."""
    listed = re.findall(r"^    ([a-z]+)\b", parser().format_help(), re.MULTILINE)
    assert len(listed) > 10
    return listed


def mapped(place: str) -> str:
    """What the map says of a room, its lines joined."""
    found = re.search(rf"^ +{re.escape(place)} +(\S.*(?:\n {{12,}}\S.*)*)", MAP, re.MULTILINE)
    assert found, place
    return re.sub(r"\s+", " ", found[1])


def test_the_map_lists_the_commands_that_there_are() -> None:
    listed = re.findall(r"[a-z]+", mapped("cli/, __main__.py").partition(": ")[2])
    assert listed == commands()


def test_the_map_names_every_room_and_no_other() -> None:
    rooms = set(re.findall(r"^      ([a-z]+)/", MAP, re.MULTILINE))
    assert rooms == {folder.parent.name for folder in (ROOT / "kpi").glob("*/__init__.py")}
    for name in re.findall(r"^    ([a-z]+)/", MAP, re.MULTILINE):
        assert (ROOT / name).is_dir(), name


def test_the_map_names_files_that_there_are() -> None:
    named = set(re.findall(r"(?<![\w/])((?:kpi|tests|tools|docs|pages)/[\w./-]+\.\w+)", MAP))
    assert [name for name in sorted(named) if not (ROOT / name).is_file()] == []
    # the ways name modules by their place below kpi/
    short = set(re.findall(r"`((?!kpi/|tests/|docs/|tools/|pages/)[a-z_]+/[\w/]+\.py)[:`]", MAP))
    assert short
    assert [name for name in sorted(short) if not (ROOT / "kpi" / name).is_file()] == []
    tools = re.findall(r"\b([a-z_]+\.py)\b", mapped("tools/"))
    assert tools
    assert [name for name in tools if not list((ROOT / "tools").glob(name))] == []


def test_ten_files_are_read_first() -> None:
    section = MAP.partition("## Read these ten files")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\d+\. \[", section, re.MULTILINE)) == 10


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda file: file.name[:4])
def test_every_decision_says_whether_it_stands(decision: Path) -> None:
    lines = decision.read_text(encoding="utf-8").splitlines()
    assert re.match(rf"# {decision.name[:4]}\b", lines[0])
    assert (lines[1], lines[2][:8], lines[3]) == ("", "Status: ", "")
    found = STATUS.fullmatch(lines[2].removeprefix("Status: "))
    assert found, lines[2]
    later = re.findall(r"\d{4}", lines[2])
    assert all(number > decision.name[:4] for number in later)
    assert set(later) <= {file.name[:4] for file in DECISIONS}


def test_a_developer_s_page_is_listed_once() -> None:
    folder = ROOT / "docs/develop"
    listed = re.findall(r"\]\(([\w-]+\.md)\)", (folder / "README.md").read_text(encoding="utf-8"))
    assert sorted(listed) == sorted(file.name for file in folder.glob("*.md") if file.name != "README.md")


def test_developers_pages_name_files_that_there_are() -> None:
    made_up = {"kpi/text/words/about.toml", "kpi/views/about.py", "kpi/html/about.py", "tests/views/test_about.py"}
    named = {
        name
        for file in (ROOT / "docs/develop").glob("*.md")
        for name in re.findall(r"`((?:kpi|tests|tools|docs|pages)/[\w./*-]+)`", file.read_text(encoding="utf-8"))
    }
    assert [name for name in sorted(named - made_up) if not list(ROOT.glob(name))] == []


def test_the_limits_of_a_file_are_those_that_the_documents_tell() -> None:
    told = re.sub(r"\s+", " ", (ROOT / "docs/workbook.md").read_text(encoding="utf-8").partition("## Safety")[2])
    assert f"at most {zip_guard.MAX_BYTES >> 20} MB; its kind by its first bytes" in told
    assert f"at most {zip_guard.MAX_ENTRIES:,} members, {zip_guard.MAX_PART >> 20} MB each" in told
    assert f"{zip_guard.MAX_TOTAL >> 20} MB together" in told


def test_the_readmes_count_the_example_s_public_indicators(shipped_store: Shipped, tmp_path: Path) -> None:
    shown = str(len(read_public(where=shipped_store(tmp_path)).indicators))
    english, ukrainian = ((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "README.uk.md"))
    assert re.findall(r"(\d+) of them public", english) == [shown]
    assert re.findall(r"з них (\d+) відкриті", ukrainian) == [shown]
