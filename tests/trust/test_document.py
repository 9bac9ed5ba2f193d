"""docs/trust.md says what tests/trust/promises.toml says."""

import re

from tests.trust.promises import promises
from tools.trust import DOCUMENT, documented, told_tests


def test_the_document_is_made_from_the_promises() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert text == documented(text), "python -m tools.trust --doc"
    rows = re.findall(r"^\| ([A-Z]\d+) \|", text, re.MULTILINE)
    assert rows == sorted(promises())
    assert set(re.findall(r"\(([A-Z](?:, [A-Z])*)\)", text)) >= {name[0] for name in promises()} & set("EGHLU")


def test_every_promise_has_a_test_that_tells_it() -> None:
    assert [name for name in promises() if not told_tests(name)] == []
