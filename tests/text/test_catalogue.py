"""No word without every language, no placeholder that only one language has, no key that nothing uses."""

import re
from pathlib import Path

from babel import Locale

from kpi.model import Language
from kpi.text.catalog import entries

ROOT = Path(__file__).resolve().parents[2]
QUOTES = ("'", '"')
PLACEHOLDER = re.compile(r"{(\w+)")


def _texts(form: object) -> list[str]:
    return [form] if isinstance(form, str) else list(form.values())  # type: ignore[attr-defined]


def test_every_entry_speaks_both_languages_with_the_same_placeholders() -> None:
    different = []
    for key, entry in entries().items():
        names = [set(PLACEHOLDER.findall(" ".join(_texts(entry[lang.value])))) - {"n"} for lang in Language]
        if names[0] != names[1]:
            different.append(key)
    assert different == []


def test_nothing_is_empty() -> None:
    empty = [key for key, entry in entries().items() for form in entry.values() for t in _texts(form) if not t.strip()]
    assert empty == []


def test_counting_entries_have_every_plural_form_of_their_language() -> None:
    missing = [
        (key, language)
        for key, entry in entries().items()
        for language, forms in entry.items()
        if not isinstance(forms, str) and set(forms) != Locale(language).plural_form.tags | {"other"}
    ]
    assert missing == []


def test_every_key_is_used() -> None:
    """A key is used when it, or its beginning followed by a computed part, stands in the code."""
    code = "\n".join(
        f.read_text(encoding="utf-8") for room in ("kpi", "pages", "tools") for f in ROOT.glob(f"{room}/**/*.py")
    )
    unused = []
    for key in entries():
        parts = key.split(".")
        heads = [".".join(parts[:n]) + ".{" for n in range(1, len(parts))]
        ends = [".".join(parts[n:]) for n in range(1, len(parts))]
        if (
            f'"{key}"' in code
            or f"'{key}'" in code
            or any(f"f{q}{h}" in code for h in heads for q in QUOTES)
            or any("}." + e + '"' in code for e in ends)
        ):
            continue
        unused.append(key)
    assert unused == []


def test_apostrophes_are_typographic() -> None:
    straight = [key for key, entry in entries().items() for t in _texts(entry["uk"]) if re.search(r"\w'\w", t)]
    assert straight == []
