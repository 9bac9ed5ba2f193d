"""Every variable that the code reads is listed, documented in both languages and known to the examination."""

import re
from pathlib import Path

import pytest

from kpi.settings import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
#: read by what we build upon
FOREIGN = {"DATABASE_URL", "FORWARDED_ALLOW_IPS", "SSL_CERT_FILE"}


def _named(text: str) -> set[str]:
    return set(re.findall(r"POSTUP_[A-Z]+(?:_[A-Z]+)*", text))


def test_every_variable_that_the_code_reads_is_listed() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in ROOT.glob("kpi/**/*.py"))
    read = {name for name in _named(code) if f'"{name}' in code} | {
        f"POSTUP_OIDC_{name}" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "NAME")
    }
    assert read - {"POSTUP_OIDC", "POSTUP"} == set(VARIABLES)


@pytest.mark.parametrize("name", ["docs/operate.md", "docs/operate.uk.md"])
def test_every_variable_stands_in_the_table_of_settings(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    rows = [line for line in text.splitlines() if line.startswith("| `")]
    told = {found for row in rows for found in re.findall(r"`([A-Z_]+)`", row.split("|")[1])}
    assert set(VARIABLES) | FOREIGN == told
    table = re.search(r"((?:^\|.*\n)+)", text, re.MULTILINE)
    assert table is not None
    assert all(row in table[1] for row in rows if "POSTUP_" in row), "no blank line splits the table"
