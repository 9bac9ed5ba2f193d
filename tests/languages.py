"""The two languages whose words stand side by side, what of the words is public, and a language made for a test."""

import json
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import _lru_cache_wrapper
from pathlib import Path

from kpi.model import Language, language

#: the shipped edition is read in both
BOTH = (Language("uk"), Language("en"))
_OF_WORDS = ("kpi.model", "kpi.text", "kpi.workbook", "kpi.opendata")
#: beginnings of the keys of public pages, files, pictures, sheets, embeds and feeds
PUBLIC = tuple(
    f"{name}."
    for name in (
        *(
            "action_state",
            "answers",
            "calendar",
            "changes",
            "count",
            "dashboard",
            "data",
            "deed",
            "definition",
            "direction",
        ),
        *("chain", "corrective_fate", "decisions", "deeds", "risk", "waiting"),
        *("editions", "explore", "feed", "field", "figures", "filters", "frequency", "gap", "goal", "help", "history"),
        *(
            "indicator",
            "indicators",
            "kind",
            "level",
            "lists",
            "method",
            "number",
            "overview",
            "page",
            "paper",
            "provenance",
        ),
        *("region", "rows", "sector", "shell", "status", "succession", "telling", "terms_of_use", "trajectory", "unit"),
        *("unit_by", "visibility", "withheld", "progress.flag", "progress.no_data"),
        *("session_report", "subscribe", "question"),
        *(f"web.{name}" for name in ("brand", "description", "failed", "large", "loading", "missing", "no_version")),
        *(f"web.{name}" for name in ("old", "past", "saved", "title", "unavailable", "unpublished")),
    )
)
_FACTS = """
name = "Français"
label = "FR"
spoken = "français"
cldr = "fr"
open_graph = "fr_FR"
authority = "FRA"
script = "latin"
letters = "ÀÂÇÉÈÊËÎÏÔÙÛÜŸŒÆ"
fonts = ["latin", "accented"]
names = ["fr", "français"]
fallback = "en"
place = 9
"""


def second(language: Language) -> Language:
    """The other one of `BOTH`."""
    return next(one for one in BOTH if one is not language)


@contextmanager
def partial_language(words: Mapping[str, str]) -> Iterator[Language]:
    """French with these words and no other, for as long as the context lasts."""
    folder = Path(tempfile.mkdtemp()) / "fr"
    (folder / "words").mkdir(parents=True)
    (folder / "language.toml").write_text(_FACTS, encoding="utf-8")
    lines = (f"{key} = {json.dumps(said, ensure_ascii=False)}\n" for key, said in words.items())
    (folder / "words/few.toml").write_text("".join(lines), encoding="utf-8")
    made = language.register(folder)
    _forget()
    try:
        yield made
    finally:
        language._known.pop(made.value)
        _forget()
        shutil.rmtree(folder.parent)


def _forget() -> None:
    """All that is made once of the words of the registered languages, wherever it is kept."""
    for name, module in list(sys.modules.items()):
        if name.startswith(_OF_WORDS):
            for one in list(vars(module).values()):
                if isinstance(one, _lru_cache_wrapper):
                    one.cache_clear()
