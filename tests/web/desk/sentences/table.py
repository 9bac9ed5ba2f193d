"""The table of sentences: which situation each belongs to; and which words of the desk are no sentences.

*.toml beside this file: one table for each situation with `when` (a sentence that says when its sentences may stand)
and `says` (their keys); labels.toml lists what is no sentence, by key or pattern, with the reason.
"""

import re
import tomllib
from collections.abc import Mapping
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from kpi.text.catalog import Forms, entries
from tests.text.test_catalogue import used

HERE = Path(__file__).parent
ROOT = Path(__file__).resolve().parents[4]
#: the rooms that speak to people who have signed in, or sign in
ROOMS = ("kpi/web/desk", "kpi/web/sign_in", "kpi/html/desk", "kpi/views/desk")
#: words that are the desk's alone, by the first part of their key
HEADS = frozenset(
    {
        "access",
        "access_page",
        "accounts",
        "admin",
        "deciding",
        "departments",
        "editor",
        "flow",
        "planning",
        "report",
        "signing",
    }
    | {"statements", "submit", "suspensions"}
)
#: these files are no situations
_LISTS = frozenset({"labels.toml", "pages.toml", "elsewhere.toml", "unplayed.toml"})


def _read(name: str) -> dict[str, dict[str, object]]:
    return tomllib.loads((HERE / name).read_text(encoding="utf-8"))


@cache
def situations() -> Mapping[str, frozenset[str]]:
    """The sentences of each situation, by its name. ValueError where one lacks its `when` or stands twice."""
    found: dict[str, frozenset[str]] = {}
    for file in sorted(HERE.glob("*.toml")):
        if file.name in _LISTS:
            continue
        for name, told in _read(file.name).items():
            if name in found or not told["when"]:
                raise ValueError(name)
            found[name] = frozenset(map(str, _list(told["says"])))
    return found


@cache
def explanations() -> Mapping[str, frozenset[str]]:
    """Sentences that belong to a page whatever has happened: the paths on which each may stand."""
    found: dict[str, set[str]] = {}
    for path, told in _read("pages.toml").items():
        for key in _list(told["may_say"]):
            found.setdefault(str(key), set()).add(path)
    return {key: frozenset(paths) for key, paths in found.items()}


@cache
def spoken_elsewhere() -> Mapping[str, str]:
    """Sentences that only another test can play: «tests/browser/test_x.py::test_y» by key."""
    return {str(key): test for test, told in _read("elsewhere.toml").items() for key in _list(told["says"])}


@cache
def unplayed() -> frozenset[str]:
    """Sentences that no situation plays yet."""
    return frozenset(str(key) for told in _read("unplayed.toml").values() for key in _list(told["says"]))


@cache
def labels() -> frozenset[str]:
    """The words of the desk that are no sentences."""
    patterns = [str(pattern) for told in _read("labels.toml").values() for pattern in _list(told["keys"])]
    return frozenset(key for key in desk_words() if any(fnmatchcase(key, pattern) for pattern in patterns))


def sentences() -> frozenset[str]:
    """Every key of the table."""
    told = frozenset[str]().union(*situations().values())
    return told | explanations().keys() | spoken_elsewhere().keys() | unplayed()


@cache
def desk_words() -> frozenset[str]:
    """The desk's own words that the code of its rooms says."""
    code = "\n".join(file.read_text(encoding="utf-8") for room in ROOMS for file in (ROOT / room).rglob("*.py"))
    own = [key for key in entries() if key.partition(".")[0] in HEADS]
    return frozenset(used(own, code))


def ends_like_a_sentence(key: str) -> bool:
    """Whether its words, more than one, end with a full stop or a question mark in either language."""
    return any(re.search(r"\s.*[.?!]$", words) for form in entries()[key].values() for words in _forms(form))


def _forms(form: Forms) -> list[str]:
    return [form] if isinstance(form, str) else list(form.values())


def _list(value: object) -> list[object]:
    assert isinstance(value, list)
    return value
