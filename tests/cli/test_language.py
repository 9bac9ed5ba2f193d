"""The language of the command line: as it is set, else that of the machine."""

import os
import subprocess
import sys

import pytest

from kpi.cli.parser import spoken
from kpi.model import Language
from tests.shipped import ROOT


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, Language.UK),
        ({"LANG": "en_US.UTF-8"}, Language.EN),
        ({"LANG": "uk_UA.UTF-8"}, Language.UK),
        ({"LANG": "C.UTF-8"}, Language.UK),
        ({"LANG": "pl_PL.UTF-8"}, Language.EN),  # the command line speaks English for Polish
        ({"LANG": "de_DE.UTF-8"}, Language.UK),
        ({"LC_ALL": "en_GB", "LANG": "uk_UA.UTF-8"}, Language.EN),
        ({"LC_ALL": "", "LC_MESSAGES": "uk_UA", "LANG": "en_US"}, Language.UK),
        ({"POSTUP_LANGUAGE": "en", "LANG": "uk_UA.UTF-8"}, Language.EN),
        ({"POSTUP_LANGUAGE": "UK ", "LANG": "en_US.UTF-8"}, Language.UK),
        ({"POSTUP_LANGUAGE": "de", "LANG": "en_US.UTF-8"}, Language.EN),
    ],
)
def test_the_language_of_the_terminal(environment: dict[str, str], language: Language) -> None:
    assert spoken(environment) is language


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", ("Usage:", "The command is not written")), ("uk", ("Використання:", "Команду записано неправильно"))],
)
def test_help_and_refusals_are_in_it(language: str, said: tuple[str, str]) -> None:
    environment = {**os.environ, "POSTUP_LANGUAGE": language, "PYTHONPATH": str(ROOT)}
    command = (sys.executable, "-m", "kpi", "releases")
    found = subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
    assert found.returncode == 2
    for words in said:
        assert words in found.stderr
