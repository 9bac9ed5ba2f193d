"""A name from the data in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kpi.model import NAMES_BESIDE
from kpi.text import Text


@dataclass(frozen=True, slots=True)
class LocalizedName:
    """A name from the data in the reader's language where it has one; `foreign` says that it has not."""

    code: str
    name: str
    foreign: bool = False
    illustrative: bool = False

    @classmethod
    def of(cls, text: Text, code: str, name: str, name_en: str, *, illustrative: bool = False) -> "LocalizedName":
        """
        name     in the strategy's language, `Text.default`
        name_en  in English, "" where there is none
        """
        if text.language is NAMES_BESIDE and name_en:
            return cls(code, name_en, False, illustrative)
        return cls(code, name, bool(text.lang), illustrative)


def action_name(row: Mapping[Any, Any], text: Text) -> LocalizedName:
    """The name of an action by its row of `kpi.measure.dataset.ACTIONS`."""
    return LocalizedName.of(text, "", str(row["name"]), str(row["name_en"]))
