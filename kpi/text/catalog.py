"""The catalogue of words: every text on a screen by key.

words/*.toml hold Ukrainian and English side by side: an entry is a table with `uk` and `en`. Every other language has
the same keys in its own folder, languages/<code>/words/*.toml, one form each; a key that it has not stands in its
fallback. A form is a string, or a table of CLDR plural forms (one, few, many, other) for texts that count.
Placeholders are `{name}`. The key is the dotted path of the table: [overview.empty] is "overview.empty".
"""

import tomllib
from collections.abc import Collection, Container, Iterator, Mapping
from functools import cache
from importlib.resources import files

from kpi.model import Language

Forms = str | Mapping[str, str]
#: the languages whose words stand side by side
SHARED = frozenset({"uk", "en"})
#: units bend by the rules of one language, so each has its own beside the shared ones
_OWN = ("unit.", "unit_by.")


def _flatten(table: Mapping[str, object], prefix: str, entries: dict[str, dict[str, Forms]]) -> None:
    for name, value in table.items():
        if not isinstance(value, Mapping):
            raise ValueError(f"{prefix}{name}: an entry is a table with uk and en")
        if value.keys() & SHARED:
            if value.keys() != SHARED:
                raise ValueError(f"{prefix}{name}: uk and en, both and nothing else")
            if prefix + name in entries:
                raise ValueError(f"{prefix}{name}: twice in the catalogue")
            entries[prefix + name] = dict(value)
        else:
            _flatten(value, f"{prefix}{name}.", entries)


def _forms(table: Mapping[str, object], prefix: str, known: Container[str]) -> Iterator[tuple[str, Forms]]:
    """Key and form of every entry of one language."""
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, str):
            yield key, value
        elif not isinstance(value, Mapping):
            raise ValueError(f"{key}: an entry is a text or a table of plural forms")
        elif key in known or prefix in _OWN:
            yield key, value
        else:
            yield from _forms(value, f"{key}.", known)


def _take_in(language: Language, entries: dict[str, dict[str, Forms]]) -> None:
    """The words of a language of its own folder beside the shared ones; a key that nothing shares is left out.

    Of one that stands twice the first counts; a test tells both.
    """
    for key, form in own_words(language, entries.keys()):
        entry = entries.setdefault(key, {}) if key.startswith(_OWN) else entries.get(key)
        if entry is None or language.value in entry:
            continue
        if entry and len({isinstance(one, str) for one in (*entry.values(), form)}) > 1:
            raise ValueError(f"{language} {key}: a text that counts has plural forms, and no other")
        entry[language.value] = form


def own_words(language: Language, shared: Collection[str]) -> list[tuple[str, Forms]]:
    """Key and form of all that stands in the folder of a language.

    shared  the keys of the shared catalogue, which tell a table of forms from a table of entries
    """
    files = sorted((language.folder / "words").glob("*.toml"))
    tables = (tomllib.loads(file.read_text(encoding="utf-8")) for file in files)
    return [pair for table in tables for pair in _forms(table, "", frozenset(shared))]


@cache
def entries() -> Mapping[str, Mapping[str, Forms]]:
    """All entries by key, in each its forms by language.

    ValueError on a shared key that lacks a language or stands twice.
    """
    found: dict[str, dict[str, Forms]] = {}
    for file in sorted((files(__package__) / "words").iterdir(), key=lambda f: f.name):
        if file.name.endswith(".toml"):
            _flatten(tomllib.loads(file.read_text(encoding="utf-8")), "", found)
    for language in Language:
        _take_in(language, found)
    return found


@cache
def form_of(key: str, language: Language) -> tuple[Language, Forms]:
    """The form of a key in a language or the nearest of its fallbacks, and which that is; KeyError in none."""
    entry = entries()[key]
    spoken = next((one for one in language.chain if one.value in entry), None)
    if spoken is None:
        raise KeyError(f"{key}: neither in {language} nor in what it falls back to")
    return spoken, entry[spoken.value]
