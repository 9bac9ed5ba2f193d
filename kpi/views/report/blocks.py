"""What a report is made of: sentences, tables, pictures and sections, in the reader's words and with no form yet."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kpi.model import Status
from kpi.model.look.mark import ShownMark
from kpi.views.common.series import StatusBar


@dataclass(frozen=True, slots=True)
class ReportSentence:
    """Words, and the address at which their numbers can be checked; "" where they hold none."""

    words: str
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCell:
    """A cell as printed; of a number or a day also what a sheet reckons with.

    value     as printed, in the unit that the row or the column names; None of words
    decimals  of `value`; `suffix` what stands behind it in `words`: « в. п.»
    note      what a reader must know of it: «II кв. 2026», «ілюстративне»
    """

    words: str
    value: float | date | None = None
    decimals: int = 0
    suffix: str = ""
    note: str = ""
    href: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class ReportColumn:
    """A heading, its share of the table's width (any scale), and whether its cells stand at the right."""

    head: str
    width: float
    number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTable:
    """Rows under headings. Tables of one `sheet` are one sheet of a workbook; `group` tells them apart there.

    group  heading and cell of what the whole table is about, for a sheet that holds several
    total  whether the last row is the sum of those above it
    """

    sheet: str
    caption: str
    columns: tuple[ReportColumn, ...]
    rows: tuple[tuple[ReportCell, ...], ...]
    group: tuple[tuple[str, str], ...] = ()
    total: bool = False


@dataclass(frozen=True, slots=True)
class NamedBar:
    """A line of a picture: a name, its counts by status, and the numbers in words."""

    name: str
    bar: StatusBar
    words: str


@dataclass(frozen=True, slots=True)
class NamedWay:
    """A line of a picture: a goal, progress and expected progress (shares of the way), status, and them in words."""

    name: str
    progress: float | None
    expected: float | None
    status: Status
    words: str


@dataclass(frozen=True, slots=True)
class StatusBars:
    """Counts by status, a bar a line; `words` of every status that occurs, in the order of bars."""

    lines: tuple[NamedBar, ...]
    words: tuple[tuple[Status, str], ...]


@dataclass(frozen=True, slots=True)
class GoalWays:
    """The way of each goal beside what its plan expects; `key` says what bar and tick are."""

    lines: tuple[NamedWay, ...]
    key: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing with its caption; `alt` says all of it in words."""

    caption: str
    alt: str
    drawing: StatusBars | GoalWays


Block = ReportSentence | ReportTable | Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A heading of level 1 to 3 and what stands under it; `wide` where its tables need the long side of the sheet."""

    title: str
    level: int
    blocks: tuple[Block, ...]
    wide: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSlide:
    """One slide: a finding, lines of (strong words, the rest), at most one picture; `notes` for whoever speaks."""

    title: str
    lines: tuple[tuple[str, str], ...] = ()
    picture: Picture | None = None
    notes: tuple[ReportSentence, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """What the report is of.

    about  day of the data, release, what it is compared with, how much is assessed: a line each
    demo   «ДЕМО-ДАНІ», "" where the figures are real; `note` the same as a sentence
    mark   the picture of the community, None where its plan has none
    """

    title: str
    community: str
    strategy: str
    part: str
    about: tuple[str, ...]
    demo: str
    note: str
    address: str
    mark: ShownMark | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionReport:
    """The whole report; `name` of its file without the ending, `language` as documents name it («uk-UA»).

    released  the day of the release; what the properties of a file are dated with
    accent    the colour of the community, #RRGGBB, "" where its plan names none
    date_format  of the cells of a sheet that hold a day
    sheets    name of a sheet by the `sheet` of its tables; `caption_words` «Таблиця» and «Рисунок» by Table and Figure
    """

    name: str
    language: str
    cover: Cover
    sections: tuple[Section, ...]
    slides: tuple[ReportSlide, ...]
    released: date
    accent: str
    address_head: str
    note_head: str
    page_words: str
    date_format: str
    caption_words: Mapping[str, str]
    sheets: Mapping[str, str]
