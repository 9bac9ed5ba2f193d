"""The catalogue of words: every text on a screen by key, Ukrainian and English side by side, in words/*.toml.

An entry is a table with `uk` and `en`: a string, or a table of CLDR plural forms (one, few, many, other) for texts
that count. Placeholders are `{name}`. The key is the dotted path of the table: [overview.empty] is "overview.empty".
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kpi.model import Language

Forms = str | Mapping[str, str]
_LANGUAGES = frozenset(language.value for language in Language)


def _flatten(table: Mapping[str, object], prefix: str, entries: dict[str, Mapping[str, Forms]]) -> None:
    for name, value in table.items():
        if not isinstance(value, Mapping):
            raise ValueError(f"{prefix}{name}: an entry is a table with uk and en")
        if value.keys() & _LANGUAGES:
            if value.keys() != _LANGUAGES:
                raise ValueError(f"{prefix}{name}: uk and en, both and nothing else")
            if prefix + name in entries:
                raise ValueError(f"{prefix}{name}: twice in the catalogue")
            entries[prefix + name] = value
        else:
            _flatten(value, f"{prefix}{name}.", entries)


@cache
def entries() -> Mapping[str, Mapping[str, Forms]]:
    """All entries by key; ValueError on a key that lacks a language or stands twice."""
    found: dict[str, Mapping[str, Forms]] = {}
    for file in sorted((files(__package__) / "words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            _flatten(tomllib.loads(file.read_text(encoding="utf-8")), "", found)
    return found
