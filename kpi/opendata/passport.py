"""Passport and structure of the dataset; the elements are those of Ukraine's rules on open data (CMU № 835)."""

from collections.abc import Iterable

from kpi.model import FiscalYear, Language
from kpi.opendata.fields import TABLES
from kpi.opendata.metadata import ReleaseMetadata
from kpi.opendata.package import written
from kpi.text import Text
from kpi.text.csv_text import csv_text

_COLUMNS = ("file", "field", "type", "required", "codes", "label_uk", "label_en", "about_uk", "about_en")


def passport(about: ReleaseMetadata) -> bytes:
    """The card of the dataset, element by element in the order of the rules."""
    elements = [{"element": label, "value": words} for label, words in about.card()]
    version = {"version": about.version.isoformat(), "moment": about.moment}
    return written({"demo": about.demo, **version, "passport": elements})


def structure(tables: Iterable[str], fiscal_year: FiscalYear) -> bytes:
    """Every field of the files of these tables of a strategy with these years: name, type, codes, meaning."""
    languages = [Text(Language(name.removeprefix("label_"))) for name in _COLUMNS if name.startswith("label_")]
    rows = (
        (
            f"{table}.csv",
            field.name,
            field.type.value,
            "true" if field.required else "false",
            ";".join(field.codes),
            *(text.say(f"field.{field.name}.label") for text in languages),
            *(text.of_year(f"field.{field.name}.about", fiscal_year) for text in languages),
        )
        for table in tables
        for field in TABLES[table]
    )
    return csv_text(_COLUMNS, rows).encode()
