"""What the Data page says: files with their sizes, earlier releases, the API, what the fields mean, the passport.

A value only: kpi.opendata.page makes it, for it knows the files.
"""

from dataclasses import dataclass

from kpi.views.common.page_frame import Crumb


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file: what is in it, how many rows («» where it has none), its size in words."""

    name: str
    address: str
    about: str
    rows: str
    size: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRow:
    """A release: its day in words and as `version`; `current` the one that the page shows."""

    day: str
    version: str
    note: str
    current: bool
    workbook: str
    archive: str


@dataclass(frozen=True, slots=True)
class FieldRow:
    name: str
    label: str
    type: str
    about: str
    codes: tuple[tuple[str, str], ...]  # code -> in words


@dataclass(frozen=True, slots=True)
class FieldTable:
    name: str
    title: str
    about: str
    rows: tuple[FieldRow, ...]


@dataclass(frozen=True, slots=True)
class EndpointRow:
    path: str
    about: str
    parameters: str


@dataclass(frozen=True, slots=True)
class ApiExample:
    """An address that can be tried, and what it gives."""

    about: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DataView:
    """`whole` are the files for people and of everything at once, `tables` the CSV, `machines` descriptions.

    handed  workbooks for registers of the state, where such registers concern the community
    """

    title: str
    lede: str
    withheld: str  # what is said of indicators that are not published
    crumbs: tuple[Crumb, ...]
    whole: tuple[FileRow, ...]
    tables: tuple[FileRow, ...]
    handed: tuple[FileRow, ...]
    machines: tuple[FileRow, ...]
    calendar: bool  # whether the plan names terms: else its calendar is empty and nobody is led there
    releases: tuple[ReleaseRow, ...]
    endpoints: tuple[EndpointRow, ...]
    examples: tuple[ApiExample, ...]
    description: str  # the address of the OpenAPI document
    fields: tuple[FieldTable, ...]
    card: tuple[tuple[str, str], ...]
