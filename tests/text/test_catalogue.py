"""No word without every language, no placeholder that only one language has, no key that nothing uses."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from babel import Locale

from kpi.model import Language
from kpi.text.catalog import entries
from tests.languages import BOTH

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"{(\w+)")


def _texts(form: str | Mapping[str, str]) -> list[str]:
    return [form] if isinstance(form, str) else list(form.values())


def test_every_entry_speaks_both_languages_and_all_have_the_same_placeholders() -> None:
    different, alone = [], []
    for key, entry in entries().items():
        if not {lang.value for lang in BOTH} <= entry.keys():
            alone.append(key)
        names = {frozenset(PLACEHOLDER.findall(" ".join(_texts(form)))) - {"n"} for form in entry.values()}
        if len(names) > 1:
            different.append(key)
    assert different == []
    # units bend by the rules of one language, and may stand in its folder alone
    assert [key for key in alone if not key.startswith(("unit.", "unit_by."))] == []


def test_nothing_is_empty() -> None:
    empty = [key for key, entry in entries().items() for form in entry.values() for t in _texts(form) if not t.strip()]
    assert empty == []


def test_counting_entries_have_every_plural_form_of_their_language() -> None:
    missing = [
        (key, language)
        for key, entry in entries().items()
        for language, forms in entry.items()
        if not isinstance(forms, str) and set(forms) != Locale(Language(language).cldr).plural_form.tags | {"other"}
    ]
    assert missing == []


def used(keys: Iterable[str], code: str) -> set[str]:
    """The keys that stand in the code whole, by their beginning before a computed part, or by their end after one."""
    # each quote begins a find of its own (a look-ahead), so one that pairs wrongly hides nothing
    whole = {found[1] for found in re.findall(r"(?=([\"'])([\w.-]+)\1)", code)}
    heads = set(re.findall(r"(?=f[\"']([\w.-]+)\.\{)", code))
    ends = set(re.findall(r"(?=\}\.([\w.-]+)\")", code))
    found = set()
    for key in keys:
        parts = key.split(".")
        cuts = [(".".join(parts[:n]), ".".join(parts[n:])) for n in range(1, len(parts))]
        if key in whole or any(head in heads or end in ends for head, end in cuts):
            found.add(key)
    return found


def test_every_key_is_used() -> None:
    """A key is used when it, or its beginning followed by a computed part, stands in the code."""
    code = "\n".join(
        f.read_text(encoding="utf-8") for room in ("kpi", "pages", "tools") for f in ROOT.glob(f"{room}/**/*.py")
    )
    assert sorted(entries().keys() - used(entries(), code)) == []


def test_used_keys_are_found_whole_and_beside_computed_parts() -> None:
    code = (
        """say("a.whole"), say('b.whole'), say(f"c.{x}"), say(f'd.e.{x}.f'), say(f"{g}.the.end"), "it's", "late.key" """
    )
    keys = {"a.whole", "b.whole", "c.one", "d.e.two", "h.the.end", "late.key", "a.whol", "d.one", "end.of", "s"}
    assert used(keys, code) == {"a.whole", "b.whole", "c.one", "d.e.two", "h.the.end", "late.key"}


def test_apostrophes_are_typographic() -> None:
    straight = [key for key, entry in entries().items() for t in _texts(entry.get("uk", "")) if re.search(r"\w'\w", t)]
    assert straight == []


def test_no_name_of_a_field_ends_with_a_full_stop() -> None:
    """The page of data goes on after it with a full stop and what the field means."""
    names = {key: entry for key, entry in entries().items() if key.startswith("field.") and key.endswith(".label")}
    assert len(names) > 100
    assert [key for key, entry in names.items() for form in entry.values() for t in _texts(form) if t[-1] == "."] == []
