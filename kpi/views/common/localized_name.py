"""A name from the data in the reader's language."""

from dataclasses import dataclass

from kpi.model import Language
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
        if text.language is Language.UK:
            return cls(code, name, False, illustrative)
        return cls(code, name_en or name, not name_en, illustrative)
