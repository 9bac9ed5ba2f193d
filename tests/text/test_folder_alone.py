"""A language that no code knows: its folder is put into a copy of the package, and that alone is enough."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kpi.settings import PACKAGE
from tests.workbook.init.strategies import book

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

FOLDER = {
    "language.toml": """
name = "Deutsch"
label = "DE"
spoken = "auf Deutsch"
cldr = "de"
open_graph = "de_DE"
authority = "DEU"
script = "latin"
letters = "ÄÖÜ"
fonts = ["latin", "accented"]
names = ["de", "deutsch"]
fallback = "en"
place = 4
[forms]
date_short = "dd.MM.y"
date_long = "d. MMMM y"
unit_yes_no = "ja/nein"
unit_number = "Anzahl"
quoted = "„{}“"
[typed]
yes = ["ja"]
no = ["nein"]
yes_no = ["ja/nein"]
quarter = ["Quartal"]
""",
    "words/site.toml": """
shell.nav.overview = "Überblick"
[count.indicators]
one = "{n} Indikator"
other = "{n} Indikatoren"
""",
    "planner.toml": """
[roles]
unit = ["EINHEIT"]
department = ["ZUSTÄNDIG"]
source = ["QUELLE"]
base = ["AUSGANGSWERT"]
fact = ["=IST", "IST "]
target = ["ZIELWERT"]
name = ["INDIKATOR"]
code = ["=NR"]
[names]
words = ["INDIKATOR"]
[levels]
strategic = ["STRATEGISCHES ZIEL"]
operational = ["OPERATIVES ZIEL"]
[departments]
words = ["AMT"]
""",
    "workbook.toml": """
[goal.indicators]
title = "Indikatoren"
headers = { code = "Code", name = "Bezeichnung", unit = "Einheit", direction = "Richtung" }
""",
}
TABLE = """
# Ziele
Nr. | Indikator | Einheit | Ausgangswert 2024 | Zielwert 2025 | Ist 2025 | Ist I Quartal 2026 | Zielwert 2027 | Zuständig | Quelle
 | Strategisches Ziel 1: Lebenswerte Stadt
 | Operatives Ziel 1.1: Familie
1 | Kita-Plätze | Anzahl | 410 | 430 | 428 | 431 | 480 | Jugendamt | Statistik
2 | Radkonzept beschlossen | ja/nein | nein | nein | nein | nein | ja | Tiefbauamt | Beschluss
"""  # noqa: E501
ANSWERS = {
    "community": "Neustadt", "title": "Stadtplan", "first_year": 2025, "last_year": 2027, "figures": "real",
    "language": "de", "currency": "EUR",
}  # fmt: skip
#: in a process of its own, since which languages there are is read once
SCRIPT = """
import json, sys
from datetime import date
import kpi
from kpi.model import Language
from kpi.text import Text
from kpi.__main__ import main
from openpyxl import load_workbook
from tests.asgi import Client
from tests.layers import layers
folder = sys.argv[1]
assert kpi.__file__.startswith(folder), kpi.__file__
answers = ["--answers", folder + "/answers.json", "--json"]
assert main(["init", folder + "/table.xlsx", "-o", folder + "/made", *answers]) == 0
assert main(["load", folder + "/made"]) == 0
client = Client(layers(), "here")
client.get("/healthz")
text = Text(Language("de"))
rows = client.get("/api/v1/observations").json()["data"]
print(json.dumps({
    "home": client.get("/").text,
    "counted": [text.count("count.indicators", n) for n in (1, 2.5)],
    "day": text.date_long(date(2026, 2, 3)),
    "values": {f"{row['code']} {row['period']}": row["value"] for row in rows if row["value"] is not None},
    "units": [row["unit"] for row in client.get("/api/v1/indicators").json()["data"]],
    "sheets": load_workbook(folder + "/made/goals/1.1.xlsx").sheetnames,
}))
"""


def test_a_folder_alone_is_a_language(tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "kpi", ignore=shutil.ignore_patterns("__pycache__"))
    for name, said in FOLDER.items():
        file = tmp_path / "kpi/text/languages/de" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(said, encoding="utf-8")
    (tmp_path / "table.xlsx").write_bytes(book(TABLE, []))
    (tmp_path / "answers.json").write_text(json.dumps(ANSWERS), encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith("POSTUP_")}
    environment |= {
        "PYTHONPATH": os.pathsep.join([str(tmp_path), str(PACKAGE.parent)]),
        "POSTUP_STORE": str(tmp_path / "store.sqlite"),
    }
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path)],
        cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=240, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr[-2000:]
    made, said = (json.loads(line) for line in (run.stdout.splitlines()[0], run.stdout.splitlines()[-1]))
    assert made["questions"] == [], "a header of the language is not known"
    assert said["values"] == {"1.1.1 2025": 428, "1.1.1 2026-Q1": 431, "1.1.2 2025": 0, "1.1.2 2026-Q1": 0}
    assert said["units"] == ["Anzahl", "ja/nein"]
    assert said["sheets"][0] == "Indikatoren"
    # its own words and forms, its own plurals, and the fallback's words where it has none
    assert '<html lang="de"' in said["home"]
    assert "Überblick" in said["home"]
    assert "Need attention" in said["home"]
    assert said["counted"] == ["1 Indikator", "2,5 Indikatoren"]
    assert said["day"] == "3. Februar 2026"
    assert "Neustadt" in said["home"]
    assert "uk_UA" not in said["home"]
