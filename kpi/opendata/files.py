"""Which files there are: of a release, and of one indicator. Each is made when it is first asked for."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from dataclasses import dataclass
from functools import cached_property

from kpi.measure.results import Survey
from kpi.model.media_types import XLSX
from kpi.opendata import archive, catalogue, citation_formats, csv_file, excel, package, passport, tables
from kpi.opendata.catalogue import CatalogueFile
from kpi.opendata.fields import FILLED, TABLES
from kpi.opendata.handover import workbook as handover
from kpi.opendata.handover.field_lists import field_lists, lists_of, spoken
from kpi.opendata.metadata import ReleaseMetadata, about
from kpi.opendata.tables import DataTable, ReleaseTables
from kpi.text import Text
from kpi.views.indicator.citation import Citation, citation
from kpi.views.indicator.dossiers import dossiers

#: what a reader takes away besides the tables' CSV, in the order of the Data page
WHOLE = ("data.xlsx", "data.zip", "datapackage.json", "catalogue.jsonld", "passport.json", "structure.csv")
#: workbooks for registers of the state, of communities that the registers concern
HANDED = tuple(f"{listed.name}.xlsx" for listed in field_lists())
NAMES = (*(f"{table}.csv" for table in TABLES), *WHOLE, *HANDED)
#: tables of a release that hold rows of one indicator
_OF_ONE = (
    *("indicators", "values", "targets", "revisions", "progress", "actions", "action_money", "corrective_actions"),
    *("suspensions", "previous_values"),
)


@dataclass(frozen=True, slots=True)
class File:
    """A finished file. `saved` is the name under which it is kept; `rows` None where it has none."""

    body: bytes
    media_type: str
    saved: str
    rows: int | None = None


class Files:
    """The files of one release in one language. What is made is kept."""

    def __init__(self, release: ReleaseTables, text: Text, site: str) -> None:
        self.release, self.text, self.site = release, text, site
        self.about = about(release, text, site)
        self._made: dict[str, File] = {}

    def __getitem__(self, name: str) -> File:
        """A file of `NAMES`; KeyError for another name, and for one that does not concern the community."""
        if name not in self._made:
            if name not in self:
                raise KeyError(name)
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: str) -> bool:
        return name in self.handed if name in HANDED else name in NAMES

    @cached_property
    def handed(self) -> tuple[str, ...]:
        """The names of the workbooks for registers that concern the community."""
        return tuple(f"{listed.name}.xlsx" for listed in lists_of(self.release.survey.dataset.strategy))

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of the tables that are offered: some only where they say something."""
        return tuple(name for name in TABLES if name not in FILLED or self.release[name].rows)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files that are offered, in the order of `NAMES`."""
        return (*(f"{table}.csv" for table in self.tables), *WHOLE, *self.handed)

    def make_large(self) -> None:
        """Make the archive and the workbook where they are not made, at the same time.

        An archive of tables that are made is compressing alone, which leaves the interpreter to others.
        """
        if "data.xlsx" in self._made:
            return
        self._csvs()
        with ThreadPoolExecutor(1) as beside:
            archived = beside.submit(copy_context().run, self.__getitem__, "data.zip")
            self["data.xlsx"]
            archived.result()

    def _make(self, name: str) -> File:
        stem, _, ending = name.rpartition(".")
        saved = self.about.saved(stem, ending)
        if stem in TABLES:
            table, made = self.release[stem], self.release.csvs
            if stem not in made:
                made[stem] = csv_file.csv_of(table)
            return File(made[stem], csv_file.MEDIA_TYPE, saved, len(table.rows))
        if name in HANDED:
            listed = next(one for one in field_lists() if one.name == stem)
            return File(handover.workbook(listed, self.release, self.about, self.text), XLSX, saved)
        body, media_type = self._whole[name]()
        return File(body, media_type, saved)

    @cached_property
    def _whole(self) -> Mapping[str, Callable[[], tuple[bytes, str]]]:
        return {
            "data.xlsx": lambda: (self._workbook(), XLSX),
            "data.zip": lambda: (self._zip(), archive.MEDIA_TYPE),
            "datapackage.json": lambda: (
                package.datapackage(self.release, self.about, self._csvs()),
                package.MEDIA_TYPE,
            ),
            "catalogue.jsonld": lambda: (self._catalogue(), catalogue.MEDIA_TYPE),
            "passport.json": lambda: (passport.passport(self.about), package.MEDIA_TYPE),
            "structure.csv": lambda: (passport.structure(self.tables, self.about.fiscal_year), csv_file.MEDIA_TYPE),
        }

    def _csvs(self) -> dict[str, bytes]:
        return {table: self[f"{table}.csv"].body for table in self.tables}

    def _workbook(self) -> bytes:
        return excel.workbook_of([self.release[name] for name in self.tables], self.about, self.text)

    def _zip(self) -> bytes:
        """All for programs in one file; the descriptor names the files as they lie beside it."""
        prefix = self.about.file_mark
        descriptor = package.datapackage(self.release, self.about, self._csvs(), prefix)
        inside = {f"{prefix}{table}.csv": body for table, body in self._csvs().items()}
        inside["datapackage.json"] = descriptor
        inside["passport.json"] = self["passport.json"].body
        inside["structure.csv"] = self["structure.csv"].body
        return archive.zipped(inside, self.about.version)

    def _catalogue(self) -> bytes:
        cards = {
            lang.value: about(self.release, self.text.in_language(lang), self.site) for lang in self.text.languages
        }
        titles = {name: {lang: file_words(name, one.text) for lang, one in cards.items()} for name in self.names}
        offered = [
            CatalogueFile(name, self[name].media_type, self[name].body, titles[name])
            for name in self.names
            if name != "catalogue.jsonld"
        ]
        return catalogue.catalogue(cards, offered)


def file_words(name: str, text: Text) -> str:
    """What is in a file of a release, in one line."""
    stem = name.rpartition(".")[0]
    if name in HANDED:
        return spoken(next(one.about for one in field_lists() if one.name == stem), text)
    return text.say(f"data.table.{stem}.sheet") if stem in TABLES else text.say(f"data.file.{stem}")


def of_indicator(release: ReleaseTables, code: str, ending: str, card: ReleaseMetadata) -> File | None:
    """The file of one indicator: csv, xlsx, bib or ris; None for a code that the release does not hold.

    card  of the release (`kpi.opendata.metadata.about`), in the language of the file
    """
    saved, text = card.saved(f"indicator-{code}", ending), card.text
    rows = release["values"].where("code", code)
    if not release["indicators"].where("code", code).rows:
        return None
    match ending:
        case "csv":
            return File(csv_file.csv_of(rows), csv_file.MEDIA_TYPE, saved, len(rows.rows))
        case "xlsx":
            book = excel.workbook_of(_of_one(release, code), card, text, explained=False)
            return File(book, XLSX, saved)
        case "bib":
            return File(
                citation_formats.bibtex(cited(release.survey, code, text, card), text), citation_formats.BIBTEX, saved
            )
        case "ris":
            return File(
                citation_formats.ris(cited(release.survey, code, text, card), text), citation_formats.RIS, saved
            )
    return None


def _of_one(release: ReleaseTables, code: str) -> list[DataTable]:
    """Its rows of the tables that have some."""
    return [table for name in _OF_ONE if (table := release[name].where("code", code)).rows]


def cited(survey: Survey, code: str, text: Text, card: ReleaseMetadata) -> Citation:
    """The citation of an indicator that the survey holds."""
    return citation(survey, dossiers(survey, text, (code,))[0], text, card.site)


def release_of(survey: Survey) -> ReleaseTables:
    """The tables of a survey."""
    return tables.build(survey)


def of_selection(survey: Survey, codes: Sequence[str], ending: str, text: Text, site: str) -> File:
    """The file of chosen indicators in the order of their codes: csv (their rows of `indicators`) or xlsx (all rows).

    site  where the site is reached, without a final slash
    """
    release = release_of(survey)
    card = about(release, text, site)
    saved = card.saved("selection", ending)
    if ending == "csv":
        rows = release["indicators"].among("code", codes)
        return File(csv_file.csv_of(rows), csv_file.MEDIA_TYPE, saved, len(rows.rows))
    parts = [table for name in _OF_ONE if (table := release[name].among("code", codes)).rows]
    return File(excel.workbook_of(parts, card, text, explained=False), XLSX, saved)
