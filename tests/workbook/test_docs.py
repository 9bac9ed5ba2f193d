"""docs/workbook.md is current, and every problem code is documented, worded and tested."""

from pathlib import Path

from kpi.model import Severity
from kpi.text.catalog import entries
from kpi.workbook.sheet.problems import CATALOGUE
from tools.docs_workbook import DOCUMENT, current

HERE = Path(__file__).parent


def test_the_generated_parts_are_current() -> None:
    document = DOCUMENT.read_text(encoding="utf-8")
    assert current(document) == document, "run: make docs"


def test_every_code_has_its_sentences_and_no_sentence_lacks_a_code() -> None:
    worded = {key.split(".")[1] for key in entries() if key.startswith("problem.") and key.count(".") == 2}
    worded -= {"size_reason", "size_cure", "zip_reason", "cure", "sight", "lacks", "way"}
    assert worded == set(CATALOGUE)
    for code in CATALOGUE:
        assert {f"problem.{code}.message", f"problem.{code}.remedy"} <= entries().keys()


def test_every_code_is_tested() -> None:
    found = [*HERE.glob("cases/*.txt"), *HERE.glob("wide/*.txt"), *HERE.glob("*.py")]
    found += [*HERE.parent.glob("services/publishing/*.py"), *HERE.parent.glob("opendata/*.py")]
    tested = "".join(file.read_text(encoding="utf-8") for file in found)
    assert [code for code in CATALOGUE if code not in tested] == []


def test_every_code_is_used() -> None:
    rooms = HERE.parents[1] / "kpi"
    found = [*rooms.glob("workbook/**/*.py"), *rooms.glob("services/publishing/**/*.py")]
    code = "".join(file.read_text(encoding="utf-8") for file in found if file.name != "problems.py")
    computed = {"half_invalid", "quarter_invalid", "month_invalid", "problems_cut"}
    assert [name for name in CATALOGUE if f'"{name}"' not in code and name not in computed] == []


def test_severities_are_two() -> None:
    assert set(CATALOGUE.values()) == set(Severity)
